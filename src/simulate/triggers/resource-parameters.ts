import { isArray, type JsonValue } from '../../json.ts';
import { whatIsThere } from '../data-outline.ts';
import type { Failure } from '../failure.ts';
import { readParameters } from '../parameters/parameter-spec.ts';
import { applyParameters, type ParameterRecord } from '../parameters/parameters.ts';
import { constructPayload } from '../parameters/payload.ts';
import type { Decision } from '../trace.ts';
import { place, type Round } from './round.ts';

export type Applied =
  | { readonly ok: true; readonly json: string }
  | { readonly ok: false; readonly failure: Failure };

/**
 * The parameters at `at` (from the trigger's entry), applied to a JSON text, as a hop of their own.
 * Nothing is recorded when there are none.
 */
export function parameterized(
  round: Round,
  json: string,
  parameters: JsonValue | undefined,
  at: readonly (string | number)[],
  name: string,
  notes: readonly string[] = [],
): Applied {
  if (!isArray(parameters) || parameters.length === 0) return { ok: true, json };
  const { parameters: specs } = readParameters(parameters);
  const result = applyParameters(round.engine, json, specs, round.events);
  const failure = result.failure;
  const deciding = failure === undefined ? undefined : result.records.find((r) => r.effect === 'failed');
  const decision = deciding && decisionOf(round, deciding, at);
  round.trail.add({
    kind: 'parameters',
    name,
    verdict: failure === undefined ? 'passed' : failure.kind === 'error' ? 'failed' : 'crashed',
    summary: failure?.error ?? summaryOf(result.records),
    at: deciding === undefined ? place(round, ...at) : place(round, ...at, deciding.index),
    input: json,
    ...(result.json !== undefined && { output: result.json }),
    ...(decision && { decision }),
    ...noted([...notes, ...result.records.flatMap(notesOf), ...thereInstead(round, deciding)]),
  });
  if (result.json === undefined)
    return { ok: false, failure: failure ?? { kind: 'error', error: 'no document' } };
  return { ok: true, json: result.json };
}

export type Body =
  | { readonly ok: true; readonly body: string | null; readonly notes: readonly string[] }
  | { readonly ok: false; readonly failure: Failure };

/** A trigger's `payload`, as a hop of its own when there is one. */
export function payloadOf(
  round: Round,
  payload: JsonValue | undefined,
  at: readonly (string | number)[],
): Body {
  const { parameters: specs } = readParameters(payload, 'payload');
  const result = constructPayload(round.engine, specs, round.events);
  if (specs.length === 0) return { ok: true, body: result.body ?? null, notes: [] };
  const failure = result.failure;
  const deciding = failure === undefined ? undefined : result.records.find((r) => r.effect === 'failed');
  const decision = deciding && decisionOf(round, deciding, at);
  round.trail.add({
    kind: 'parameters',
    name: 'payload',
    verdict: failure === undefined ? 'passed' : failure.kind === 'error' ? 'failed' : 'crashed',
    summary: failure?.error ?? summaryOf(result.records),
    at: deciding === undefined ? place(round, ...at) : place(round, ...at, deciding.index),
    ...(typeof result.body === 'string' && { output: result.body }),
    ...(decision && { decision }),
    ...noted([...result.records.flatMap(notesOf), ...thereInstead(round, deciding)]),
  });
  if (result.body === undefined)
    return { ok: false, failure: failure ?? { kind: 'error', error: 'no payload' } };
  return { ok: true, body: result.body, notes: [] };
}

export function noted(notes: readonly string[]): { notes?: readonly string[] } {
  return notes.length === 0 ? {} : { notes };
}

function summaryOf(records: readonly ParameterRecord[]): string {
  const set = records.filter(({ effect }) => effect === 'set');
  const texts = set.map(({ dest, written, raw }) => {
    const value = written ?? '';
    return `${dest === '' ? 'body' : dest} = ${shorten(raw === true ? value : JSON.stringify(value))}`;
  });
  const skipped = records.length - set.length;
  const rest = skipped === 0 ? '' : `${texts.length === 0 ? '' : '; '}${skipped} without a value`;
  return `${texts.join(', ')}${rest}`;
}

const LONGEST = 120;

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

function notesOf({ dest, dependency, resolved, effect, operation }: ParameterRecord): string[] {
  const notes: string[] = [];
  const name = dest === '' ? 'the payload' : `"${dest}"`;
  if (effect === 'skipped')
    notes.push(`${name} is left as it is: the dependency "${dependency}" has no event`);
  if (resolved.origin === 'default') notes.push(`${name} got the default value`);
  if (effect === 'set' && (operation === 'append' || operation === 'prepend')) return notes;
  if (resolved.origin === 'event')
    notes.push(`${name} got the whole event, whose data is base64 text: select with "dataKey" instead`);
  for (const error of resolved.masked) notes.push(`${name}: ${error}`);
  return notes;
}

/** What the event's data has instead of the key that nothing could be resolved from. */
function thereInstead(round: Round, record: ParameterRecord | undefined): string[] {
  const { selector, origin, failure } = record?.resolved ?? {};
  if (record === undefined || failure?.kind !== 'error' || selector?.kind !== 'key' || origin !== 'data')
    return [];
  const there = whatIsThere(round.events.get(record.dependency)?.data ?? null, selector.text);
  return there === undefined ? [] : [there];
}

function decisionOf(
  round: Round,
  record: ParameterRecord,
  at: readonly (string | number)[],
): Decision | undefined {
  const { resolved, dest, dependency, index } = record;
  const target = dest === '' ? 'the payload' : `"${dest}"`;
  const where = place(round, ...at, index);
  if (resolved.failure === undefined && resolved.value === undefined) {
    return {
      subject: `the event of "${dependency}"`,
      expected: `an event for ${target}`,
      wouldPass: `an event of the dependency "${dependency}" would pass, and so would a "value" as default`,
      at: where,
    };
  }
  if (resolved.failure === undefined) return undefined;
  const selector = resolved.selector;
  if (selector === undefined) return undefined;
  return {
    subject: selector.text,
    expected: `a value for ${target}`,
    wouldPass:
      selector.kind === 'key'
        ? `an event whose ${resolved.origin} has "${selector.text}" would pass, and so would a "value" as default`
        : `a template that gives a text would pass, and so would a "value" as default`,
    at: where,
  };
}
