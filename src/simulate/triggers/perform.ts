import { encodeGo, isObject, type JsonObject, listAt, objectAt, textAt } from '../../json.ts';
import type { TriggerKind } from '../../model/kinds/sensor.ts';
import { readRetryStrategy } from '../bus/backoff.ts';
import { readRateLimit } from '../bus/rate-limit.ts';
import type { Failure } from '../failure.ts';
import { type Decoded, decode } from '../go-struct.ts';
import { parsed } from '../object-json.ts';
import type { Action, Outcome, TriggerTrace } from '../trace.ts';
import { Trail } from '../trail.ts';
import { execute, kindOf } from './implementation.ts';
import { applyPolicy, ignoredPolicy } from './policy.ts';
import { noted, parameterized } from './resource-parameters.ts';
import { type Executed, failed, place, type Round } from './round.ts';
import { TEMPLATE } from './trigger-shape.ts';

export interface Performance {
  readonly outcome: Outcome;
  readonly action?: Action;
  readonly dlqTrigger?: TriggerTrace;
}

/**
 * A trigger does its work for some events: retries, rate limit, parameters, implementation, policy, and the
 * dlqTrigger when all of that failed. Its hops go to the round's trail.
 * Source: argo-events pkg/sensors/listener.go (actionFunc, triggerActions, triggerWithRateLimit, triggerOne).
 */
export function perform(round: Round): Performance {
  const attempted = attempt(round);
  const { outcome, action } = attempted;
  const dlq = objectAt(round.spec, 'dlqTrigger');
  const atLeastOnce = round.spec['atLeastOnce'] === true;
  // Without atLeastOnce the work runs in the background, and its error never reaches the place that looks at dlqTrigger.
  if (outcome !== 'failed' || dlq === undefined || !atLeastOnce) return attempted;
  return { outcome, ...(action && { action }), dlqTrigger: deadLetter(round, dlq) };
}

function deadLetter(round: Round, spec: JsonObject): TriggerTrace {
  const name = textAt(objectAt(spec, 'template'), 'name');
  const trail = new Trail(round.world);
  const { outcome, action } = attempt({ ...round, spec, name, trail, path: [...round.path, 'dlqTrigger'] });
  return {
    sensor: round.sensor.name,
    namespace: round.namespace,
    trigger: name,
    hops: trail.hops,
    outcome,
    ...(action && { action }),
  };
}

function attempt(round: Round): Performance {
  const { spec, trail } = round;
  const retry = readRetryStrategy(round.engine, spec['retryStrategy']);
  const atLeastOnce = spec['atLeastOnce'] === true;
  if (!retry.ok) {
    const error = `failed to trigger actions, invalid backoff configuration, ${retry.error}`;
    trail.add({
      kind: 'trigger',
      name: round.name,
      verdict: 'failed',
      summary: error,
      at: place(round, 'retryStrategy'),
      notes: ['the trigger is never called'],
    });
    return { outcome: 'failed' };
  }
  const notes: string[] = [];
  const limit = readRateLimit(spec['rateLimit']);
  if (limit.kind === 'limited')
    notes.push(`waits so that there are at most ${limit.requests} a ${limit.unit}`);

  const done = once(round);
  if (done.failure === undefined) {
    addHop(done, notes);
    const policy = done.kind && applyPolicy(done.round, done.kind, done.executed);
    if (policy === undefined) return { outcome: 'fires', ...actionOf(done.executed) };
    return { outcome: outcomeOf(policy), ...actionOf(done.executed) };
  }
  if (done.failure.kind === 'error') {
    if (atLeastOnce) {
      const tries =
        retry.steps === 1 ? 'one attempt' : `${retry.steps} attempts, ${retry.waits} apart at first`;
      notes.push(`${tries}, then the event is given up`);
    } else if (isObject(spec['retryStrategy'])) {
      notes.push('"retryStrategy" has no effect without "atLeastOnce: true": there is one attempt');
    }
  }
  addHop(done, notes);
  return { outcome: outcomeOf(done.failure), ...actionOf(done.executed) };
}

function actionOf({ action }: Executed): { action?: Action } {
  return action === undefined ? {} : { action };
}

function outcomeOf(failure: Failure): Outcome {
  return failure.kind === 'error' ? 'failed' : 'crashed';
}

