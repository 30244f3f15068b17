import { nameOf } from '../cluster/object.ts';
import { textOf } from '../json.ts';
import { containersOf, covers, variableOf } from './controllers.ts';
import type { Finding } from './finding.ts';
import { kubectl } from './kubectl.ts';
import { labelOf } from './object.ts';
import { madeFor } from './pods.ts';
import { type ClusterState, objectsOf } from './state.ts';

/** Objects whose pods run another image than their controller gives out. */
export function imageFindings(state: ClusterState, kind: 'EventSource' | 'Sensor'): readonly Finding[] {
  return objectsOf(state, kind).flatMap((object): Finding[] => {
    const { namespace } = nameOf(object);
    const controller = state.controllers.find(
      (one) => one.project === 'Argo Events' && covers(one, namespace),
    );
    if (controller === undefined) return [];
    const given = containersOf(controller.deployment)
      .map((container) => variableOf(container, 'ARGO_EVENTS_IMAGE') ?? '')
      .find((image) => image !== '');
    const [deployment] = madeFor(state, object, 'Deployment');
    if (given === undefined || deployment === undefined) return [];
    const runs = containersOf(deployment)
      .filter(({ name }) => name === 'main')
      .map(({ image }) => textOf(image))
      .find((image) => image !== given);
    if (runs === undefined) return [];
    return [
      {
        severity: 'warning',
        title: `it runs ${shortImage(runs)}, and its controller gives out ${shortImage(given)}`,
        object: labelOf(object),
        evidence: [`ARGO_EVENTS_IMAGE of Deployment/${controller.namespace}/${controller.name} is ${given}`],
        hint: 'the controller replaces the pods when it gets to it: does its log say that it is refused something?',
        command: kubectl(state, `logs deployment/${controller.name} --tail=100`, controller.namespace),
      },
    ];
  });
}

/** Without registry and folder. */
export function shortImage(image: string): string {
  return image.slice(image.lastIndexOf('/') + 1);
}
