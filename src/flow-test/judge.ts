import type { Path, Place } from '../diagnostic.ts';
import type { Engine } from '../engine/engine.ts';
import { UserError } from '../errors.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import type { Model } from '../model/model.ts';
import { nearest } from '../nearest.ts';
import { parsed } from '../simulate/object-json.ts';
import type { Action, Hop } from '../simulate/trace.ts';
import { checkNames, judge, parseExpectation } from '../test-event/expectation.ts';
import { allTriggers, outcomeOf, triggerOutcome } from '../test-event/outcome.ts';
import type { FiringResult, TriggerResult } from '../test-event/result.ts';
import { triggersOf } from '../test-event/test-event.ts';
import type { WorkflowRun } from '../workflow/run.ts';
import { jsonText } from './json.ts';
import { type Mismatch, mismatches } from './match.ts';
import type { Failure } from './result.ts';
import type { Expected } from './suite.ts';
import { actionOf, hopOf, nodesOf, nodeValues } from './trace-values.ts';

interface Judging {
  readonly engine: Engine;
  readonly model: Model;
  readonly firings: readonly FiringResult[];
  readonly expected: Expected;
}

/**
 * The expectations that did not come true. Throws a UserError (usage) for one that cannot: of a trigger, say, that no
 * sensor has.
 */
export function unmet(judging: Judging): readonly Failure[] {
  const { value } = judging.expected;
  if (isObject(value)) return [...mappingFailures(judging, value)];
  const written = isArray(value) ? value : [value];
  const { firings, model, expected } = judging;
  return written.flatMap((text, index) => {
    const at = expected.place(isArray(value) ? [index] : []);
    const [result] = placed(at, () => judge([parseExpectation(String(text))], firings, triggersOf(model)));
    if (result === undefined || result.met) return [];
    const subject = subjectOf(result.expected);
    const wanted = result.expected.split(':', 1)[0] ?? '';
    return [{ subject, expected: wanted, actual: result.actual, at }];
  });
}

/** An expectation that makes no sense, and where it stands. */
export class PlacedError extends UserError {
  readonly at: Place;

  constructor({ kind, message, help }: UserError, at: Place) {
    super(kind, message, help);
    this.at = at;
  }
}

/** What `make` answers; what it throws at a person gets its place. */
function placed<T>(at: Place, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof UserError ? new PlacedError(error, at) : error;
  }
}

/** `outcome`, `outcome of notify`. */
function subjectOf(expectation: string): string {
  const colon = expectation.indexOf(':');
  return colon === -1 ? 'outcome' : `outcome of ${expectation.slice(colon + 1)}`;
}

function* mappingFailures(judging: Judging, value: JsonObject): Generator<Failure> {
  const { firings, expected } = judging;
  const { outcome, stopsAt, response, data, triggers } = value;
  if (typeof outcome === 'string') {
    const actual = outcomeOf(firings);
    if (actual !== outcome)
      yield { subject: 'outcome', expected: outcome, actual, at: expected.place(['outcome']) };
  }
  const last = firings.at(-1);
  if (typeof stopsAt === 'string') {
    const hop = last && endOf(last.hops, last.triggers);
    yield* compareHop('the event', stopsAt, hop, expected.place(['stopsAt']));
  }
  if (isObject(response)) {
    const { status, body } = last?.response ?? {};
    const actual: JsonValue | undefined = last?.response && { status: status ?? 0, body: body ?? '' };
    yield* compared(judging, 'response', response, actual, ['response']);
  }
  if (data !== undefined) {
    const text = last?.event?.data;
    yield* compared(judging, 'data', data, text === undefined || text === null ? undefined : json(text), [
      'data',
    ]);
  }
  if (isObject(triggers)) {
    for (const [name, wanted] of Object.entries(triggers)) yield* triggerFailures(judging, name, wanted);
  }
}

function* triggerFailures(judging: Judging, name: string, wanted: JsonValue): Generator<Failure> {
  const { firings, model, expected } = judging;
  const path = ['triggers', name];
  const expectation = placed(expected.place(path, 'key'), () => {
    const parsed = parseExpectation(`fires:${name}`);
    checkNames([parsed], triggersOf(model));
    return parsed;
  });
  const { sensor, trigger } = expectation;
  const traces = firings
    .flatMap(allTriggers)
    .filter((one) => one.trigger === trigger && (sensor ?? one.sensor) === one.sensor);
  const mapping = isObject(wanted) ? wanted : { outcome: wanted };
  const { outcome = 'fires', stopsAt, times, ...does } = mapping;
  const actual = outcomeOf(firings, expectation);
  if (actual !== outcome) {
    const at = !isObject(wanted)
      ? expected.place(path)
      : Object.hasOwn(wanted, 'outcome')
        ? expected.place([...path, 'outcome'])
        : expected.place(path, 'key');
    yield { subject: `outcome of ${name}`, expected: String(outcome), actual, at };
  }
  if (typeof stopsAt === 'string') {
    yield* compareHop(name, stopsAt, hopOf(traces.at(-1)), expected.place([...path, 'stopsAt']));
  }
  if (typeof times === 'number') {
    const fired = traces.filter((one) => triggerOutcome(one) === 'fires').length;
    if (fired !== times) {
      const at = expected.place([...path, 'times']);
      yield { subject: `${name}: times`, expected: String(times), actual: String(fired), at };
    }
  }
  // Where it went another way than expected, what it did there is no news.
  if (Object.keys(does).length === 0 || actual !== outcome) return;
  // It did something on some of the events, perhaps, and nothing on the last.
  const done = traces.findLast(({ action }) => action !== undefined);
  if (done?.action === undefined) {
    const at = expected.place([...path, Object.keys(does)[0] ?? '']);
    yield {
      subject: `${name}: ${Object.keys(does)[0]}`,
      expected: 'something that it does',
      actual: 'nothing',
      at,
    };
    return;
  }
  yield* actionFailures(judging, name, does, done, done.action);
}