interface Done {
  /** With the name that the trigger's own parameters may have given it. */
  readonly round: Round;
  readonly kind: TriggerKind | undefined;
  readonly executed: Executed;
  readonly failure: Failure | undefined;
}

function addHop({ round, kind, executed, failure }: Done, notes: readonly string[]): void {
  const { action } = executed;
  const ignored = kind === undefined ? [] : ignoredPolicy(round.spec, kind);
  const input = action !== undefined && 'body' in action ? action.body : undefined;
  const object = action !== undefined && 'object' in action ? encodeGo(action.object) : undefined;
  const output = object ?? input ?? undefined;
  round.trail.add({
    kind: 'trigger',
    name: round.name,
    verdict: failure === undefined ? 'passed' : failure.kind === 'error' ? 'failed' : 'crashed',
    summary: failure === undefined ? executed.summary : failureText(failure),
    at: executed.at ?? place(round, 'template', ...(kind === undefined ? [] : [kind])),
    ...(output !== undefined && { output }),
    ...noted([...(executed.notes ?? []), ...ignored, ...notes]),
  });
}

/** What a person is told of a failure that ends more than the trigger. */
export function failureText(failure: Failure): string {
  switch (failure.kind) {
    case 'error':
      return failure.error;
    case 'panic':
      return `the sensor crashes: panic: ${failure.error}`;
    case 'limit':
      return `the sensor would hang or run out of memory: ${failure.error}`;
  }
}

/** One attempt. Source: argo-events pkg/sensors/listener.go (triggerOne). */
function once(given: Round): Done {
  let round = given;
  const decoded = decodedTemplate(round.spec);
  if (!decoded.ok) return outcome(round, undefined, failed(decoded.error));
  let template = decoded.value;
  const parameters = listAt(round.spec, 'parameters');
  if (parameters.length > 0) {
    const applied = parameterized(
      round,
      encodeGo(template),
      parameters,
      ['parameters'],
      'trigger parameters',
    );
    if (!applied.ok) {
      return outcome(round, kindOf(template), { failure: applied.failure, summary: applied.failure.error });
    }
    const value = parsed(applied.json);
    const changed = decode(isObject(value) ? value : {}, TEMPLATE);
    if (!changed.ok)
      return outcome(round, kindOf(template), failed(changed.error, place(round, 'parameters')));
    const lost = vanished(round, changed.value, parameters);
    template = changed.value;
    round = { ...round, name: textAt(template, 'name') };
    const kind = kindOf(template);
    if (kind === undefined) return outcome(round, kind, withoutKind(round));
    const executed = execute(round, kind, template);
    return outcome(round, kind, { ...executed, notes: [...(executed.notes ?? []), ...lost] });
  }
  const kind = kindOf(template);
  return outcome(round, kind, kind === undefined ? withoutKind(round) : execute(round, kind, template));
}

const DECODED = new WeakMap<JsonObject, Decoded>();

/** A trigger is read once, as the sensor does when it starts. */
function decodedTemplate(spec: JsonObject): Decoded {
  const known = DECODED.get(spec);
  if (known !== undefined) return known;
  const decoded = decode(objectAt(spec, 'template') ?? {}, TEMPLATE);
  DECODED.set(spec, decoded);
  return decoded;
}

function withoutKind(round: Round): Executed {
  return failed(`invalid trigger ${round.name}, could not find an implementation`, place(round, 'template'), [
    'the template has none of the kinds of triggers, or it is null',
  ]);
}

function outcome(round: Round, kind: TriggerKind | undefined, executed: Executed): Done {
  return { round, kind, executed, failure: executed.failure };
}

/** Destinations that are no fields of the template's Go type are gone once it is decoded. */
function vanished(round: Round, template: JsonObject, parameters: readonly unknown[]): string[] {
  const dests = parameters.flatMap((item) => {
    const dest = isObject(item) ? textAt(item, 'dest') : '';
    return dest === '' || /[#*?@|]|(?:^|\.)-1(?:\.|$)/.test(dest) ? [] : [dest];
  });
  if (dests.length === 0) return [];
  const [found] = round.engine.ask([{ op: 'gjson', json: encodeGo(template), paths: dests }]);
  if (!found.ok) return [];
  return dests
    .filter((_, index) => found.value[index]?.exists === false)
    .map((dest) => `"${dest}" has no effect: a trigger's template has no such field`);
}
