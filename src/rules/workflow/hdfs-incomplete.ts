import type { Rule } from '../rule.ts';

export const hdfsIncomplete: Rule = {
  id: 'workflow/hdfs-incomplete',
  severity: 'error',
  summary: 'an artifact in HDFS lacks an address, an absolute path or a user',
  docs: {
    why: `It needs \`addresses\`, a \`path\` that begins with \`/\`, and one of \`hdfsUser\`, \`krbCCacheSecret\` and
\`krbKeytabSecret\` with what Kerberos needs. Source: argo-workflows workflow/artifacts/hdfs/hdfs.go (ValidateArtifact).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, inputs: {artifacts: [{name: code, path: /code, hdfs: {addresses: ["hdfs:8020"], path: code, hdfsUser: root}}]}, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, inputs: {artifacts: [{name: code, path: /code, hdfs: {addresses: ["hdfs:8020"], path: /code, hdfsUser: root}}]}, container: {image: alpine}}
`,
  },
};
