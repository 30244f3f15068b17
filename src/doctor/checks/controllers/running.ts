import { contextFlag } from '../../../cluster/context-flag.ts';
import { nameOf } from '../../../cluster/object.ts';
import type { Check } from '../../check.ts';
import { type Controller, labelOfController, type Project } from '../../controllers.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { hintFor, isAvailable, rolloutTrouble, troubleOf } from '../../pods.ts';
import { type ClusterState, objectsOf } from '../../state.ts';

const PROJECTS: readonly Project[] = ['Argo Events', 'Argo Workflows'];

export const running: Check = {
  id: 'controllers/running',
  title: 'the controllers of Argo Events and Argo Workflows run',
  why: `Without its controller an object is a text that nobody reads: the API server takes it, no status ever comes, and
nothing runs. Sources: argo-events manifests/base/controller-manager, argo-workflows manifests/base/workflow-controller.`,
  reads: ['Deployment'],
  skip: ({ seesControllers, controllers }) =>
    seesControllers || controllers.length > 0
      ? undefined
      : 'not allowed to list deployments of all namespaces, where the controllers are',
  run: (state) => PROJECTS.flatMap((project) => judge(state, project)),
};

function judge(state: ClusterState, project: Project): readonly Finding[] {
  const found = state.controllers.filter((one) => one.project === project && one.role === 'controller');
  if (found.length === 0) {
    if (!state.seesControllers) return [];
    return [
      {
        severity: 'error',
        title: `no deployment runs the controller of ${project}`,
        hint: `install ${project}; argoflow install brings both`,
        command: `argoflow install${contextFlag(state.context)}`,
      },
    ];
  }
  return found
    .filter(({ deployment }) => !isAvailable(deployment))
    .map((controller) => unavailable(state, controller));
}

function unavailable(state: ClusterState, controller: Controller): Finding {
  const { deployment, namespace, name, project } = controller;
  const trouble = troubleOf(state, podsOf(state, controller), deployment);
  return {
    severity: 'error',
    title: `the controller of ${project} is not available`,
    object: labelOfController(controller),
    evidence: [...rolloutTrouble(deployment), ...trouble],
    hint: hintFor(trouble),
    command: kubectl(state, `describe deployment ${name}`, namespace),
  };
}

/** The Pods of a Deployment are named after it and two hashes. */
export function podsOf(state: ClusterState, { namespace, name }: Controller) {
  return objectsOf(state, 'Pod').filter((pod) => {
    const own = nameOf(pod);
    return (
      own.namespace === namespace &&
      own.name.startsWith(`${name}-`) &&
      own.name.slice(name.length + 1).split('-').length === 2
    );
  });
}
