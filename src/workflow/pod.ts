import { type JsonObject, objectAt, objectsAt, textAt } from '../json.ts';
import { Failure } from './failure.ts';
import type { TemplateType } from './template-library.ts';
import type { Walk } from './walk.ts';

/**
 * What the controller stops at when it makes the pod of a node. Throws a Failure with its words.
 * Source: argo-workflows workflow/controller/workflowpod.go (addVolumeReferences, processPodSpecPatch),
 * workflow/util/util.go (ApplyPodSpecPatch).
 */
export function checkPod(walk: Walk, template: JsonObject, type: TemplateType): void {
  checkVolumes(walk, template, type);
  for (const holder of [walk.setup.spec, template]) {
    const yaml = textAt(holder, 'podSpecPatch');
    // The Workflow's own patch is filled in for each pod.
    if (yaml === '' || yaml.includes('{{') || walk.unknowns.isIn(yaml)) continue;
    const [answer] = walk.setup.engine.ask([{ op: 'yamlToJson', yaml }]);
    if (answer.ok ? !/^(\{|null$)/.test(answer.value) : answer.kind === 'error') {
      throw new Failure('error', 'Error applying PodSpecPatch');
    }
  }
}

function checkVolumes(walk: Walk, template: JsonObject, type: TemplateType): void {
  const { spec } = walk.setup;
  const claims = objectsAt(spec, 'volumeClaimTemplates').map((claim) => objectAt(claim, 'metadata'));
  const volumes = [...objectsAt(template, 'volumes'), ...objectsAt(spec, 'volumes'), ...claims];
  const names = new Set(volumes.map((volume) => textAt(volume, 'name')));
  if ([...names].some((name) => name.includes('{{') || walk.unknowns.isIn(name))) return;
  const companions = ['initContainers', 'sidecars'].flatMap((list) => objectsAt(template, list));
  for (const container of [objectAt(template, type), ...companions]) {
    for (const mount of objectsAt(container, 'volumeMounts')) {
      const name = textAt(mount, 'name');
      if (names.has(name) || walk.unknowns.isIn(name)) continue;
      throw new Failure('error', `volume '${name}' not found in workflow spec`);
    }
  }
}
