import { nameOf } from '../../../cluster/object.ts';
import { numberOf, valueAt } from '../../../json.ts';
import { isYoung } from '../../age.ts';
import { serversOf } from '../../bus.ts';
import type { Check } from '../../check.ts';
import { conditionsOf } from '../../conditions.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { hintFor, isReady, madeFor, PATIENCE, podsCommand, troubleOf } from '../../pods.ts';
import { objectsOf } from '../../state.ts';

export const eventbusPods: Check = {
  id: 'eventbus/pods',
  title: 'every server of an EventBus is ready',
  why: `Deployed turns True in the second in which the objects of the bus are written, before its first pod is made. With
half of its servers or more away, a bus takes nothing; event sources and sensors end and start again meanwhile, with all
conditions True. Source: argo-events pkg/reconciler/eventbus/installer/jetstream.go (MarkDeployed).`,
  reads: ['EventBus', 'StatefulSet', 'Pod'],
  run: (state) =>
    objectsOf(state, 'EventBus').flatMap((bus): Finding[] => {
      const servers = serversOf(bus);
      if (servers === undefined || isYoung(bus, state, PATIENCE)) return [];
      const [set] = madeFor(state, bus, 'StatefulSet');
      const base = { severity: 'error' as const, object: labelOf(bus), command: podsCommand(state, bus) };
      if (set === undefined) {
        // Where it is not deployed, its condition says why.
        const deployed = conditionsOf(bus).some(
          ({ type, status }) => type === 'Deployed' && status === 'True',
        );
        if (!deployed) return [];
        const hint =
          'something deleted it, and the controller has not made it again: is the controller running?';
        return [
          { ...base, title: 'has no StatefulSet, though its conditions say that it is deployed', hint },
        ];
      }
      const pods = madeFor(state, bus, 'Pod');
      const wanted = numberOf(valueAt(set, ['spec', 'replicas'])) ?? servers;
      const { namespace, name } = nameOf(set);
      if (wanted === 0) {
        return [
          {
            ...base,
            title: 'its servers are scaled down to none: it takes no events',
            evidence: [`StatefulSet/${namespace}/${name}: spec.replicas is 0, the bus asks for ${servers}`],
            hint: 'scale them up: the controller compares only what it wrote itself, and does not undo this',
            command: kubectl(state, `scale statefulset ${name} --replicas=${servers}`, namespace),
          },
        ];
      }
      const ready = pods.filter(isReady).length;
      if (ready >= wanted) return [];
      const trouble = troubleOf(state, pods, set);
      const count = `${ready} of ${wanted} ${wanted === 1 ? 'server' : 'servers'}`;
      const stands = ready > wanted / 2;
      return [
        {
          ...base,
          severity: stands ? 'warning' : 'error',
          title: stands
            ? `${count} are ready`
            : `${count} ${ready === 1 ? 'is' : 'are'} ready: it takes no events${wanted > 1 ? ', as more than half have to be' : ''}`,
          evidence: trouble.length > 0 ? trouble : [`StatefulSet/${namespace}/${name}: ${ready} ready`],
          hint: hintFor(trouble),
        },
      ];
    }),
};
