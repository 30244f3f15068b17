import { isObject, type JsonObject, type JsonValue } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { templatesIn } from '../workflow-templates.ts';

export const durationUnreadable: Rule = {
  id: 'workflow/duration-unreadable',
  severity: 'error',
  summary: 'a duration is written in a way that cannot be read',
  docs: {
    why: `A duration is a number with a unit, or several of them: 90s, 1h30m; there are no days. For a suspension and a backoff a
whole number means seconds; in a containerSet it needs its unit. Nobody reads it before the run: \`argo lint\` accepts any text. When the run comes to it, the
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
      const { spec: whole, specPath, resource } = workflow;
      const places = [
        ...SPEC_FIELDS.map((field) => ({ spec: whole, path: specPath, field })),
        ...templatesIn(workflow).flatMap(({ spec, path }) => FIELDS.map((field) => ({ spec, path, field }))),
      ];
      for (const { spec, path, field } of places) {
        const text = field.reduce<JsonValue | undefined>(member, spec);
        if (typeof text !== 'string' || text === '' || text.includes('{{')) continue;
        // A whole number is seconds, or, in a timeout, what workflow/duration-invalid is about.
        if (/^[+-]?\d+$/.test(text) && field[0] !== 'containerSet') continue;
        const [answer] = engine.ask([{ op: 'duration', text }]);
        if (answer.ok || answer.kind !== 'error') continue;
        report({
          resource,
          path: [...path, ...field],
          message: `"${text}" is no duration: ${answer.error}`,
          help: 'write a number with a unit: 90s, 10m, 48h',
        });
      }
    },
  },
};

const BACKOFF: readonly (readonly string[])[] = [
  ['retryStrategy', 'backoff', 'duration'],
  ['retryStrategy', 'backoff', 'maxDuration'],
  ['retryStrategy', 'backoff', 'cap'],
];

const SPEC_FIELDS: readonly (readonly string[])[] = [['podGC', 'deleteDelayDuration'], ...BACKOFF];

const FIELDS: readonly (readonly string[])[] = [
  ['suspend', 'duration'],
  ['timeout'],
  ['pendingTimeout'],
  ['containerSet', 'retryStrategy', 'duration'],
  ...BACKOFF,
];

function member(value: JsonObject[string] | undefined, key: string): JsonValue | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
