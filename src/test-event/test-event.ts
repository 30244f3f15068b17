import type { Diagnostic } from '../diagnostic.ts';
import type { Engine } from '../engine/engine.ts';
import { UserError } from '../errors.ts';
import type { Model } from '../model/model.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { findSample, type Library, sampleFor } from '../payloads/library.ts';
import { sampleId } from '../payloads/sample.ts';
import { createSimulator, type Firing, type Simulator } from '../simulate/simulator.ts';
import { signed } from '../simulate/sources/signing.ts';
import { sourceType } from '../simulate/sources/source-type.ts';
import type { World } from '../simulate/world.ts';
import { type EventFile, parseEventFile } from './event-file.ts';
import { checkNames, type Expectation, judge } from './expectation.ts';
import { outcomeOf } from './outcome.ts';
import type { FiringResult, TestEventResult } from './result.ts';
import { withoutSecrets } from './secrets.ts';
import { type BuiltStimulus, buildStimulus, fits, type Given, type StimulusOptions } from './stimulus.ts';
import { chooseTargets, type Target, targetsOf } from './target.ts';
import { withWorkflows } from './workflow.ts';

/** What is fired. */
export interface EventOptions {
  /** `EVENTSOURCE/EVENT`, in the order of firing; none: the only event that there is. */
  readonly targets: readonly string[];
  /** The text of an event file to fire. */
  readonly event?: Given<string>;
  /** The sample to fire: `push`, `github/push`. */
  readonly sample?: string;
  /** The texts of event files of which the first that fits what is fired is used. */
  readonly samples: readonly Given<string>[];
  readonly data?: Given<string>;
  readonly assignments: readonly string[];
  readonly headers: readonly string[];
  readonly method?: string;
  /** How often all targets are fired, at least 1. */
  readonly repeat: number;
}

export interface TestEventOptions extends EventOptions {
  readonly expectations: readonly Expectation[];
  /** What only a run can know: `build.outputs.result` → value. */
  readonly nodeOutputs: Readonly<Record<string, string>>;
}

