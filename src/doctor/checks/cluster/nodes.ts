import { nameOf } from '../../../cluster/object.ts';
import type { Check } from '../../check.ts';
import { conditionsOf, conditionText } from '../../conditions.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { objectsOf } from '../../state.ts';

/** Conditions of a node that are right when they are False. Source: kubernetes pkg/apis/core/types.go (NodeConditionType). */
const PRESSURE: ReadonlySet<string> = new Set([
  'MemoryPressure',
  'DiskPressure',
  'PIDPressure',
  'NetworkUnavailable',
]);

export const nodes: Check = {
  id: 'cluster/nodes',
  title: 'every node is ready, and none is short of anything',
  why: `Pods on a node that is not ready keep their status for minutes, and a node short of disk or memory evicts them: event
sources and sensors vanish, though nothing of theirs changed. Source: kubernetes pkg/controller/nodelifecycle.`,
  reads: ['Node'],
  run: (state) =>
    objectsOf(state, 'Node').flatMap((node) => {
      const wrong = conditionsOf(node).filter(
        ({ type, status }) =>
          (type === 'Ready' && status !== 'True') || (PRESSURE.has(type) && status === 'True'),
      );
      return wrong.map((condition) => ({
        severity: 'warning' as const,
        title: condition.type === 'Ready' ? 'the node is not ready' : `the node has ${condition.type}`,
        object: labelOf(node),
        evidence: [conditionText(condition)],
        hint: 'pods there may be lost, and new ones are not put there',
        command: kubectl(state, `describe node ${nameOf(node).name}`),
      }));
    }),
};
