import { objectAt, textAt } from '../../json.ts';
import { nearest } from '../../nearest.ts';
import type { Rule } from '../rule.ts';

export const kafkaRebalanceUnknown: Rule = {
  id: 'event-source/kafka-rebalance-unknown',
  severity: 'warning',
  summary: 'a rebalanceStrategy that does not exist',
  docs: {
    why: `Anything but "range", "sticky" and "roundrobin" means "range", which only the log says.
Source: argo-events pkg/eventsources/sources/kafka/start.go (consumerGroupConsumer).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  kafka:
    jobs: {url: "kafka:9092", topic: jobs, jsonBody: true, consumerGroup: {groupName: argo, rebalanceStrategy: round-robin}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  kafka:
    jobs: {url: "kafka:9092", topic: jobs, jsonBody: true, consumerGroup: {groupName: argo, rebalanceStrategy: roundrobin}}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      const strategy = type === 'kafka' ? textAt(objectAt(spec, 'consumerGroup'), 'rebalanceStrategy') : '';
      if (strategy === '' || STRATEGIES.includes(strategy)) return;
      const plain = strategy.toLowerCase().replace(/[^a-z]/g, '');
      const same = STRATEGIES.find((one) => one === plain);
      const meant = same ?? nearest(strategy, STRATEGIES);
      const at = [...path, 'consumerGroup', 'rebalanceStrategy'];
      report({
        resource,
        path: at,
        message: `"${strategy}" is no strategy, so it is "range"`,
        help: `it is one of ${STRATEGIES.map((one) => `"${one}"`).join(', ')}`,
        ...(meant !== undefined && {
          fix: {
            message: `write "${meant}"`,
            safe: same !== undefined,
            edits: [{ kind: 'set', path: at, value: meant }],
          },
        }),
      });
    },
  },
};

const STRATEGIES: readonly string[] = ['range', 'sticky', 'roundrobin'];
