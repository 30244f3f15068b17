import { basename, dirname } from 'node:path';
import { openEngine } from '../engine/wasm.ts';
import { UserError } from '../errors.ts';
import { isArray, type JsonObject } from '../json.ts';
import { type Files, realFiles } from '../load/files.ts';
import { withTexts } from '../load/overlay.ts';
import { textIfThere } from '../load/text-file.ts';
import { readLibrary } from '../payloads/library.ts';
import { readCaptured } from '../test-event/captured.ts';
import { typeOfCaptured } from '../test-event/captured-event.ts';
import { readInputs } from '../test-event/inputs.ts';
import type { FiringResult } from '../test-event/result.ts';
import { chooseTargets, type Target, targetsOf } from '../test-event/target.ts';
import { readSuite } from './read-suite.ts';
import {
  asSuite,
  caseOf,
  expectationOf,
  fixturePath,
  fixtureText,
  flowTestPath,
  freeName,
  type Kept,
  type Recorded,
  recorded,
} from './record.ts';
import { Runner } from './runner.ts';

export interface RecordRequest {
  readonly kept: readonly Kept[];
  /** The manifests of the flow: files and folders. */
  readonly manifests: readonly string[];
  readonly namespace: string | undefined;
  /** A flow test file; one beside the manifests by default. */
  readonly to: string | undefined;
  /** Of the case; what came of it by default. */
  readonly name: string | undefined;
  readonly at: string | undefined;
  readonly seed: number | undefined;
  /** `NODE.outputs.NAME=VALUE` */
  readonly nodeOutputs: readonly string[];
  /** The folder of the sample events. */
  readonly payloads: string;
}

/** What is to be written. */
export interface RecordResult {
  readonly flowTest: { readonly path: string; readonly content: Recorded };
  readonly fixtures: readonly { readonly path: string; readonly text: string }[];
  readonly cases: readonly string[];
}

/**
 * Events as fixtures and flow test. What the flow test expects is what comes of the fixtures, fired anew: so it passes,
 * and what was masked has its effect. Nothing is written.
 * Throws a UserError for what cannot be kept, or added to the file that is there.
 */
export async function recordEvents(request: RecordRequest, files: Files = realFiles): Promise<RecordResult> {
  const { kept, manifests, namespace, payloads, name } = request;
  const [first] = kept;
  if (first === undefined) throw new UserError('usage', 'no event arrived, so there is none to keep');
  const { loaded } = await readInputs(
    { manifests, ...(namespace !== undefined && { namespace }) },
    noStdin,
    files,
  );
  const { model } = loaded;
  const path = request.to ?? flowTestPath(await folderOf(manifests, files), first.to);
  if (!/\.flowtest\.ya?ml$/i.test(path)) {
    throw new UserError(
      'usage',
      `"${path}" is no name of a flow test`,
      `--to ${path.replace(/\.ya?ml$/i, '')}.flowtest.yaml`,
    );
  }
  const existing = await textIfThere(files, path);
  const engine = openEngine({ seed: 0 });
  try {
    const library = await readLibrary(payloads, new Set(kept.map(({ type }) => type)));
    const fixtures: { path: string; text: string }[] = [];
    let number = 0;
    for (const one of kept) {
      do number += 1;
      while ((await files.status(fixturePath(path, number))) !== undefined);
      fixtures.push({ path: fixturePath(path, number), text: fixtureText(engine, one, library, model) });
    }
    const events = kept.map(({ to }, index): JsonObject => {
      return { to, file: basename(fixtures[index]?.path ?? '') };
    });
    const shared = sharedOf(request);
    const overlay = withTexts(files, new Map(fixtures.map((one) => [one.path, one.text])));
    const fire = async (parts: readonly (readonly JsonObject[])[]) => {
      const cases = parts.map((part, index) => caseOf(String(index), part, {}));
      const paths = manifests.map((one) => relativeTo(path, one));
      const { suite } = asSuite(path, { manifests: paths, ...shared, cases });
      if (suite === undefined) throw new Error('a recorded flow test is none');
      return await new Runner({ payloads, update: false, bail: false }, overlay).fired(suite);
    };
    // Events of which one waits for another belong together.
    const together = await fire([events]);
    const isRow = together.some((firings) => firings.some(waits));
    const parts = isRow || events.length === 1 ? [events] : events.map((event) => [event]);
    const fired = parts.length === 1 ? together : await fire(parts);

    const taken = new Set(
      existing === undefined ? [] : readSuite(existing, path).suite?.cases.map((one) => one.name),
    );
    const cases = parts.map((part, index) => {
      const firings = fired[index] ?? [];
      const title = freeName(
        parts.length > 1 && name !== undefined ? `${name} ${index + 1}` : (name ?? titleOf(part, firings)),
        taken,
      );
      taken.add(title);
      return caseOf(title, part, { expect: expectationOf(firings) });
    });
    const flowTest = { path, content: recorded(path, existing, manifests, shared, cases) };
    return { flowTest, fixtures, cases: cases.map((one) => String(one['name'])) };
  } finally {
    engine.close();
  }
}

