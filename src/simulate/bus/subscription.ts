import type { Place } from '../../diagnostic.ts';
import type { Engine } from '../../engine/engine.ts';
import { isObject } from '../../json.ts';
import type { Sensor, Trigger } from '../../model/kinds/sensor.ts';
import type { Model } from '../../model/model.ts';
import { buildConditions, type Conditions, type ConditionsProblem } from '../conditions.ts';
import { whatIsThere } from '../data-outline.ts';
import { type FilterKind, type FilterVerdict, filterEvent } from '../dependency/dependency-filter.ts';
import { transformEvent } from '../dependency/transform.ts';
import type { Verdict } from '../dependency/verdict.ts';
import type { Event } from '../event.ts';
import type { Failure } from '../failure.ts';
import type { Events } from '../parameters/parameter-value.ts';
import type { Decision, Outcome, TriggerTrace } from '../trace.ts';
import { Trail } from '../trail.ts';
import { failureText, type Performance, perform } from '../triggers/perform.ts';
import type { Created } from '../triggers/round.ts';
import type { World } from '../world.ts';
import { Accumulation } from './accumulation.ts';
import { type Reset, readResets } from './conditions-reset.ts';
import { Duplicates } from './duplicates.ts';
import type { PreparedDependency, StartedSensor } from './sensor-start.ts';

/** What every subscription works with. */
export interface Surroundings {
  readonly model: Model;
  readonly engine: Engine;
  readonly world: World;
  readonly created: Created;
}

/** Why a trigger never fires, in spite of its sensor running. */
interface Inert {
  readonly summary: string;
  readonly at: Place;
  readonly decision?: Decision;
  readonly notes: readonly string[];
}

const DEDUPLICATION_SECONDS = 60;

/**
 * One trigger's own subscription: its own conditions, its own memory of ids, its own collected events. The same event
 * is transformed and filtered for each trigger anew.
 * Source: argo-events pkg/sensors/listener.go (listenEvents), pkg/eventbus/jetstream/sensor/trigger_conn.go.
 */
export class Subscription {
  readonly #around: Surroundings;
  readonly #started: StartedSensor;
  readonly #trigger: Trigger;
  readonly #at: Place;
  readonly #conditions: Conditions | undefined;
  readonly #accumulation: Accumulation | undefined;
  readonly #inert: Inert | undefined;
  readonly #notes: readonly string[];
  readonly #duplicates = new Duplicates(DEDUPLICATION_SECONDS);
  readonly #places = new Map<string, Place>();

  constructor(around: Surroundings, started: StartedSensor, trigger: Trigger) {
    const { engine, world } = around;
    const { sensor } = started;
    this.#around = around;
    this.#started = started;
    this.#trigger = trigger;
    this.#at = sensor.resource.at(trigger.path);
    this.#notes = [];
    if (started.stopped !== undefined) return;
    const built = buildConditions(engine, trigger.conditions, [
      ...sensor.dependencies.map(({ name }) => name),
    ]);
    if (!built.ok) {
      this.#inert = unusable(sensor, trigger, built.problem);
      return;
    }
    const template = isObject(trigger.spec['template']) ? trigger.spec['template'] : {};
    const { resets, problems, endless } = readResets(engine, template, world.now());
    this.#notes = problems;
    if (endless !== undefined) {
      this.#inert = searching(sensor, trigger, endless);
      return;
    }
    this.#conditions = built.conditions;
    this.#accumulation = new Accumulation(built.conditions, resets);
  }

