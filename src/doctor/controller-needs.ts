import type { ResourceRequest } from '../rbac/request.ts';
import type { Controller, Project } from './controllers.ts';
import type { ControllerNeed } from './state.ts';

type Rule = readonly [group: string, resource: string, verbs: readonly string[]];

const READ = ['list', 'watch'];

/**
 * What the code of the controllers asks for, which is less than their manifests grant. Sources: argo-events
 * pkg/reconciler (eventbus, eventsource, sensor: installer and resource.go); argo-workflows workflow/controller
 * (controller.go, operator.go, taskresult.go), manifests/cluster-install/workflow-controller-rbac.
 */
const RULES: Readonly<Record<Project, readonly Rule[]>> = {
  'Argo Events': [
    ['argoproj.io', 'eventbus', [...READ, 'update']],
    ['argoproj.io', 'eventsources', [...READ, 'update']],
    ['argoproj.io', 'sensors', [...READ, 'update']],
    ['argoproj.io', 'eventbus/status', ['update']],
    ['argoproj.io', 'eventsources/status', ['update']],
    ['argoproj.io', 'sensors/status', ['update']],
    ['', 'configmaps', [...READ, 'create', 'update']],
    ['', 'services', [...READ, 'create', 'update', 'delete']],
    ['', 'secrets', ['list', 'create', 'update', 'delete']],
    ['apps', 'deployments', [...READ, 'create', 'update']],
    ['apps', 'statefulsets', [...READ, 'create', 'update']],
  ],
  'Argo Workflows': [
    ['argoproj.io', 'workflows', [...READ, 'update', 'patch']],
    ['argoproj.io', 'workflowtemplates', READ],
    ['argoproj.io', 'workflowtaskresults', [...READ, 'deletecollection']],
    ['', 'pods', [...READ, 'create', 'patch', 'delete']],
    ['', 'configmaps', READ],
    ['', 'serviceaccounts', ['get']],
    ['', 'events', ['create', 'patch']],
  ],
};

/** The rights that a controller has to have where it watches. */
export function needsOfController(controller: Controller): readonly ControllerNeed[] {
  const { account, project, role, watches } = controller;
  if (role !== 'controller') return [];
  return RULES[project].flatMap(([group, combined, verbs]) => {
    const [resource = '', subresource = ''] = combined.split('/');
    return verbs.map((verb) => {
      const request: ResourceRequest = { verb, group, resource, subresource, name: '', namespace: watches };
      return { controller, account, request };
    });
  });
}
