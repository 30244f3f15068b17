import type { Rule } from '../rule.ts';

export const noObject: Rule = {
  id: 'load/no-object',
  severity: 'error',
  summary: 'a file that is named holds no Kubernetes object',
  docs: {
    why:
      'Nothing is judged in a file that is empty or has only comments, and "kubectl apply -f" ends with "no objects ' +
      'passed to apply" (k8s.io/kubectl pkg/cmd/apply/apply.go). Whoever names such a file means another one, or what ' +
      'should have been written into it was not. In a folder, such files are left out.',
    bad: '# apiVersion: v1\n# kind: ServiceAccount\n',
    good: 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: build\n',
  },
};
