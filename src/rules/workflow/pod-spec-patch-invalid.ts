import type { Engine } from '../../engine/engine.ts';
import { textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { withTagsAs } from '../texts.ts';
import { templatesIn } from '../workflow-templates.ts';

export const podSpecPatchInvalid: Rule = {
  id: 'workflow/pod-spec-patch-invalid',
  severity: 'error',
  summary: 'a podSpecPatch that is no part of a pod',
  docs: {
    why: `The text is read as YAML, merged into the pod that the controller is about to create, and looked at by nobody before:
the node ends in an error, "Error applying PodSpecPatch". It has to be a mapping of fields of a pod's spec. Source:
argo-workflows workflow/util/util.go (ApplyPodSpecPatch), workflow/controller/workflowpod.go (processPodSpecPatch).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  podSpecPatch: "containers: [{name: main, resources: {limits: {memory: 1Gi}}}"
  templates: [{name: main, container: {image: alpine}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  podSpecPatch: "containers: [{name: main, resources: {limits: {memory: 1Gi}}}]"
  templates: [{name: main, container: {image: alpine}}]
`,
  },
  check: {
    workflow({ spec, specPath, resource, ...workflow }, { engine, report }) {
      const templates = templatesIn({ spec, specPath, resource, ...workflow });
      for (const holder of [{ spec, path: specPath }, ...templates]) {
        const text = textAt(holder.spec, 'podSpecPatch');
        if (text === '') continue;
        const reason = reasonAgainst(engine, text);
        if (reason === undefined) continue;
        const path = [...holder.path, 'podSpecPatch'];
        report({ resource, path, message: `the patch cannot be applied: ${reason}` });
      }
    },
  },
};

/** What a variable may turn into; a whole structure in the place of a value, too. */
const SAMPLES = ['x', '1', '{}', '"x"', 'x: 1', ''];

function reasonAgainst(engine: Engine, text: string): string | undefined {
  const texts = text.includes('{{') ? SAMPLES.map((sample) => withTagsAs(sample, text)) : [text];
  let reason: string | undefined;
  for (const yaml of texts) {
    const [answer] = engine.ask([{ op: 'yamlToJson', yaml }]);
    if (answer.ok && (answer.value.startsWith('{') || answer.value.startsWith('null'))) return undefined;
    if (!answer.ok && answer.kind !== 'error') return undefined;
    reason ??= answer.ok ? 'it is no mapping' : answer.error;
  }
  return reason;
}
