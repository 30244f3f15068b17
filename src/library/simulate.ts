import { join } from 'node:path';
import { openEngine } from '../engine/wasm.ts';
import { UserError } from '../errors.ts';
import { encodeGo, type JsonValue } from '../json.ts';
import { packageFolder } from '../package-folder.ts';
import { readLibrary } from '../payloads/library.ts';
import { parseNodeOutputs } from '../test-event/node-outputs.ts';
import type { TestEventResult } from '../test-event/result.ts';
import { testEvent } from '../test-event/test-event.ts';
import { openWorld } from '../test-event/world.ts';
import { load, type ManifestOptions, type Manifests } from './manifests.ts';

export interface SimulateOptions extends ManifestOptions {
  /** What to fire, as `EVENTSOURCE/EVENT` or `EVENTSOURCE`, in this order; the only event that there is by default. */
  readonly targets?: readonly string[];
  /** A sample event, such as `github/push`; the default of the event source's type by default. */
  readonly sample?: string;
  /** The body of a request, or the message. */
  readonly data?: JsonValue;
  /** Changes to single values: `body.user.name=Ada`. */
  readonly set?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  /** Lets the clock stand at this RFC 3339 time. */
  readonly at?: string;
  /** Makes ids and random values repeatable; not negative. */
  readonly seed?: number;
  /** What only a run can know: `build.outputs.result` → value. */
  readonly nodeOutputs?: Readonly<Record<string, string>>;
}

/**
 * What `argoflow test-event` finds: what becomes of an event, hop by hop. Nothing outside the process is changed. Rejects
 * with a UserError for everything that the caller can mend.
 */
export async function simulate(
  manifests: Manifests,
  options: SimulateOptions = {},
): Promise<TestEventResult> {
  const { at, seed, data, method, sample, headers = {}, nodeOutputs = {} } = options;
  const { world, engineWorld } = openWorld({
    ...(at !== undefined && { at }),
    ...(seed !== undefined && { seed }),
  });
  const { model, diagnostics } = await load(manifests, options);
  const own = new Set(model.diagnostics);
  const broken = diagnostics.find((one) => one.severity === 'error' && !own.has(one));
  if (broken !== undefined)
    throw new UserError('work', `${broken.at.file ?? ''}: ${broken.message}`, broken.help);
  const library = await readLibrary(join(packageFolder(), 'payloads'));
  const engine = openEngine(engineWorld);
  try {
    return testEvent(
      {
        targets: options.targets ?? [],
        samples: [],
        assignments: options.set ?? [],
        headers: Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
        repeat: 1,
        expectations: [],
        nodeOutputs: parseNodeOutputs(Object.entries(nodeOutputs).map(([name, value]) => `${name}=${value}`)),
        ...(sample !== undefined && { sample }),
        ...(data !== undefined && { data: { value: encodeGo(data), origin: 'the given data' } }),
        ...(method !== undefined && { method }),
      },
      { model, engine, world, library, diagnostics },
    );
  } finally {
    engine.close();
  }
}
