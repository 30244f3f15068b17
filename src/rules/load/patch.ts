import type { Rule } from '../rule.ts';

export const patch: Rule = {
  id: 'load/patch',
  severity: 'info',
  summary: 'a patch of a kustomization, which is no object of its own',
  docs: {
    why: `A strategic merge patch looks like an object and is a part of one: what it leaves out stands in the base, so it is not judged
alone. What "kustomize build" makes of both can be: pipe that into "argoflow lint -", and its findings name the files that
kustomize tells of in its annotations.
Source: sigs.k8s.io/kustomize api/types/kustomization.go (Patches, PatchesStrategicMerge, PatchesJson6902).`,
    bad: `# kustomization.yaml
resources: [bus.yaml]
patches: [{path: more.yaml}]
---
# bus.yaml
apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {jetstream: {version: latest}}
---
# more.yaml
apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {jetstream: {replicas: 5}}
`,
    good: `# kustomization.yaml
resources: [bus.yaml]
---
# bus.yaml
apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {jetstream: {version: latest, replicas: 5}}
`,
  },
};
