import { isObject, type JsonObject, type JsonValue, listAt, objectAt, textAt } from '../../json.ts';
import type { Model } from '../../model/model.ts';
import type { Cause } from '../need.ts';
import type { Account } from '../request.ts';
import { type Run, titleOf } from './running-workflow.ts';

/**
 * What a Workflow makes its controller ask for beyond what the manifests of a release grant it, and what those may
 * lack when they are cut down: caches of memoized templates, and limits in config maps.
 * Source: argo-workflows workflow/controller/cache/configmap_cache.go, workflow/sync (semaphores),
 * manifests/*-install.
 */
export function needsOfController(run: Run): void {
  const { walk, object, namespace } = run;
  const root: Cause = { resource: object, path: walk.specPath };
  for (const limit of semaphores(walk.spec))
    ask(run, ['get'], limit, `reads the limit of ${titleOf(object)}`, root);
  for (const { template, at } of walk.templates) {
    const title = `the template "${textAt(template, 'name')}" of ${titleOf(object)}`;
    for (const limit of semaphores(template)) ask(run, ['get'], limit, `reads the limit of ${title}`, at);
    const cache = objectAt(objectAt(objectAt(template, 'memoize'), 'cache'), 'configMap');
    if (cache === undefined) continue;
    const target = { name: textAt(cache, 'name'), namespace };
    ask(run, ['get', 'create', 'update'], target, `keeps the results of ${title} in a config map`, at);
  }
}

interface ConfigMap {
  readonly name: string;
  readonly namespace?: string;
}

function ask(
  run: Run,
  verbs: readonly string[],
  { name, namespace }: ConfigMap,
  does: string,
  cause: Cause,
): void {
  const { ledger } = run;
  const known = name.includes('{{') ? '' : name;
  const account = controllerAccount(ledger.model);
  const where = namespace ?? run.namespace;
  if (account === undefined) {
    const what = `the workflow controller ${does}, for which it needs "${verbs.join('", "')}" on configmaps in namespace "${where}"; its account is not among the files`;
    // The manifests of every release let it read config maps.
    if (verbs.length > 1) ledger.undecided(undefined, what, cause);
    return;
  }
  const target = { resource: 'configmaps', namespace: where, name: known };
  const reason = `the workflow controller ${does}`;
  ledger.need({ account, part: 'workflow controller' }, verbs, target, reason, cause);
}

function semaphores(holder: JsonObject): readonly ConfigMap[] {
  const synchronization = objectAt(holder, 'synchronization');
  const one = objectAt(synchronization, 'semaphore');
  const all: readonly JsonValue[] = [
    ...(one === undefined ? [] : [one]),
    ...listAt(synchronization, 'semaphores'),
  ];
  return all.flatMap((semaphore) => {
    if (!isObject(semaphore)) return [];
    const name = textAt(objectAt(semaphore, 'configMapKeyRef'), 'name');
    const namespace = textAt(semaphore, 'namespace');
    return name === '' ? [] : [{ name, ...(namespace !== '' && { namespace }) }];
  });
}

/** The account of the controller's Deployment, when that is among the files. Source: manifests/*-install. */
function controllerAccount(model: Model): Account | undefined {
  const deployment = model
    .ofKind('Deployment')
    .find(({ name, apiVersion }) => apiVersion === 'apps/v1' && name === 'workflow-controller');
  if (deployment === undefined) return undefined;
  const template = objectAt(objectAt(deployment.value, 'spec'), 'template');
  const name = textAt(objectAt(template, 'spec'), 'serviceAccountName') || 'default';
  return { namespace: model.namespaceOf(deployment), name };
}
