import { groupVersionResource, isClusterScoped } from '../../simulate/triggers/kubernetes-object.ts';
import { withArticle } from '../need.ts';
import type { Ledger } from './ledger.ts';
import { type ObjectTrigger, steadyName, waitsForLabels } from './trigger.ts';

/** The verbs of each operation. Source: argo-events pkg/sensors/triggers/standard-k8s/standard-k8s.go (Execute). */
const VERBS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    create: ['create'],
    update: ['get', 'update'],
    patch: ['get', 'patch'],
    delete: ['get', 'delete'],
  }),
);

const DOES: Readonly<Record<string, string>> = {
  create: 'creates',
  update: 'updates',
  patch: 'patches',
  delete: 'deletes',
};

/** False when it cannot be decided what the trigger asks for. */
export function needsOfK8sTrigger(ledger: Ledger, trigger: ObjectTrigger): boolean {
  const { object, operation, filled, caller, name, cause } = trigger;
  const verbs = VERBS.get(operation);
  // The sensor refuses any other operation.
  if (verbs === undefined || object === undefined) return verbs === undefined;
  const { value, kind } = object.resource;
  const { group, version, resource } = groupVersionResource(value);
  if (resource === '' || version === '') return true;
  const cluster = isClusterScoped({ group, version, resource });
  if (!cluster && filled.object('metadata.namespace')) {
    ledger.undecided(
      caller.account,
      `events decide in which namespace the trigger "${name}" ${DOES[operation]} ${withArticle(kind)}`,
      cause('source'),
    );
    return true;
  }
  const namespace = cluster ? '' : trigger.namespace;
  const target = { group, resource, namespace, name: steadyName(trigger) };
  const reason = `the trigger "${name}" ${DOES[operation]} ${withArticle(kind)}`;
  const at = operation === 'create' ? cause('source') : cause('operation');
  ledger.need(caller, verbs, target, reason, at);
  if (operation === 'update' || operation === 'patch') {
    ledger.need(caller, ['create'], target, reason, at, `when the ${kind} does not exist`);
  }
  if (waitsForLabels(trigger) && operation !== 'delete') {
    ledger.need(
      caller,
      ['get'],
      target,
      `the trigger "${name}" waits for labels of its ${kind}`,
      cause('source'),
    );
  }
  if (group === 'rbac.authorization.k8s.io' && operation !== 'delete') {
    ledger.undecided(
      caller.account,
      `the trigger "${name}" ${DOES[operation]} ${withArticle(kind)}, for which it must hold itself what that grants, or have the verbs "escalate" or "bind"`,
      cause('source'),
    );
  }
  return true;
}
