import type { Rule } from '../rule.ts';

export const sqsWaitTime: Rule = {
  id: 'event-source/sqs-wait-time',
  severity: 'error',
  summary: 'a wait for messages that SQS does not allow',
  docs: {
    why: `SQS waits for at most 20 seconds. With another number each question for messages is refused, every two seconds, and there are no events.
Source: argo-events pkg/eventsources/sources/awssqs/start.go (StartListening, fetchMessages), Amazon SQS API, ReceiveMessage.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  sqs:
    jobs: {region: eu-central-1, queue: jobs, jsonBody: true, waitTimeSeconds: 60}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  sqs:
    jobs: {region: eu-central-1, queue: jobs, jsonBody: true, waitTimeSeconds: 20}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      const seconds = spec['waitTimeSeconds'];
      if (type !== 'sqs' || typeof seconds !== 'number' || (seconds >= 0 && seconds <= 20)) return;
      const at = [...path, 'waitTimeSeconds'];
      report({
        resource,
        path: at,
        message: `there are no events: SQS waits for 0 to 20 seconds, and not for ${seconds}`,
        help: 'write 20',
        fix: { message: 'write 20', safe: true, edits: [{ kind: 'set', path: at, value: 20 }] },
      });
    },
  },
};
