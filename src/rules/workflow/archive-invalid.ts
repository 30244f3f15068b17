import { isSet, objectAt, own } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { entriesOf, templatesIn } from '../workflow-templates.ts';

export const archiveInvalid: Rule = {
  id: 'workflow/archive-invalid',
  severity: 'error',
  summary: 'an artifact that cannot be packed as it says',
  docs: {
    why: `The level of compression goes to gzip, which knows -2 to 9; with another one the artifact is not saved and the node ends
in an error. Of several strategies the first of none, zip and tar is taken. Source: argo-workflows
workflow/executor/executor.go (stageArchiveFile), util/archive/archive.go; Go compress/gzip.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}, outputs: {artifacts: [{name: code, path: /src, archive: {tar: {compressionLevel: 10}}}]}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}, outputs: {artifacts: [{name: code, path: /src, archive: {tar: {compressionLevel: 9}}}]}}
`,
  },
  check: {
    workflow({ resource, ...workflow }, { report }) {
      for (const template of templatesIn({ resource, ...workflow })) {
        const outputs = objectAt(template.spec, 'outputs');
        for (const { spec, path } of entriesOf(outputs, 'artifacts', [...template.path, 'outputs'])) {
          const archive = objectAt(spec, 'archive');
          if (archive === undefined) continue;
          const level = own(objectAt(archive, 'tar'), 'compressionLevel');
          if (typeof level === 'number' && (level < -2 || level > 9)) {
            const at = [...path, 'archive', 'tar', 'compressionLevel'];
            report({ resource, path: at, message: `gzip knows no level ${level}: there are -2 to 9` });
          }
          const [first, ...more] = ['none', 'zip', 'tar'].filter((strategy) => isSet(archive, strategy));
          if (first === undefined || more.length === 0) continue;
          const names = more.map((one) => `"${one}"`).join(' and ');
          const message = `the strategy is "${first}", and ${names} is not read`;
          report({ resource, path: [...path, 'archive'], severity: 'warning', message });
        }
      }
    },
  },
};
