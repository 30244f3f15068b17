import type { Trigger } from '../model/kinds/sensor.ts';
import type { Model } from '../model/model.ts';
import { audit, type Gap } from '../rbac/audit.ts';
import { lackOf } from '../rbac/lack.ts';
import { needsOfTrigger } from '../rbac/needs.ts';
import type { Hop, TriggerTrace } from '../simulate/trace.ts';

/** What the API server would refuse when a trigger fires. */
export interface Refusals {
  /** To the sensor before it has done its work, so that nothing is made. */
  readonly before: readonly Gap[];
  /** To the sensor once the Workflow is there, and to the Workflow's pods. */
  readonly after: readonly Gap[];
}

const NONE: Refusals = { before: [], after: [] };
const KNOWN = new WeakMap<Trigger, Refusals>();

/**
 * The refusals that the manifests tell of for sure: nothing is said of an account when neither it nor a binding of it
 * is among them, nor of what only some runs ask for.
 */
export function refusalsOf(model: Model, { sensor, namespace, trigger }: TriggerTrace): Refusals {
  const owner = model.sensors.find(
    ({ name, resource }) => name === sensor && model.namespaceOf(resource) === namespace,
  );
  const fired = owner?.triggers.find(({ name }) => name === trigger);
  if (owner === undefined || fired === undefined) return NONE;
  let known = KNOWN.get(fired);
  if (known === undefined) {
    const scope = { complete: false, external: [] };
    const gaps = audit(model, needsOfTrigger(model, owner, fired), scope).gaps.filter((gap) => gap.certain);
    known = { before: gaps.filter((gap) => !isLate(gap)), after: gaps.filter(isLate) };
    KNOWN.set(fired, known);
  }
  return known;
}

/**
 * Is it asked only when the Workflow has been made? What `argo submit` has made, the sensor looks for in a list.
 * Source: argo-events pkg/sensors/triggers/argo-workflow/argo-workflow.go (Execute).
 */
function isLate({ need: { part, request } }: Gap): boolean {
  return part !== 'sensor' || (request.resource === 'workflows' && request.verb === 'list');
}

/** The first refusal, with those that one change would mend together with it. */
export function refusalHop([first, ...more]: readonly Gap[]): Hop | undefined {
  if (first === undefined) return undefined;
  const { need, why } = first;
  const alike = [first, ...more.filter((gap) => isAlike(gap, first))];
  const verbs = alike.map((gap) => gap.need.request.verb);
  const others = more.length + 1 - alike.length;
  const at = why.at ?? need.cause;
  return {
    kind: 'permission',
    name: '',
    verdict: 'failed',
    summary: `${lackOf(need, verbs)}: ${why.message}`,
    at: at.resource.at(at.path),
    notes: [
      need.reason,
      ...(others === 0
        ? []
        : [`${others === 1 ? 'one more right is' : `${others} more rights are`} missing`]),
      'argoflow rbac check lists what is missing, argoflow rbac generate --patch grants it',
    ],
    // Nothing is asked on the way: the answer is known with the manifests.
    milliseconds: 0,
  };
}

function isAlike({ need, why }: Gap, first: Gap): boolean {
  const { account, request } = first.need;
  return (
    why.kind === first.why.kind &&
    need.account.name === account.name &&
    need.request.group === request.group &&
    need.request.resource === request.resource &&
    need.request.subresource === request.subresource &&
    need.request.namespace === request.namespace
  );
}
