import type { Path } from '../../diagnostic.ts';
import { dataFilters, isEquality } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const regexUnanchored: Rule = {
  id: 'filter/regex-unanchored',
  severity: 'info',
  summary: 'a string filter that longer values pass, too',
  docs: {
    why: `The values of a string filter are regular expressions, which match anywhere in the text: "opened" passes "reopened", and "refs/heads/main" passes "refs/heads/main-old". For actions and refs, where such values occur, this is a warning.
Source: argo-events pkg/sensors/dependencies/filter.go (filterData).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.action, type: string, value: ["opened"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.action, type: string, value: ["^opened$"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { report }) {
      for (const { spec, path } of dataFilters(dependency)) {
        // With less and greater nothing passes at all.
        if (spec.type !== 'string' || spec.template !== '' || /[<>]/.test(spec.comparator)) continue;
        const words = [...spec.value.entries()].filter(([, value]) => /^[\w/-]+$/.test(value));
        const [first] = words;
        if (first === undefined) continue;
        const within = words.flatMap(([index, word]) => {
          const longer = longerValue(spec.path, word);
          // A longer one that is asked for passes anyway.
          if (longer === undefined || (isEquality(spec) && spec.value.includes(longer))) return [];
          return [{ index, word, longer }];
        });
        for (const { index, word, longer } of within) {
          report({
            resource,
            path: [...path, 'value', index],
            severity: 'warning',
            message: `"${word}" is found in "${longer}", too, so it is taken for the same`,
            help: `write "^${word}$" for exactly that`,
            fix: anchoring(path, [[index, word]]),
          });
        }
        if (within.length > 0) continue;
        const [index, word] = first;
        report({
          resource,
          path: [...path, 'value', index],
          message: `"${word}" is a pattern, which is found in longer texts, too`,
          help: `write "^${word}$" for exactly that`,
          fix: anchoring(path, words),
        });
      }
    },
  },
};

/** Actions of GitHub and GitLab that are within another one. */
const WITHIN: ReadonlyMap<string, string> = new Map([
  ['open', 'reopen'],
  ...['opened', 'requested'].map((word) => [word, `re${word}`] as const),
  ...['approved', 'archived', 'assigned', 'labeled', 'locked', 'pinned', 'published'].map(
    (word) => [word, `un${word}`] as const,
  ),
  ['milestoned', 'demilestoned'],
]);

/** A value that occurs in the field, and has the word in it. */
function longerValue(path: string, word: string): string | undefined {
  const field = path.split('.').at(-1);
  if (field === 'action') return WITHIN.get(word);
  return field === 'ref' && word.startsWith('refs/') && !word.endsWith('/') ? `${word}-old` : undefined;
}

function anchoring(path: Path, words: readonly (readonly [index: number, word: string])[]) {
  return {
    message: `write ${words.map(([, word]) => `"^${word}$"`).join(', ')}`,
    safe: false,
    edits: words.map(([index, word]) => ({
      kind: 'set' as const,
      path: [...path, 'value', index],
      value: `^${word}$`,
    })),
  };
}
