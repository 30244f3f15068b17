import type { RepeatableEngine } from '../engine/repeatable.ts';
import { UserError } from '../errors.ts';
import type { JsonValue } from '../json.ts';
import type { Hop } from '../simulate/trace.ts';
import { createWorld } from '../simulate/world.ts';
import { parseNodeOutputs } from '../test-event/node-outputs.ts';
import { allTriggers } from '../test-event/outcome.ts';
import type { FiringResult } from '../test-event/result.ts';
import { withoutSecrets } from '../test-event/secrets.ts';
import type { Given } from '../test-event/stimulus.ts';
import { createFiring, type EventOptions, type TestEventPorts } from '../test-event/test-event.ts';
import { jsonText } from './json.ts';
import { PlacedError, unmet } from './judge.ts';
import type { CaseError, CaseResult, End, Failure } from './result.ts';
import { sameSnapshot, snapshotOf } from './snapshot.ts';
import type { CaseEvent, FlowCase } from './suite.ts';
import { hopOf } from './trace-values.ts';

/** What the cases of a file share. */
export interface CasePorts extends Omit<TestEventPorts, 'engine' | 'world'> {
  readonly engine: RepeatableEngine;
  readonly milliseconds: () => number;
  /** The `event.json` beside the manifests. */
  readonly samples: readonly Given<string>[];
  /** The texts of event files, by path. */
  readonly eventFiles: ReadonlyMap<string, string | UserError>;
  /** What was written to compare with, by the names of cases. */
  readonly snapshots: ReadonlyMap<string, JsonValue>;
  /** Snapshots are written anew, so that none can differ. */
  readonly update: boolean;
}

export interface RanCase {
  readonly result: CaseResult;
  /** Empty when it could not be run. */
  readonly firings: readonly FiringResult[];
  /** What a snapshot of it would be; undefined when it asks for none, or could not be run. */
  readonly snapshot: JsonValue | undefined;
}

/** Runs one case in a state, at a time and with random numbers of its own. Never throws on what a file says. */
export function runCase(one: FlowCase, ports: CasePorts): RanCase {
  const start = ports.milliseconds();
  let event: CaseEvent | undefined;
  const ended = (
    rest: Pick<CaseResult, 'verdict' | 'failures' | 'ends'> & { error?: CaseError },
  ): CaseResult => ({
    name: one.name,
    at: one.at,
    milliseconds: ports.milliseconds() - start,
    ...rest,
  });
  try {
    const fired: FiringResult[] = [];
    let now = one.now;
    ports.engine.begin({ now, seed: one.seed });
    const world = createWorld({ now: () => now, seed: one.seed, milliseconds: ports.milliseconds });
    const fire = createFiring({ ...ports, world }, parseNodeOutputs(one.nodeOutputs));
    for (event of one.events) {
      now = event.now ?? one.now;
      ports.engine.moveClock(now);
      fired.push(...fire(optionsOf(event, ports)));
    }
    event = undefined;
    const { model } = ports;
    const snapshot = one.snapshot ? withoutSecrets(snapshotOf(fired), model) : undefined;
    const failures = [
      ...unmet({ engine: ports.engine, model, firings: fired, expected: one.expect }),
      ...outputFailures(one, fired),
      ...snapshotFailures(one, snapshot, ports),
    ];
    const verdict = failures.length === 0 ? 'passed' : 'failed';
    const ends = failures.some(isOfTheFlow) ? endsOf(fired) : [];
    // Masked only now: an expectation may well be of a value that comes out of a Secret.
    return { result: ended(withoutSecrets({ verdict, failures, ends }, model)), firings: fired, snapshot };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const at = error instanceof PlacedError ? error.at : (event?.at ?? one.expect.place([]));
    const { kind, message, help } = error;
    const told: CaseError = { kind, message, ...(help !== undefined && { help: helpOf(help) }), at };
    return {
      result: ended({ verdict: 'broken', failures: [], ends: [], error: told }),
      firings: [],
      snapshot: undefined,
    };
  }
}

/** What test-event says to do, for a file instead of a command line. */
function helpOf(help: string): string {
  return help
    .replace(/^one of (?=\S+\/)/, 'event: {to: …} with one of ')
    .replace(
      /^give the file or folder of the EventSource too: .*$/,
      'manifests: [PATH, …] names the files of the flow',
    );
}

