import { textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const sqsQueueName: Rule = {
  id: 'event-source/sqs-queue-name',
  severity: 'error',
  summary: 'a queue of SQS that is given by more than its name',
  docs: {
    why: `The event source asks AWS for the URL of the queue with this name. A URL or an ARN is no name: AWS refuses the question, and the event source gives up after ten tries.
Source: argo-events pkg/eventsources/sources/awssqs/start.go (StartListening, fetchMessages), Amazon SQS API, GetQueueUrl.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  sqs:
    jobs: {region: eu-central-1, queue: "https://sqs.eu-central-1.amazonaws.com/123456789012/jobs", jsonBody: true}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  sqs:
    jobs: {region: eu-central-1, queue: jobs, jsonBody: true}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      const queue = type === 'sqs' ? textAt(spec, 'queue') : '';
      if (queue === '' || !/[/:]/.test(queue)) return;
      const at = [...path, 'queue'];
      const meant = queue.replace(/\/$/, '').replace(/^.*[/:]/, '');
      report({
        resource,
        path: at,
        message: `"${queue}" is no name of a queue: there are no events`,
        ...(meant !== '' && {
          help: `write "${meant}"`,
          fix: {
            message: `write "${meant}"`,
            safe: true,
            edits: [{ kind: 'set' as const, path: at, value: meant }],
          },
        }),
      });
    },
  },
};
