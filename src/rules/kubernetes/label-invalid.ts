import { objectAt } from '../../json.ts';
import { labelProblem } from '../../simulate/triggers/kubernetes-object.ts';
import { nameProblem } from '../object-name.ts';
import type { Rule } from '../rule.ts';

export const labelInvalid: Rule = {
  id: 'kubernetes/label-invalid',
  severity: 'error',
  summary: 'a label that the API server refuses',
  docs: {
    why: `The key of a label or an annotation is a name of at most 63 letters, digits, "-", "_" and ".", with a domain and a slash before it if it likes. The value of a label is of the same kind, or empty.
Source: k8s.io/apimachinery pkg/apis/meta/v1/validation/validation.go (ValidateLabels), pkg/util/validation/validation.go.`,
    bad: `apiVersion: v1
kind: Secret
metadata: {name: token, labels: {team: "build & release"}}
stringData: {token: abc}
`,
    good: `apiVersion: v1
kind: Secret
metadata: {name: token, labels: {team: build-and-release}}
stringData: {token: abc}
`,
  },
  check: {
    resource(resource, { report }) {
      const metadata = objectAt(resource.value, 'metadata');
      for (const field of ['labels', 'annotations'] as const) {
        for (const [key, value] of Object.entries(objectAt(metadata, field) ?? {})) {
          const path = ['metadata', field, key];
          const noun = field === 'labels' ? 'label' : 'annotation';
          const problem = keyProblem(key);
          if (problem !== undefined && !key.includes('{{')) {
            report({ resource, path, what: 'key', message: `the key "${key}" of the ${noun} ${problem}` });
          }
          if (field === 'annotations' || typeof value !== 'string' || /\{\{/.test(value)) continue;
          const refused = labelProblem(value);
          if (refused === undefined) continue;
          const shown = value.length > 70 ? `${value.slice(0, 69)}…` : value;
          report({ resource, path, message: `the label "${key}" cannot be "${shown}": ${refused}` });
        }
      }
    },
  },
};

function keyProblem(key: string): string | undefined {
  const parts = key.split('/');
  const [first = '', second] = parts;
  if (parts.length > 2) return 'has more than one slash';
  if (second !== undefined && nameProblem(first, 'subdomain') !== undefined)
    return `has "${first}" before the slash, which is no domain`;
  const name = second ?? first;
  if (name !== '' && labelProblem(name) === undefined) return undefined;
  if (name === '') return 'is empty';
  return name.length > 63
    ? `has ${name.length} characters, and at most 63 are allowed`
    : 'may have letters, digits, "-", "_" and "." only, and begins and ends with a letter or a digit';
}
