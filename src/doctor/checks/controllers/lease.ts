import { nameOf } from '../../../cluster/object.ts';
import { type JsonObject, numberOf, textOf, valueAt } from '../../../json.ts';
import { duration, since } from '../../age.ts';
import type { Check } from '../../check.ts';
import { type Controller, labelOfController } from '../../controllers.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { type ClusterState, objectsOf } from '../../state.ts';
import { podsOf } from './running.ts';

export const lease: Check = {
  id: 'controllers/lease',
  title: 'every controller holds its lease',
  why: `The replicas of a controller take turns by a Lease, and only who holds it acts. The readiness of Argo Events' pod does
not depend on it, and the workflow controller has no readiness at all: both are "available" while a lease of a pod that is
gone, or of nobody, keeps them idle. Sources: argo-events pkg/reconciler/cmd/start.go (argo-events-controller),
argo-workflows workflow/controller/controller.go (workflow-controller, and -INSTANCEID behind it).`,
  reads: ['Deployment', 'Lease'],
  run: (state) => state.controllers.flatMap((controller) => judge(state, controller)),
};

function judge(state: ClusterState, controller: Controller): readonly Finding[] {
  const { project, role, namespace, elects, instanceId } = controller;
  if (role !== 'controller' || !elects) return [];
  const name =
    project === 'Argo Events'
      ? 'argo-events-controller'
      : `workflow-controller${instanceId === '' ? '' : `-${instanceId}`}`;
  const found = objectsOf(state, 'Lease').find(
    (one) => nameOf(one).namespace === namespace && nameOf(one).name === name,
  );
  const trouble = troubleWith(state, controller, found, name);
  if (trouble === undefined) return [];
  return [
    {
      severity: 'warning',
      object: labelOfController(controller),
      hint: 'only who holds the lease acts: look at the log of the controller',
      command: kubectl(state, `get lease ${name} -o yaml`, namespace),
      ...trouble,
    },
  ];
}

function troubleWith(
  state: ClusterState,
  controller: Controller,
  found: JsonObject | undefined,
  name: string,
): Pick<Finding, 'title' | 'evidence'> | undefined {
  if (found === undefined)
    return { title: 'it holds no lease', evidence: [`no Lease/${controller.namespace}/${name}`] };
  const seconds = numberOf(valueAt(found, ['spec', 'leaseDurationSeconds'])) ?? 15;
  const age = since(valueAt(found, ['spec', 'renewTime']), state.now);
  const holder = textOf(valueAt(found, ['spec', 'holderIdentity']));
  if (age > 2 * seconds * 1000) {
    const evidence = [`${labelOf(found)} is held by "${holder}" and good for ${seconds}s`];
    return { title: `its lease was renewed ${duration(age)} ago`, evidence };
  }
  const pods = podsOf(state, controller);
  // Argo Events writes POD_UUID. No pods: they may not be read.
  if (pods.length === 0 || pods.some((pod) => holder.split('_')[0] === nameOf(pod).name)) return undefined;
  return { title: `its lease is held by "${holder}", which is none of its pods`, evidence: [labelOf(found)] };
}