  /**
   * What the trigger does on an event that these of its sensor's dependencies wait for; nothing when its conditions
   * name none of them.
   *
   * @param foreign The id was not made by this simulation, so it may come twice.
   */
  receive(event: Event, matching: ReadonlySet<string>, foreign: boolean): readonly TriggerTrace[] {
    const { world } = this.#around;
    const { stopped } = this.#started;
    const trail = new Trail(world);
    if (stopped !== undefined) {
      trail.add({
        kind: 'dependency',
        name: this.#started.sensor.name,
        verdict: stopped.outcome === 'crashed' ? 'crashed' : 'failed',
        ...hopOf(stopped),
      });
      return [this.#trace(trail, { outcome: stopped.outcome })];
    }
    if (this.#inert !== undefined) {
      trail.add({ kind: 'condition', name: this.#trigger.name, verdict: 'failed', ...hopOf(this.#inert) });
      return [this.#trace(trail, { outcome: 'inert' })];
    }
    const names = this.#conditions?.dependencies.filter((name) => matching.has(name)) ?? [];
    if (names.length === 0) return [];
    if (foreign && this.#duplicates.seen(event.id, Date.parse(world.now()))) {
      trail.add({
        kind: 'dependency',
        name: names.join(', '),
        verdict: 'stopped',
        summary: `an event with the id "${event.id}" came less than ${DEDUPLICATION_SECONDS} seconds ago`,
        at: this.#at,
      });
      return [this.#trace(trail, { outcome: 'discarded' })];
    }
    return this.#process(event, names, trail);
  }

  #process(event: Event, names: readonly string[], first: Trail): readonly TriggerTrace[] {
    const traces: TriggerTrace[] = [];
    let trail = first;
    let merged: Performance | undefined;
    for (const name of names) {
      const prepared = this.#started.dependencies.get(name);
      if (prepared === undefined) continue;
      if (merged !== undefined && DONE.has(merged.outcome)) {
        // The trigger did its work for one dependency; what it does for the next is a story of its own.
        traces.push(this.#trace(trail, merged));
        trail = new Trail(this.#around.world);
        merged = undefined;
      }
      const performance = this.#dependency(event, prepared, trail);
      merged = merged === undefined ? performance : weightier(merged, performance);
    }
    if (merged !== undefined) traces.push(this.#trace(trail, merged));
    // A second trace is only worth telling when the trigger did something there.
    const worked = traces.filter(({ outcome }) => DONE.has(outcome));
    return worked.length > 0 ? worked : traces.slice(-1);
  }

  #dependency(event: Event, prepared: PreparedDependency, trail: Trail): Performance {
    const { engine } = this.#around;
    const { dependency, filter, at } = prepared;
    trail.add({
      kind: 'dependency',
      name: dependency.name,
      verdict: 'passed',
      summary: `${dependency.eventSourceName}/${dependency.eventName}`,
      at,
    });

    const transformed = transformEvent(engine, dependency.transform, event);
    if (transformed.ran !== undefined) {
      const { ran, failure } = transformed;
      trail.add({
        kind: 'transform',
        name: ran,
        verdict: failure === undefined ? 'passed' : verdictOf(failure),
        summary: failure === undefined ? 'the data was transformed' : failureText(failure),
        at: this.#place(prepared, ['transform', ran]),
        ...(event.data !== null && { input: event.data }),
        ...(failure === undefined && transformed.event.data !== null && { output: transformed.event.data }),
      });
      if (failure !== undefined) return { outcome: failure.kind === 'error' ? 'discarded' : 'crashed' };
    }

    if (filter !== undefined) {
      const verdict = filterEvent(engine, filter, transformed.event);
      this.#addFilterHops(trail, prepared, filter.operator, verdict, transformed.event);
      if (!verdict.pass) {
        if (verdict.failure === undefined) return { outcome: 'filtered' };
        return { outcome: verdict.failure.kind === 'error' ? 'discarded' : 'crashed' };
      }
    }
    return this.#collect(dependency.name, transformed.event, trail);
  }

  #addFilterHops(
    trail: Trail,
    prepared: PreparedDependency,
    operator: string,
    verdict: FilterVerdict,
    event: Event,
  ): void {
    const input = event.data === null ? {} : { input: event.data };
    if (operator === 'or' || verdict.kinds.length === 0) {
      const name = verdict.kinds.map(({ kind }) => kind).join(' or ') || 'filters';
      trail.add({ kind: 'filter', name, ...this.#filterHop(prepared, verdict, 'filters', event), ...input });
      return;
    }
    for (const kind of verdict.kinds) {
      trail.add({
        kind: 'filter',
        name: NAMES[kind.kind],
        ...this.#filterHop(prepared, kind, kind.kind, event),
        ...input,
      });
      if (!kind.pass && sameVerdict(kind, verdict)) return;
    }
  }

  #filterHop(prepared: PreparedDependency, verdict: Verdict, kind: FilterKind | 'filters', event: Event) {
    const path = kind === 'filters' ? [] : [kind];
    const at = this.#place(prepared, ['filters', ...path]);
    const { failure, decision } = verdict;
    if (verdict.pass) return { verdict: 'passed', summary: 'passed', at } as const;
    const shown: Decision | undefined = decision && {
      subject: decision.subject,
      ...(decision.value !== undefined && { value: decision.value }),
      expected: decision.expected,
      wouldPass: decision.wouldPass,
      at: this.#place(prepared, ['filters', ...decision.path]),
    };
    const summary =
      failure !== undefined
        ? failureText(failure)
        : shown === undefined
          ? 'did not pass'
          : `${shown.subject} ${shown.value === undefined ? 'is not there' : `is ${short(shown.value)}`}`;
    const there =
      failure !== undefined && shown !== undefined && shown.value === undefined
        ? whatIsThere(event.data, shown.subject)
        : undefined;
    return {
      verdict: failure === undefined ? 'stopped' : verdictOf(failure),
      summary,
      at: shown?.at ?? at,
      ...(there !== undefined && { notes: [there] }),
      ...(shown && { decision: shown }),
    } as const;
  }

  #collect(dependency: string, event: Event, trail: Trail): Performance {
    const { engine, world } = this.#around;
    const conditions = this.#conditions;
    if (conditions === undefined || this.#accumulation === undefined) return { outcome: 'inert' };
    const accumulated = this.#accumulation.add(engine, dependency, event, world.now());
    const dropped = accumulated.reset.map(
      (name) => `the event of "${name}" was dropped by a conditions reset`,
    );
    const hop = {
      kind: 'condition',
      name: conditions.expression,
      at: this.#place(undefined, ['template', ...(this.#trigger.conditions === '' ? [] : ['conditions'])]),
      ...(dropped.length + this.#notes.length > 0 && { notes: [...dropped, ...this.#notes] }),
    } as const;
    switch (accumulated.kind) {
      case 'failed':
        trail.add({
          ...hop,
          verdict: verdictOf(accumulated.failure),
          summary: `failed to evaluate dependency expression: ${failureText(accumulated.failure)}`,
        });
        return { outcome: accumulated.failure.kind === 'error' ? 'inert' : 'crashed' };
      case 'wait': {
        const missing = conditions.dependencies.filter((name) => !accumulated.held.includes(name));
        const waits = missing.length === 0 ? 'another event' : quoted(missing);
        trail.add({
          ...hop,
          verdict: 'waiting',
          summary: `has ${quoted(accumulated.held)}, waits for ${waits}`,
        });
        return { outcome: 'waiting' };
      }
      case 'fire': {
        const lost = this.#lostEvents(accumulated.events, dependency);
        const notes = [...dropped, ...this.#notes, ...lost];
        trail.add({
          ...hop,
          verdict: 'passed',
          summary: conditions.accumulates
            ? `holds with the events of ${quoted([...accumulated.events.keys()])}`
            : 'one event is enough',
          ...(notes.length > 0 && { notes }),
        });
        return this.#perform(lost.length === 0 ? accumulated.events : new Map([[dependency, event]]), trail);
      }
    }
  }

  /**
   * On Kafka, the event that came last is all that the trigger gets: the others are looked up by its dependency.
   * Source: argo-events pkg/eventbus/kafka/sensor/trigger_handler.go (Action).
   */
  #lostEvents(events: Events, last: string): readonly string[] {
    const others = [...events.keys()].filter((name) => name !== last);
    if (this.#started.bus !== 'kafka' || others.length === 0) return [];
    return [
      `on a Kafka bus the trigger gets the event of "${last}" alone, and parameters from ${quoted(others)} find none`,
    ];
  }

  #perform(events: Events, trail: Trail): Performance {
    const { model, engine, world, created } = this.#around;
    const { sensor, namespace } = this.#started;
    const { spec, path, name } = this.#trigger;
    return perform({ model, engine, world, created, trail, sensor, namespace, spec, path, name, events });
  }

  #trace(trail: Trail, { outcome, action, dlqTrigger }: Performance): TriggerTrace {
    return {
      sensor: this.#started.sensor.name,
      namespace: this.#started.namespace,
      trigger: this.#trigger.name,
      hops: trail.hops,
      outcome,
      ...(action && { action }),
      ...(dlqTrigger && { dlqTrigger }),
    };
  }

  /** Places are looked up once, because many events die at the same one. */
  #place(prepared: PreparedDependency | undefined, path: readonly (string | number)[]): Place {
    const full = [...(prepared?.dependency.path ?? this.#trigger.path), ...path];
    const key = full.join('\u0000');
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = this.#started.sensor.resource.at(full);
    this.#places.set(key, place);
    return place;
  }
}

const NAMES: Readonly<Record<FilterKind, string>> = {
  exprs: 'expression filter',
  data: 'data filter',
  context: 'context filter',
  time: 'time filter',
  script: 'script filter',
};

/** The trigger got as far as doing something. */
const DONE: ReadonlySet<Outcome> = new Set(['fires', 'failed', 'crashed']);
const WEIGHT: readonly Outcome[] = [
  'filtered',
  'discarded',
  'inert',
  'waiting',
  'failed',
  'crashed',
  'fires',
];

function weightier(a: Performance, b: Performance): Performance {
  return WEIGHT.indexOf(b.outcome) >= WEIGHT.indexOf(a.outcome) ? b : a;
}

function sameVerdict(a: Verdict, b: Verdict): boolean {
  return a.decision === b.decision && a.failure === b.failure;
}

function verdictOf(failure: Failure): 'failed' | 'crashed' {
  return failure.kind === 'error' ? 'failed' : 'crashed';
}

function hopOf({ summary, at, notes, ...rest }: Inert): Omit<Inert, 'notes'> & { notes?: readonly string[] } {
  const decision = rest.decision && { decision: rest.decision };
  return { summary, at, ...decision, ...(notes.length > 0 && { notes }) };
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

function short(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

function searching(sensor: Sensor, trigger: Trigger, { cron, timezone }: Reset): Inert {
  return {
    summary: `the sensor hangs: it searches for ever when "${cron}" in "${timezone}" was last due`,
    at: sensor.resource.at([...trigger.path, 'template', 'conditionsReset']),
    notes: ['the search does not get past the night in which the clocks of that time zone went back'],
  };
}

function unusable(sensor: Sensor, trigger: Trigger, problem: ConditionsProblem): Inert {
  const path = trigger.conditions === '' ? ['template'] : ['template', 'conditions'];
  const at = sensor.resource.at([...trigger.path, ...path]);
  const names = sensor.dependencies.map(({ name }) => name);
  return {
    summary: `the trigger can never fire: ${problem.log === '' ? problem.failure.error : problem.log}`,
    at,
    decision: {
      subject: 'conditions',
      value: JSON.stringify(trigger.conditions),
      expected: `names of dependencies, with "&&", "||" and parentheses`,
      wouldPass: `an expression of ${quoted(names)} would work`,
      at,
    },
    notes: ['the sensor logs this once when it starts, and its status stays as if all was well'],
  };
}
