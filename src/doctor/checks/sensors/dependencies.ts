import { nearest } from '../../../nearest.ts';
import type { Check } from '../../check.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';

export const sensorsDependencies: Check = {
  id: 'sensors/dependencies',
  title: 'every dependency of a Sensor waits for an event that there is',
  why: `A Sensor subscribes to a subject of the bus that is made of two names. Nobody compares them with the event sources that
there are: with a wrong one every condition is True, the sensor waits, and nothing ever comes. Source: argo-events
pkg/eventbus/jetstream/sensor/trigger_conn.go (the subject).`,
  reads: ['EventSource', 'Sensor'],
  run: (state) =>
    state.model.links.flatMap((link): Finding[] => {
      const { kind, from, to, target, partFound, at } = link;
      if (kind !== 'event' || from.kind !== 'Sensor' || to.name === '') return [];
      // "*" stands for any word in a subject.
      if (to.name === '*' || (target !== undefined && (partFound !== false || to.part === '*'))) return [];
      const sources = state.model.eventSources.filter(
        ({ resource }) => state.model.namespaceOf(resource) === to.namespace,
      );
      const source = sources.find(({ name }) => name === to.name);
      const names =
        source === undefined ? sources.map(({ name }) => name) : source.events.map(({ name }) => name);
      const asked = source === undefined ? to.name : (to.part ?? '');
      const near = nearest(asked, names);
      const what = source === undefined ? 'event source' : 'event';
      return [
        {
          severity: 'error',
          title:
            source === undefined
              ? `waits for event source "${to.name}", which is not in namespace "${to.namespace}"`
              : `waits for event "${to.part}", and event source "${to.name}" has no event of that name`,
          object: at.resource ?? '',
          evidence: [
            `${(at.path ?? []).join('.')}`,
            names.length === 0
              ? `there is no ${what}`
              : `there are: ${names.map((name) => `"${name}"`).join(', ')}`,
          ],
          hint: near === undefined ? `name an ${what} of that namespace` : `did you mean "${near}"?`,
          command: kubectl(state, `edit sensor ${from.name}`, to.namespace),
        },
      ];
    }),
};
