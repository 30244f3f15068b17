import { nameOf } from '../../../cluster/object.ts';
import { isArray, isObject, type JsonObject, valueAt } from '../../../json.ts';
import type { Check } from '../../check.ts';
import { conditionsOf, labelOf } from '../../conditions.ts';
import type { Finding } from '../../finding.ts';
import { isAvailable, troubleOf } from '../../pods.ts';
import { type ClusterState, objectsOf } from '../../state.ts';

/** Source: argo-events manifests/base/controller-manager, argo-workflows manifests/base/workflow-controller. */
const CONTROLLERS = [
  { project: 'Argo Events', image: /(?:^|\/)argo-events(?:[:@]|$)/, arg: 'controller' },
  { project: 'Argo Workflows', image: /(?:^|\/)workflow-controller(?:[:@]|$)/, arg: undefined },
];

export const running: Check = {
  id: 'controllers/running',
  summary: 'the controllers of Argo Events and Argo Workflows run',
  reads: ['Deployment'],
  skip: ({ seesControllers }) =>
    seesControllers
      ? undefined
      : 'not allowed to list deployments of all namespaces, where the controllers are',
  run: (state) => CONTROLLERS.flatMap((controller) => judge(state, controller)),
};

function judge(state: ClusterState, { project, image, arg }: (typeof CONTROLLERS)[number]): Finding[] {
  const found = objectsOf(state, 'Deployment').filter((deployment) => {
    const containers = valueAt(deployment, ['spec', 'template', 'spec', 'containers']);
    return (isArray(containers) ? containers : []).some(
      (container) =>
        isObject(container) &&
        typeof container['image'] === 'string' &&
        image.test(container['image']) &&
        (arg === undefined || (isArray(container['args']) && container['args'].includes(arg))),
    );
  });
  if (found.length === 0)
    return [{ severity: 'error', title: `no deployment runs the controller of ${project}` }];
  return found
    .filter((deployment) => !isAvailable(deployment))
    .map((deployment) => unavailable(state, deployment, project));
}

function unavailable(state: ClusterState, deployment: JsonObject, project: string): Finding {
  const { namespace, name } = nameOf(deployment);
  const said = conditionsOf(deployment)
    .filter(({ type, status }) => type === 'Available' && status !== 'True')
    .map(({ type, status, reason, message }) => `condition ${type}=${status} ${reason}: ${message}`);
  return {
    severity: 'error',
    title: `the controller of ${project} is not available`,
    object: labelOf(deployment),
    evidence: [...said, ...troubleOf(state, [], name)],
    command: `kubectl --context ${state.context} describe deployment ${name} -n ${namespace}`,
  };
}