export interface TestEventPorts {
  readonly model: Model;
  readonly engine: Engine;
  readonly world: World;
  /** The events that the types of event sources are known to send. */
  readonly library: Library;
  /** What was wrong with the manifests while they were read. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Fires events at event sources and follows each through bus and sensors to the Workflows. All of them meet the same
 * state, so that sensors with several dependencies can be tested.
 * Throws a UserError (usage) on names, data or files that fit nothing.
 */
export function testEvent(options: TestEventOptions, ports: TestEventPorts): TestEventResult {
  checkNames(options.expectations, triggersOf(ports.model));
  const firings = createFiring(ports, options.nodeOutputs)(options);
  return conclude(firings, options.expectations, ports);
}

/**
 * Fires what each call says; all calls meet the same state.
 * Throws a UserError (usage) on names, data or files that fit nothing.
 */
export function createFiring(
  ports: TestEventPorts,
  nodeOutputs: Readonly<Record<string, string>>,
): (options: EventOptions) => readonly FiringResult[] {
  const { model, engine, library } = ports;
  const follow = createFollower(ports, nodeOutputs);
  return (options) => {
    const file = options.event && readEvent(engine, options.event);
    const targets =
      file?.value.kind === 'event' && options.targets.length === 0
        ? [busTarget(model, file.value.event.source, file.value.event.subject)]
        : (ownTarget(options, ports) ?? chooseTargets(model, options.targets));
    const samples = file === undefined ? options.samples.map((sample) => readEvent(engine, sample)) : [];
    const firings: FiringResult[] = [];
    for (let round = 0; round < options.repeat; round++) {
      for (const target of targets) {
        const chosen =
          file ??
          (options.sample === undefined
            ? samples.find(({ value }) => fits(value, target))
            : sampleFile(library, options.sample, target));
        if (chosen?.value.kind === 'event') checkBusTarget(target, chosen.value.event, chosen.origin);
        const built = buildStimulus(ports, target, stimulusOptions(options, chosen));
        firings.push(follow(target, proven(built, target, ports)));
      }
    }
    return firings;
  };
}

/** With the signature or token that the event source asks for, as the provider would send it. */
function proven(
  { stimulus, summary }: BuiltStimulus,
  { eventSource, event }: Target,
  { model, world }: TestEventPorts,
): BuiltStimulus {
  if (stimulus.kind !== 'http') return { stimulus, summary };
  const request = signed(model, eventSource, event, stimulus.request, world.now());
  return { stimulus: { kind: 'http', request }, summary };
}

/** The result of a number of firings, without the values of secrets. */
export function conclude(
  firings: readonly FiringResult[],
  asked: readonly Expectation[],
  { model, diagnostics }: Pick<TestEventPorts, 'model' | 'diagnostics'>,
): TestEventResult {
  const expectations = judge(asked, firings, triggersOf(model));
  const result: TestEventResult = {
    apiVersion: 'argoflow.dev/v1',
    kind: 'TestEventResult',
    outcome: outcomeOf(firings),
    asExpected: expectations.every(({ met }) => met),
    expectations,
    firings,
    diagnostics,
  };
  return withoutSecrets(result, model);
}

/** Fires at a target and follows the event; every call meets the state that the ones before left. */
export type Follower = (target: Target, built: BuiltStimulus) => FiringResult;

export function createFollower(
  ports: TestEventPorts,
  nodeOutputs: Readonly<Record<string, string>>,
): Follower {
  const { model, engine, world } = ports;
  const simulator: Simulator = createSimulator(model, engine, world);
  return (target, { stimulus, summary }) => {
    const firing: Firing = { eventSource: target.eventSource, event: target.event, stimulus };
    const trace = simulator.fire(firing);
    const context = {
      model,
      engine,
      options: { nodeOutputs, now: world.now() },
      milliseconds: () => world.milliseconds(),
    };
    return {
      eventSource: target.eventSource.name,
      namespace: target.namespace,
      eventName: target.event.name,
      type: target.event.type,
      stimulus: summary,
      ...withWorkflows(trace, context),
    };
  };
}

function stimulusOptions(options: EventOptions, file: StimulusOptions['file']): StimulusOptions {
  const { data, assignments, headers, method } = options;
  return {
    assignments,
    headers,
    ...(file === undefined ? {} : { file }),
    ...(data === undefined ? {} : { data }),
    ...(method === undefined ? {} : { method }),
  };
}

/** The only event of the type that a sample is named with: `github/push` among a webhook and a GitHub event. */
function ownTarget(
  { targets, sample = '' }: EventOptions,
  { model, library }: TestEventPorts,
): readonly Target[] | undefined {
  if (targets.length > 0 || !isFullName(sample)) return undefined;
  const { type } = findSample(library, sample);
  const own = targetsOf(model).filter(({ event }) => event.type === type);
  return own.length === 1 ? own : undefined;
}

/** `github/push`, or `github` for the default of the type. */
function isFullName(name: string): boolean {
  return name.includes('/') || sourceType(name) !== undefined;
}

/** The sample that a name means where this event is fired. Throws a UserError (usage) for a name that is none. */
function sampleFile(library: Library, name: string, { event }: Target): Given<EventFile> {
  const sample =
    sampleFor(library, name, event.type) ??
    findSample(library, isFullName(name) ? name : `${event.type}/${name}`);
  return { value: { kind: 'sample', sample }, origin: `the sample ${sampleId(sample)}` };
}

function readEvent(engine: Engine, { value, origin }: Given<string>) {
  return { value: parseEventFile(engine, value, origin), origin };
}

/** The event source that a CloudEvent claims to come from. */
function busTarget(model: Model, source: string, subject: string): Target {
  const found = targetsOf(model).find(
    ({ eventSource, event }) => eventSource.name === source && event.name === subject,
  );
  if (found !== undefined) return found;
  const known = targetsOf(model).map(({ eventSource, event }) => `${eventSource.name}/${event.name}`);
  const near = nearest(`${source}/${subject}`, known);
  throw new UserError(
    'usage',
    `the CloudEvent comes from "${source}/${subject}", which no event source has${didYouMean(near)}`,
    known.length === 0 ? undefined : `the events are ${known.join(', ')}`,
  );
}

function checkBusTarget(
  { eventSource, event }: Target,
  given: { readonly source: string; readonly subject: string },
  origin: string,
): void {
  if (given.source === eventSource.name && given.subject === event.name) return;
  throw new UserError(
    'usage',
    `the CloudEvent in ${origin} comes from "${given.source}/${given.subject}", not from "${eventSource.name}/${event.name}"`,
  );
}

export function triggersOf(model: Model): readonly (readonly [sensor: string, trigger: string])[] {
  return model.sensors.flatMap(({ name, triggers }) =>
    triggers.map((trigger) => [name, trigger.name] as const),
  );
}