function* actionFailures(
  judging: Judging,
  name: string,
  wanted: JsonObject,
  trace: TriggerResult,
  action: Action,
): Generator<Failure> {
  const path = ['triggers', name];
  const { parameters, workflow } = wanted;
  const shown = actionOf(action);
  for (const key of ['resource', 'operation', 'command', 'request', 'message'] as const) {
    const asked = wanted[key];
    if (asked === undefined) continue;
    const actual = shown[key];
    yield* compared(judging, `${name}: ${key}`, asked, readable(asked, actual), [...path, key]);
  }
  if (isObject(parameters)) {
    const values = trace.workflow?.parameters;
    yield* compared(judging, `${name}: parameters`, texts(parameters), values && { ...values }, [
      ...path,
      'parameters',
    ]);
  }
  if (isObject(workflow)) yield* workflowFailures(judging, name, workflow, trace.workflow);
}

function* workflowFailures(
  judging: Judging,
  name: string,
  { nodes, ...wanted }: JsonObject,
  run: WorkflowRun | undefined,
): Generator<Failure> {
  const path = ['triggers', name, 'workflow'];
  const subject = `${name}: workflow`;
  if (run === undefined) {
    const at = judging.expected.place(path);
    yield {
      subject,
      expected: 'a Workflow',
      actual: 'none: the trigger makes no Workflow that is known',
      at,
    };
    return;
  }
  const { phase, message } = run;
  yield* compared(judging, subject, wanted, { phase, ...(message !== undefined && { message }) }, path);
  if (!isObject(nodes)) return;
  const all = nodesOf(run);
  for (const [node, asked] of Object.entries(nodes)) {
    const found = all.filter((one) => one.displayName === node || one.name === node);
    const at = [...path, 'nodes', node];
    const [first] = found;
    if (first === undefined) {
      const names = all.map(({ displayName }) => displayName);
      const near = nearest(node, names);
      const help = near === undefined ? `its nodes are ${names.join(', ')}` : `did you mean "${near}"?`;
      const wantedPhase = isObject(asked) ? 'a node' : String(asked);
      yield {
        subject: `${name}: node ${node}`,
        expected: wantedPhase,
        actual: 'no such node',
        at: judging.expected.place(at),
        help,
      };
      continue;
    }
    const mapping = isObject(asked) ? asked : { phase: asked };
    for (const [key, value] of Object.entries(mapping)) {
      const inner = isObject(asked) ? [...at, key] : at;
      yield* compared(judging, `${name}: node ${node} ${key}`, texts(value), nodeValues(first)[key], inner);
    }
  }
}

/** Parameters are texts, whatever YAML takes them for. */
function texts(value: JsonValue): JsonValue {
  if (isObject(value)) {
    if (Object.keys(value).some((key) => key.startsWith('$'))) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, texts(item)]));
  }
  if (isArray(value)) return value.map(texts);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** A body that is asked for as a mapping or a list is JSON. */
function readable(asked: JsonValue, actual: JsonValue | undefined): JsonValue | undefined {
  if (!isObject(asked) || !isObject(actual)) return actual;
  const { body } = asked;
  const structured =
    isArray(body) || (isObject(body) && !Object.keys(body).some((key) => key.startsWith('$')));
  if (!structured || typeof actual['body'] !== 'string') return actual;
  return { ...actual, body: json(actual['body']) };
}

function json(text: string): JsonValue {
  try {
    return parsed(text);
  } catch {
    return text;
  }
}

function* compared(
  { engine, expected }: Judging,
  subject: string,
  wanted: JsonValue,
  actual: JsonValue | undefined,
  path: Path,
): Generator<Failure> {
  for (const mismatch of mismatches(engine, wanted, actual)) {
    yield failureOf(subject, mismatch, expected.place([...path, ...mismatch.path]));
  }
}

function failureOf(subject: string, { path, expected, actual, known = [] }: Mismatch, at: Place): Failure {
  const inner = path.map((part) => (typeof part === 'number' ? `[${part}]` : part)).join('.');
  const last =
    String(path.at(-1) ?? '')
      .split('.')
      .at(-1) ?? '';
  const near = actual === undefined ? nearest(last, known) : undefined;
  return {
    subject: inner === '' ? subject : `${subject} ${inner.replaceAll('.[', '[')}`,
    expected,
    actual: actual === undefined ? 'not there' : jsonText(actual),
    at,
    ...(near !== undefined && { help: `did you mean "${near}"?` }),
  };
}

function* compareHop(of: string, wanted: string, hop: Hop | undefined, at: Place): Generator<Failure> {
  if (hop?.kind === wanted) return;
  const actual = hop === undefined ? 'nowhere: it went all the way' : `${hop.kind}: ${hop.summary}`;
  yield { subject: `where ${of} stops`, expected: wanted, actual, at };
}

/** The hop at which an event ended: its own, or that of the last of its triggers that ended. */
function endOf(hops: readonly Hop[], triggers: readonly TriggerResult[]): Hop | undefined {
  return (
    hops.find(({ verdict }) => verdict !== 'passed') ??
    triggers.map(hopOf).findLast((hop) => hop !== undefined)
  );
}
