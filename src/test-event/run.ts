import type { Engine } from '../engine/engine.ts';
import { openEngine } from '../engine/wasm.ts';
import { UserError } from '../errors.ts';
import { readLibrary } from '../payloads/library.ts';
import { parseExpectation } from './expectation.ts';
import { type Inputs, readInputs } from './inputs.ts';
import { listen, type OpenPort } from './listen.ts';
import { parseNodeOutputs } from './node-outputs.ts';
import type { TestEventResult } from './result.ts';
import { conclude, type TestEventPorts, testEvent } from './test-event.ts';
import { openWorld } from './world.ts';

/** What a person asks for, as written. */
export interface RunRequest {
  readonly targets: readonly string[];
  /** Files, folders, `-`. */
  readonly filename: readonly string[];
  readonly namespace?: string | undefined;
  /** JSON, `@FILE`, `-`. */
  readonly data?: string | undefined;
  readonly event?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly header?: readonly string[] | undefined;
  readonly method?: string | undefined;
  readonly repeat: number;
  /** RFC 3339 */
  readonly at?: string | undefined;
  readonly seed?: number | undefined;
  /** `NODE.outputs.NAME=VALUE` */
  readonly nodeOutputs?: readonly string[] | undefined;
  /** `OUTCOME[:TRIGGER]` */
  readonly expect?: readonly string[] | undefined;
  /** The folder of the sample events. */
  readonly payloads: string;
  readonly listen: boolean;
  readonly port?: number | undefined;
  readonly count?: number | undefined;
}

/** The texts that places in a result point into, by file name. */
export type SourceTexts = ReadonlyMap<string, string>;

/** What is told while a listener is open; each request is a result of its own. */
export interface RunObserver {
  opened(ports: readonly OpenPort[]): void;
  received(result: TestEventResult, sources: SourceTexts): void;
}

export interface RunOutcome {
  readonly result: TestEventResult;
  readonly sources: SourceTexts;
}

/**
 * One whole run: reads the inputs, opens engine and world, fires or listens, and frees what it opened.
 * Throws a UserError for everything that a person can mend.
 */
export async function runTestEvent(
  request: RunRequest,
  readStdin: () => Promise<string>,
  observer: RunObserver,
  signal: AbortSignal,
): Promise<RunOutcome> {
  const expectations = (request.expect ?? []).map(parseExpectation);
  const nodeOutputs = parseNodeOutputs(request.nodeOutputs ?? []);
  if (request.listen) refuseStimulus(request);
  const { at, seed, namespace, data, event, method } = request;
  const { world, engineWorld } = openWorld({
    ...(at !== undefined && { at }),
    ...(seed !== undefined && { seed }),
  });
  // Opened first: where it is not built, nothing else matters. It starts while the manifests are read.
  const engine = openEngine(engineWorld);
  try {
    engine.warm();
    const inputs = await readInputs(
      {
        manifests: request.filename,
        ...(namespace !== undefined && { namespace }),
        ...(data !== undefined && { data }),
        ...(event !== undefined && { event }),
      },
      readStdin,
    );
    const { loaded } = inputs;
    const library = request.listen ? [] : await readLibrary(request.payloads, typesOf(inputs));
    const sources = new Map(loaded.files.map(({ name, text }) => [name, text]));
    const ports: TestEventPorts = {
      model: loaded.model,
      engine: engine satisfies Engine,
      world,
      library,
      diagnostics: loaded.diagnostics,
    };
    if (!request.listen) {
      const options = {
        targets: request.targets,
        samples: inputs.samples,
        assignments: request.set ?? [],
        headers: request.header ?? [],
        repeat: request.repeat,
        expectations,
        nodeOutputs,
        ...(inputs.event && { event: inputs.event }),
        ...(inputs.sample !== undefined && { sample: inputs.sample }),
        ...(inputs.data && { data: inputs.data }),
        ...(method !== undefined && { method }),
      };
      return { result: testEvent(options, ports), sources };
    }
    const { targets, port, count } = request;
    const options = {
      targets,
      nodeOutputs,
      ...(port !== undefined && { port }),
      ...(count !== undefined && { count }),
    };
    const firings = await listen(
      options,
      ports,
      {
        opened: (open) => observer.opened(open),
        received: (firing) => observer.received(conclude([firing], [], ports), sources),
      },
      signal,
    );
    return { result: conclude(firings, expectations, ports), sources };
  } finally {
    engine.close();
  }
}

/** The types whose samples a run can need: those of its event sources, and the one that a person names. */
function typesOf({ loaded, sample }: Inputs): ReadonlySet<string> {
  const types = loaded.model.eventSources.flatMap(({ events }) => events.map(({ type }) => type));
  return new Set(sample === undefined ? types : [...types, ...sample.split('/', 1)]);
}

/** A listener takes what arrives. */
function refuseStimulus({ data, event, set, header, method, repeat }: RunRequest): void {
  const given = data ?? event ?? set?.[0] ?? header?.[0] ?? method;
  if (given === undefined && repeat === 1) return;
  throw new UserError(
    'usage',
    'a listener takes the requests that arrive, so no data, headers or repetitions can be given',
    'leave out --listen to fire an event of your own',
  );
}
