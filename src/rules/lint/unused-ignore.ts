import type { Rule } from '../rule.ts';

export const unusedIgnore: Rule = {
  id: 'lint/unused-ignore',
  severity: 'warning',
  summary: 'a comment asks to ignore what is not found',
  docs: {
    why:
      'A comment "# argoflow: ignore[rule] reason" hides the findings of a rule on its line, or on the next one. Where ' +
      'there is nothing to hide, the mistake is gone, has moved to another line, or the rule has another name; left ' +
      'there, the comment would one day hide a mistake that nobody knows of.',
    bad: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: build # argoflow: ignore[kubernetes/object-name] an old name
`,
    good: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: build
`,
  },
};
