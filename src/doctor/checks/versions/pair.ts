import { contextFlag } from '../../../cluster/context-flag.ts';
import { compareVersions } from '../../../install/skew.ts';
import { isObject, valueAt } from '../../../json.ts';
import type { Check } from '../../check.ts';
import { labelOfController } from '../../controllers.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { argoOfSensors } from '../../releases.ts';
import type { ClusterState } from '../../state.ts';

export const pair: Check = {
  id: 'versions/pair',
  title: 'the versions of Argo Events and Argo Workflows fit each other',
  why: `A sensor runs the argo program that its image brings along, which validates Workflows as its own version does: with
another major it takes fields that the controller no longer knows, and refuses those that are new. The server of Argo
Workflows has to be of the controller's version. Sources: argo-events Dockerfile (ARGO_VERSION), argo-workflows
docs/releases.md.`,
  reads: ['Deployment'],
  run: (state) => {
    const events = state.controllers.find(
      (one) => one.project === 'Argo Events' && one.role === 'controller',
    );
    const workflows = state.controllers.filter((one) => one.project === 'Argo Workflows');
    const controller = workflows.find(({ role }) => role === 'controller');
    const found: Finding[] = [];
    const cli = events === undefined ? undefined : argoOfSensors(events.version);
    if (controller !== undefined && cli !== undefined && runsArgo(state)) {
      const [own, other] = [cli, controller.version].map((version) => /^v?(\d+)\./.exec(version)?.[1]);
      if (own !== undefined && other !== undefined && own !== other) {
        found.push({
          severity: 'info',
          title: `sensors run argo ${cli}, and the controller is ${controller.version}`,
          object: labelOfController(controller),
          evidence: [`Argo Events ${events?.version} brings argo ${cli} along`],
          hint: 'triggers with argoWorkflow are validated by that version; "k8s" triggers are not',
          command: kubectl(state, 'get sensors -A -o yaml'),
        });
      }
    }
    for (const server of workflows.filter(({ role }) => role === 'server')) {
      if (controller === undefined || compareVersions(server.version, controller.version) === 0) continue;
      if (server.version === controller.version) continue;
      found.push({
        severity: 'warning',
        title: `the server is ${server.version || 'of an unknown version'}, and the controller is ${controller.version || 'of an unknown version'}`,
        object: labelOfController(server),
        evidence: [`${labelOfController(controller)} runs ${controller.image}`],
        hint: 'let both have the same version',
        command: `argoflow upgrade${contextFlag(state.context)}`,
      });
    }
    return found;
  },
};

/** Does a Sensor run the argo program at all? */
function runsArgo({ model }: ClusterState): boolean {
  return model.sensors.some(({ triggers }) =>
    triggers.some(({ spec }) => isObject(valueAt(spec, ['template', 'argoWorkflow']))),
  );
}