/** `shop/order, shop/payment: ship fires`; `shop/order is dropped`. */
function titleOf(events: readonly JsonObject[], firings: readonly FiringResult[]): string {
  const names = [...new Set(events.map(({ to }) => String(to)))].join(', ');
  const fired = new Set(
    firings.flatMap(({ triggers }) =>
      triggers.filter(({ outcome }) => outcome === 'fires').map(({ trigger }) => trigger),
    ),
  );
  if (fired.size > 0) return `${names} fires ${[...fired].join(', ')}`;
  const outcomes = new Set(firings.flatMap(({ triggers }) => triggers.map(({ outcome }) => outcome)));
  return outcomes.size === 0 ? `${names} is dropped` : `${names} is ${[...outcomes].join(', ')}`;
}

function waits({ triggers }: FiringResult): boolean {
  return triggers.some(({ hops }) =>
    hops.some(({ kind, verdict }) => kind === 'condition' && verdict === 'waiting'),
  );
}

function sharedOf({ namespace, at, seed, nodeOutputs }: RecordRequest): JsonObject {
  const outputs = nodeOutputs.map((text) => [
    text.slice(0, text.indexOf('=')),
    text.slice(text.indexOf('=') + 1),
  ]);
  return {
    ...(namespace !== undefined && { namespace }),
    ...(at !== undefined && { at }),
    ...(seed !== undefined && { seed }),
    ...(outputs.length > 0 && { nodeOutputs: Object.fromEntries(outputs) }),
  };
}

/**
 * What somebody has kept of events, each for the event that it can only be for, or for the one that is named.
 * Throws a UserError (usage) where that cannot be told.
 */
export async function keptIn(
  text: string,
  origin: string,
  {
    manifests,
    namespace,
    targets,
  }: Pick<RecordRequest, 'manifests' | 'namespace'> & { targets: readonly string[] },
  files: Files = realFiles,
): Promise<readonly Kept[]> {
  const { loaded } = await readInputs(
    { manifests, ...(namespace !== undefined && { namespace }) },
    noStdin,
    files,
  );
  const engine = openEngine({ seed: 0 });
  try {
    return readCaptured(engine, text, origin).map((captured) => {
      const type = typeOfCaptured(captured);
      const all = targetsOf(loaded.model);
      const own = all.filter(({ event }) => event.type === type);
      const [target]: readonly Target[] =
        targets.length > 0 || own.length !== 1 ? chooseTargets(loaded.model, targets) : own;
      if (target === undefined) throw new UserError('usage', 'no event source gets that event');
      const { eventSource, event } = target;
      return { to: `${eventSource.name}/${event.name}`, type: event.type, captured };
    });
  } finally {
    engine.close();
  }
}

async function folderOf([first = '.']: readonly string[], files: Files): Promise<string> {
  return (await files.status(first))?.type === 'folder' ? first : dirname(first);
}

function relativeTo(flowTest: string, manifest: string): string {
  const content = recorded(flowTest, undefined, [manifest], {}, []);
  const paths = content.kind === 'new' ? content.value['manifests'] : undefined;
  return paths !== undefined && isArray(paths) ? String(paths[0]) : '.';
}

async function noStdin(): Promise<string> {
  throw new UserError(
    'usage',
    'standard input holds the event, so it holds no manifests',
    'name their files or folders: -f PATH',
  );
}
