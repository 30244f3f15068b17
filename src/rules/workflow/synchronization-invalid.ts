import { isObject, isSet, type JsonObject, listAt, objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { templatesIn } from '../workflow-templates.ts';

export const synchronizationInvalid: Rule = {
  id: 'workflow/synchronization-invalid',
  severity: 'error',
  summary: 'a lock that cannot be taken',
  docs: {
    why: `A semaphore has its limit in a ConfigMap or in a database, one of the two; a mutex has a name; no lock is named twice.
Nobody looks at it before the run: the node, or the Workflow, ends in an error, "requested configuration is invalid". Source:
argo-workflows workflow/sync/sync_manager.go (TryAcquire), workflow/sync/lock_name.go, workflow/sync/syncitems.go
(checkDuplicates).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  synchronization: {semaphores: [{}]}
  templates: [{name: main, container: {image: alpine}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  synchronization: {semaphores: [{configMapKeyRef: {name: limits, key: builds}}]}
  templates: [{name: main, container: {image: alpine}}]
`,
  },
  check: {
    workflow({ spec, specPath, resource, ...workflow }, { report }) {
      const templates = templatesIn({ spec, specPath, resource, ...workflow });
      for (const holder of [{ spec, path: specPath }, ...templates]) {
        const synchronization = objectAt(holder.spec, 'synchronization');
        for (const kind of ['semaphores', 'mutexes'] as const) {
          const seen = new Set<string>();
          for (const [index, lock] of listAt(synchronization, kind).entries()) {
            if (!isObject(lock)) continue;
            const path = [...holder.path, 'synchronization', kind, index];
            const text = JSON.stringify(Object.entries(lock).sort(([a], [b]) => (a < b ? -1 : 1)));
            const problem = kind === 'semaphores' ? semaphoreProblem(lock) : mutexProblem(lock);
            const message = problem ?? (seen.has(text) ? 'the lock is named twice' : undefined);
            if (message !== undefined) report({ resource, path, message });
            seen.add(text);
          }
        }
      }
    },
  },
};

function semaphoreProblem(lock: JsonObject): string | undefined {
  const configMap = objectAt(lock, 'configMapKeyRef');
  const database = objectAt(lock, 'database');
  if (configMap !== undefined && database !== undefined) {
    return 'the semaphore has both a "configMapKeyRef" and a "database"';
  }
  if (configMap !== undefined) {
    const field = ['name', 'key'].find((one) => textAt(configMap, one) === '' && !isSet(configMap, one));
    return field === undefined ? undefined : `the semaphore's "configMapKeyRef" has no "${field}"`;
  }
  if (database === undefined) return 'the semaphore has neither a "configMapKeyRef" nor a "database"';
  return textAt(database, 'key') === '' ? `the semaphore's "database" has no "key"` : undefined;
}

function mutexProblem(lock: JsonObject): string | undefined {
  return textAt(lock, 'name') === '' ? 'the mutex has no name' : undefined;
}
