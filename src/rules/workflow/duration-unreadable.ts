import { isObject, type JsonObject, type JsonValue } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const durationUnreadable: Rule = {
  id: 'workflow/duration-unreadable',
  severity: 'error',
  summary: 'a duration is written in a way that cannot be read',
  docs: {
    why: `A duration is a number with a unit, or several of them: 90s, 1h30m; there are no days. For a suspension and a backoff a
whole number means seconds. Nobody reads it before the run: \`argo lint\` accepts any text. When the run comes to it, the
node ends in an error. Source: argo-workflows pkg/apis/workflow/v1alpha1/workflow_types.go (ParseStringToDuration),
workflow/controller/operator.go (getTimeoutAsDeadline, executeSuspend, processNodeRetries).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates: [{name: main, suspend: {duration: 2 days}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates: [{name: main, suspend: {duration: 48h}}]
`,
  },
  check: {
    workflow(workflow, { engine, report }) {
      for (const { spec, path } of workflow.templates) {
        for (const field of FIELDS) {
          const text = field.reduce<JsonValue | undefined>(member, spec);
          if (typeof text !== 'string' || text === '' || text.includes('{{')) continue;
          // A whole number is seconds, or, in a timeout, what workflow/duration-invalid is about.
          if (/^[+-]?\d+$/.test(text)) continue;
          const [answer] = engine.ask([{ op: 'duration', text }]);
          if (answer.ok || answer.kind !== 'error') continue;
          report({
            resource: workflow.resource,
            path: [...path, ...field],
            message: `"${text}" is no duration: ${answer.error}`,
            help: 'write a number with a unit: 90s, 10m, 48h',
          });
        }
      }
    },
  },
};

const FIELDS: readonly (readonly string[])[] = [
  ['suspend', 'duration'],
  ['timeout'],
  ['pendingTimeout'],
  ['retryStrategy', 'backoff', 'duration'],
  ['retryStrategy', 'backoff', 'maxDuration'],
  ['retryStrategy', 'backoff', 'cap'],
];

function member(value: JsonObject[string] | undefined, key: string): JsonValue | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
