import { type RepeatableEngine, repeatable } from '../engine/repeatable.ts';
import { type OpenEngine, openEngine } from '../engine/wasm.ts';
import { UserError } from '../errors.ts';
import type { JsonValue } from '../json.ts';
import { type Files, realFiles } from '../load/files.ts';
import type { Loaded } from '../load/load.ts';
import { withTexts } from '../load/overlay.ts';
import { readTextFile } from '../load/text-file.ts';
import type { Model } from '../model/model.ts';
import { type Library, readLibrary } from '../payloads/library.ts';
import { readInputs } from '../test-event/inputs.ts';
import type { FiringResult } from '../test-event/result.ts';
import { withoutSecrets } from '../test-event/secrets.ts';
import type { Given } from '../test-event/stimulus.ts';
import { targetsOf } from '../test-event/target.ts';
import { openWorld } from '../test-event/world.ts';
import { CoverageCount } from './coverage.ts';
import type { CaseError, CaseResult, CoverageItem } from './result.ts';
import { runCase } from './run-case.ts';
import type { Suite } from './suite.ts';

export interface RunnerOptions {
  /** The folder of the sample events. */
  readonly payloads: string;
  readonly update: boolean;
  /** The first case that does not pass ends the run of its file. */
  readonly bail: boolean;
}

/** Some cases of one file, run one after the other. */
export interface CasesResult {
  /** Those that were run, by their index in the suite. */
  readonly cases: readonly (readonly [index: number, result: CaseResult])[];
  /** Why none could be run. */
  readonly error?: CaseError;
  /** Of the cases that ask for one, by name. */
  readonly snapshots: readonly (readonly [name: string, value: JsonValue])[];
  readonly coverage: readonly CoverageItem[];
  /** The texts that places in the manifests point into, of cases that failed. */
  readonly sources: readonly (readonly [file: string, text: string])[];
  /** What was read beside the flow test: to be watched. */
  readonly read: readonly string[];
}

/** The manifests of a suite, which other suites may share. */
interface Flow {
  readonly loaded: Loaded;
  readonly samples: readonly Given<string>[];
}

