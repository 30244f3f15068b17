import { isSet, type JsonObject, objectAt, objectsAt, textAt } from '../json.ts';
import { Failure } from './failure.ts';
import type { Walk } from './walk.ts';

/**
 * What stands between a template and its run: its locks, then its cache. Throws a Failure with the controller's words.
 * Source: argo-workflows workflow/controller/operator.go (executeTemplate).
 */
export function checkAdmission(walk: Walk, template: JsonObject): void {
  const problem = lockProblem(objectAt(template, 'synchronization'));
  if (problem !== undefined) throw new Failure('error', `requested configuration is invalid: ${problem}`);
  checkCache(walk, objectAt(template, 'memoize'));
}

/** Source: argo-workflows workflow/sync/syncitems.go (checkDuplicates), workflow/sync/lock_name.go. */
export function lockProblem(synchronization: JsonObject | undefined): string | undefined {
  const semaphores = objectsAt(synchronization, 'semaphores');
  for (const locks of [semaphores, objectsAt(synchronization, 'mutexes')]) {
    const texts = locks.map(canonical);
    if (new Set(texts).size < texts.length) return 'duplicate synchronization item found';
  }
  for (const semaphore of semaphores) {
    const places = ['configMapKeyRef', 'database'].filter((place) => isSet(semaphore, place));
    if (places.length > 1) return 'invalid semaphore with both ConfigMapKeyRef and Database';
    if (places.length === 0) return 'cannot get LockName for a Semaphore without a ConfigMapRef or Database';
  }
  return undefined;
}

/** All that a semaphore or a mutex consists of. */
const LOCK_FIELDS = ['configMapKeyRef', 'database', 'key', 'name', 'namespace', 'optional'];

/** The same text for the same lock, however its fields are ordered. */
function canonical(lock: JsonObject): string {
  return JSON.stringify(lock, LOCK_FIELDS);
}

/** Source: argo-workflows workflow/controller/cache/configmap_cache.go (load). */
function checkCache(walk: Walk, memoize: JsonObject | undefined): void {
  if (memoize === undefined) return;
  const key = textAt(memoize, 'key');
  if (!walk.unknowns.isIn(key) && !/^[a-zA-Z0-9][-a-zA-Z0-9]*$/.test(key)) {
    throw new Failure('error', `invalid cache key: ${key}`);
  }
  const text = textAt(memoize, 'maxAge');
  if (text === '' || walk.unknowns.isIn(text)) return;
  const [answer] = walk.setup.engine.ask([{ op: 'duration', text }]);
  if (!answer.ok && answer.kind === 'error') throw new Failure('error', `invalid maxAge: ${answer.error}`);
}