function optionsOf(event: CaseEvent, { samples, eventFiles }: CasePorts): EventOptions {
  const { source, inline, body, method } = event;
  const file =
    inline === undefined ? undefined : { value: jsonText(inline), origin: 'the event of the flow test' };
  const read = source?.kind === 'file' ? eventFiles.get(source.name) : undefined;
  if (read instanceof UserError) throw read;
  const given = read === undefined || source === undefined ? file : { value: read, origin: source.name };
  return {
    targets: event.to === undefined ? [] : [event.to],
    // What a person gives takes the place of the project's own sample.
    samples: given === undefined && source === undefined ? samples : [],
    assignments: event.assignments,
    headers: event.headers,
    repeat: event.repeat,
    ...(given && { event: given }),
    ...(source?.kind === 'sample' && { sample: source.name }),
    ...(body !== undefined && {
      data: { value: typeof body === 'string' ? body : jsonText(body), origin: 'the body' },
    }),
    ...(method !== undefined && { method }),
  };
}

function snapshotFailures(
  one: FlowCase,
  actual: JsonValue | undefined,
  { snapshots, update }: CasePorts,
): readonly Failure[] {
  if (actual === undefined || update) return [];
  const expected = snapshots.get(one.name);
  if (expected === undefined) {
    const help = 'argoflow test --update writes it';
    return [
      { subject: 'snapshot', expected: 'a snapshot', actual: 'none was written yet', at: one.at, help },
    ];
  }
  if (sameSnapshot(expected, actual)) return [];
  return [
    {
      subject: 'snapshot',
      expected: 'what was written',
      actual: 'something else',
      at: one.at,
      help: 'argoflow test --update, if this is how it shall be',
      snapshot: { expected, actual },
    },
  ];
}

/**
 * A value that is given for a node with a slip in its name changes nothing, so what is expected could come true by
 * accident. A node that does not run takes nothing, either; that is no slip.
 */
function outputFailures(
  { nodeOutputs, nodeOutputsAt }: FlowCase,
  firings: readonly FiringResult[],
): readonly Failure[] {
  if (nodeOutputs.length === 0) return [];
  const runs = firings.flatMap(allTriggers).flatMap(({ workflow }) => workflow ?? []);
  const messages = runs.map(({ problems }) =>
    problems.filter(({ rule }) => rule === 'workflow/node-output-unused').map(({ message }) => message),
  );
  const [first = [], ...rest] = messages;
  return first
    .filter((message) => message.includes('did you mean') && rest.every((others) => others.includes(message)))
    .map((message) => ({
      subject: 'nodeOutputs',
      expected: 'values that a node takes',
      actual: message,
      at: nodeOutputsAt,
    }));
}

/** Not one that says that there is nothing to compare with. */
function isOfTheFlow({ subject, snapshot }: Failure): boolean {
  return subject !== 'snapshot' || snapshot !== undefined;
}

/** Where events ended before their triggers, and the triggers whose last event ended; each end once. */
function endsOf(firings: readonly FiringResult[]): readonly End[] {
  const last = new Map<string, Hop | undefined>();
  for (const firing of firings) {
    const own = firing.hops.find(({ verdict }) => verdict !== 'passed');
    if (own !== undefined) last.set(`${firing.eventSource}/${firing.eventName}`, own);
    for (const trace of allTriggers(firing)) last.set(`${trace.sensor}/${trace.trigger}`, hopOf(trace));
  }
  const ends = new Map<string, End>();
  for (const [of, hop] of last) {
    if (hop === undefined) continue;
    const end = endAt(of, hop);
    const key = JSON.stringify([end.hop, end.summary, end.at?.file, end.at?.path]);
    const before = ends.get(key);
    ends.set(key, before === undefined ? end : { ...before, of: `${before.of}, ${of}` });
  }
  return [...ends.values()];
}

function endAt(of: string, { kind, name, summary, decision, at }: Hop): End {
  const place = decision?.at ?? at;
  const hop = kind === 'filter' ? name : kind === 'permission' ? 'permission check' : kind;
  return {
    of,
    hop,
    summary,
    ...(decision && {
      decision: {
        subject: decision.subject,
        ...(decision.value !== undefined && { value: decision.value }),
        expected: decision.expected,
        wouldPass: decision.wouldPass,
      },
    }),
    ...(place && { at: place }),
  };
}
