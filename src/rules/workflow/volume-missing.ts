import { isObject, type JsonObject, listAt, objectAt, objectsAt, textAt } from '../../json.ts';
import { nearest } from '../../nearest.ts';
import type { Rule } from '../rule.ts';
import { containersOf, makesPod, templatesIn } from '../workflow-templates.ts';

export const volumeMissing: Rule = {
  id: 'workflow/volume-missing',
  severity: 'error',
  summary: 'a mount of a volume that is not there',
  docs: {
    why: `The controller looks a mount's volume up among the volumes of the template and those and the volumeClaimTemplates of the
Workflow, when it makes the pod: the node ends in an error, "volume '…' not found in workflow spec". \`argo lint\` does not
look. A template that others refer to uses the volumes of the Workflow that runs it. Source: argo-workflows
workflow/controller/workflowpod.go (addVolumeReferences).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  volumes: [{name: source, emptyDir: {}}]
  templates:
    - {name: main, container: {image: alpine, volumeMounts: [{name: sources, mountPath: /src}]}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  volumes: [{name: source, emptyDir: {}}]
  templates:
    - {name: main, container: {image: alpine, volumeMounts: [{name: source, mountPath: /src}]}}
`,
  },
  check: {
    workflow(workflow, { report }) {
      const { kind, spec, resource } = workflow;
      // Whoever refers to a template, or to whose spec this one is added, may bring volumes.
      if (kind !== 'Workflow' && kind !== 'CronWorkflow') return;
      if (workflow.workflowTemplateRef !== undefined) return;
      const claims = objectsAt(spec, 'volumeClaimTemplates').map((claim) =>
        textAt(objectAt(claim, 'metadata'), 'name'),
      );
      const shared = [...namesOf(spec), ...namesOf(objectAt(spec, 'templateDefaults')), ...claims];
      for (const template of templatesIn(workflow)) {
        if (!makesPod(template.spec)) continue;
        const names = [...shared, ...namesOf(template.spec)];
        // The API server looks at the containers of a set, when the pod has been patched.
        const patched = [spec, template.spec].some((holder) =>
          textAt(holder, 'podSpecPatch').includes('volumes'),
        );
        for (const container of containersOf(template)) {
          if (patched && container.path.includes('containers')) continue;
          for (const [index, mount] of listAt(container.spec, 'volumeMounts').entries()) {
            const name = textAt(isObject(mount) ? mount : undefined, 'name');
            if (name === '' || name.includes('{{') || names.includes(name)) continue;
            if (names.some((one) => one.includes('{{'))) continue;
            const near = nearest(name, names);
            report({
              resource,
              path: [...container.path, 'volumeMounts', index, 'name'],
              message: `there is no volume "${name}": not in the template, and not in the Workflow`,
              ...(near !== undefined && { help: `did you mean "${near}"?` }),
            });
          }
        }
      }
    },
  },
};

function namesOf(holder: JsonObject | undefined): readonly string[] {
  return objectsAt(holder, 'volumes').map((volume) => textAt(volume, 'name'));
}
