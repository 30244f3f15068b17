import { nameOf } from '../../../cluster/object.ts';
import { valueAt } from '../../../json.ts';
import { nearest } from '../../../nearest.ts';
import { offeredVersions } from '../../bus.ts';
import type { Check } from '../../check.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { objectsOf } from '../../state.ts';

export const eventbusVersion: Check = {
  id: 'eventbus/version',
  title: 'every EventBus asks for a version that the controller offers',
  why: `The version of a bus is looked up as a text in the ConfigMap of the controller, which changes with its releases:
v1.9.10 took 2.10.10 out. A bus with another one is no longer reconciled; one with "latest" changes its image, and restarts,
with the next upgrade. Source: argo-events pkg/reconciler/config.go (GetJetStreamVersion), manifests/base/controller-manager
(controller-config.yaml).`,
  reads: ['EventBus'],
  run: (state) =>
    objectsOf(state, 'EventBus').flatMap((bus): Finding[] => {
      const version = valueAt(bus, ['spec', 'jetstream', 'version']);
      if (typeof version !== 'string') return [];
      const { namespace, name } = nameOf(bus);
      const base = { object: labelOf(bus), command: kubectl(state, `edit eventbus ${name}`, namespace) };
      const offered = offeredVersions(state, namespace);
      if (offered !== undefined && !offered.includes(version)) {
        const near = nearest(version, offered) ?? offered.at(-1);
        return [
          {
            ...base,
            severity: 'error',
            title: `it asks for JetStream ${version}, which the controller does not offer`,
            evidence: [`the controller offers: ${offered.join(', ')}`],
            hint: `write version: "${near}", or add ${version} to the configuration of the controller`,
          },
        ];
      }
      if (version !== 'latest') return [];
      return [
        {
          ...base,
          severity: 'info',
          title: 'its version is "latest": the next upgrade of Argo Events may restart it with another one',
          hint: `name a version${offered === undefined ? '' : `: ${offered.filter((one) => one !== 'latest').join(', ')}`}`,
        },
      ];
    }),
};