/** Runs cases with one engine, which is opened by the first of them and serves all. */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #files: Files;
  readonly #milliseconds = openWorld({ seed: 0 }).world.milliseconds;
  readonly #flows = new Map<string, Promise<Flow>>();
  /** Sample events by type. */
  readonly #libraries = new Map<string, Promise<Library>>();
  #engine: { readonly open: OpenEngine; readonly shared: RepeatableEngine } | undefined;

  constructor(options: RunnerOptions, files: Files = realFiles) {
    this.#options = options;
    this.#files = files;
  }

  /** What was read is read anew from now on. */
  forget(): void {
    this.#flows.clear();
  }

  close(): void {
    this.#engine?.open.close();
    this.#engine = undefined;
  }

  async run(
    suite: Suite,
    indexes: readonly number[],
    snapshots: ReadonlyMap<string, JsonValue>,
  ): Promise<CasesResult> {
    const eventFiles = await this.#readEventFiles(suite);
    const read = [...eventFiles.keys()];
    let flow: Flow;
    try {
      flow = await this.#flowOf(suite);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return {
        cases: [],
        error: manifestsError(suite, error),
        snapshots: [],
        coverage: [],
        sources: [],
        read,
      };
    }
    const { model, files, diagnostics } = flow.loaded;
    const engine = this.#open();
    const coverage = new CoverageCount(model, engine);
    const cases: [number, CaseResult][] = [];
    const made: [string, JsonValue][] = [];
    const pointed = new Set<string>();
    const { samples } = flow;
    const library = await this.#libraryOf(suite, model);
    const { update, bail } = this.#options;
    const ports = { model, engine, library, diagnostics, samples, eventFiles, snapshots, update };
    for (const index of indexes) {
      const one = suite.cases[index];
      if (one === undefined) continue;
      const { result, firings, snapshot } = runCase(one, { ...ports, milliseconds: this.#milliseconds });
      cases.push([index, result]);
      coverage.count(firings);
      if (snapshot !== undefined) made.push([one.name, snapshot]);
      for (const { at } of result.ends) if (at?.file !== undefined) pointed.add(at.file);
      if (bail && result.verdict !== 'passed') break;
    }
    const texts = files
      .filter(({ name }) => pointed.has(name))
      .map(({ name, text }) => [name, text] as const);
    return {
      cases,
      snapshots: made,
      coverage: coverage.items(),
      sources: withoutSecrets(texts, model),
      read,
    };
  }

  /**
   * What comes of the events of each case, whatever is expected.
   * Throws a UserError for a case that cannot be run.
   */
  async fired(suite: Suite): Promise<readonly (readonly FiringResult[])[]> {
    try {
      const { loaded, samples } = await this.#flowOf(suite);
      const { model, diagnostics } = loaded;
      const library = await this.#libraryOf(suite, model);
      const eventFiles = await this.#readEventFiles(suite);
      const engine = this.#open();
      const ports = {
        model,
        engine,
        library,
        diagnostics,
        samples,
        eventFiles,
        snapshots: new Map(),
        update: false,
      };
      return suite.cases.map((one) => {
        const { result, firings } = runCase(one, { ...ports, milliseconds: this.#milliseconds });
        if (result.error !== undefined) {
          throw new UserError(result.error.kind, result.error.message, result.error.help);
        }
        return withoutSecrets(firings, model);
      });
    } finally {
      this.close();
    }
  }

  #open(): RepeatableEngine {
    if (this.#engine === undefined) {
      const first = { now: '2026-01-01T00:00:00Z', seed: 0 };
      const open = openEngine(first);
      this.#engine = { open, shared: repeatable(open, first) };
    }
    return this.#engine.shared;
  }

  #flowOf(suite: Suite): Promise<Flow> {
    const { manifests, namespace, secrets } = suite;
    const key = JSON.stringify([manifests, namespace, secrets]);
    const known = this.#flows.get(key) ?? this.#load(suite);
    this.#flows.set(key, known);
    return known;
  }

  async #load({ file, manifests, namespace, secrets }: Suite): Promise<Flow> {
    const read = (paths: readonly string[], files: Files) =>
      readInputs({ manifests: paths, ...(namespace !== undefined && { namespace }) }, noStdin, files);
    let { loaded, samples } = await read(manifests, this.#files);
    const given = secretObjects(secrets, loaded.model);
    if (given !== '') {
      const virtual = `${file} (secrets)`;
      ({ loaded } = await read([...manifests, virtual], withTexts(this.#files, new Map([[virtual, given]]))));
    }
    return { loaded, samples };
  }

  /** The samples of the types of the flow, and of those that cases name. */
  async #libraryOf({ cases }: Suite, model: Model): Promise<Library> {
    const named = cases.flatMap(({ events }) =>
      events.flatMap(({ source }) => (source?.kind === 'sample' ? source.name.split('/', 1) : [])),
    );
    const types = new Set([...targetsOf(model).map(({ event }) => event.type), ...named]);
    const libraries = [...types].map((type) => {
      const known = this.#libraries.get(type) ?? readLibrary(this.#options.payloads, [type]);
      this.#libraries.set(type, known);
      return known;
    });
    return (await Promise.all(libraries)).flat();
  }

  async #readEventFiles({ cases }: Suite): Promise<ReadonlyMap<string, string | UserError>> {
    const names = new Set(
      cases.flatMap(({ events }) =>
        events.flatMap(({ source }) => (source?.kind === 'file' ? source.name : [])),
      ),
    );
    const found = new Map<string, string | UserError>();
    for (const name of names) found.set(name, await this.#readText(name));
    return found;
  }

  /** What is wrong with it is told where a case fires it. */
  async #readText(path: string): Promise<string | UserError> {
    try {
      return await readTextFile(this.#files, path);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const isMissing = error.message.startsWith('there is no file');
      return isMissing ? new UserError(error.kind, error.message, NAMED_FROM) : error;
    }
  }
}

const NAMED_FROM = 'a file is named from the folder of the flow test; a sample is named like github/push';

async function noStdin(): Promise<string> {
  throw new UserError('usage', 'a flow test reads no standard input');
}

function manifestsError({ file }: Suite, { kind, message, help }: UserError): CaseError {
  const isPath = /^(?:there is no file or folder|the folder) "/.test(message);
  const own = help?.startsWith('a manifest is a ') ? undefined : help;
  const advice = own ?? (isPath ? MANIFESTS : undefined);
  return { kind, message, ...(advice !== undefined && { help: advice }), at: { file } };
}

const MANIFESTS =
  'manifests: [PATH, …] names the files and folders of the flow, from the folder of the flow test';

/**
 * The Secrets of a flow test as YAML: `NAMESPACE/NAME`, or `NAME` for every namespace of the flow.
 * Throws a UserError (usage) for one that is among the manifests.
 */
function secretObjects(secrets: Suite['secrets'], model: Model): string {
  const flows = [...model.eventSources, ...model.sensors].map(({ resource }) => model.namespaceOf(resource));
  const objects = Object.entries(secrets).flatMap(([written, stringData]) => {
    const slash = written.indexOf('/');
    const name = written.slice(slash + 1);
    const namespaces = slash === -1 ? [...new Set(flows)] : [written.slice(0, slash)];
    return namespaces.map((namespace) => {
      if (model.find('Secret', namespace, name) !== undefined) {
        throw new UserError(
          'usage',
          `the Secret "${namespace}/${name}" is among the manifests already`,
          'leave it out of "secrets": requests are signed with what the manifest holds',
        );
      }
      return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, stringData };
    });
  });
  return objects.map((object) => `---\n${JSON.stringify(object)}\n`).join('');
}
