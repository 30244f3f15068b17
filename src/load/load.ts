import { dirname, normalize } from 'node:path';
import { compareDiagnostics, type Diagnostic } from '../diagnostic.ts';
import { UserError } from '../errors.ts';
import { isObject } from '../json.ts';
import { buildModel, type ModelOptions } from '../model/build.ts';
import { flowObjects } from '../model/flow.ts';
import type { Model } from '../model/model.ts';
import { folderOfFile } from '../model/neighbours.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { DEFAULT_LIMITS } from '../yaml/limits.ts';
import { type ParsedYaml, parseYaml } from '../yaml/parse.ts';
import { decodeText } from '../yaml/text.ts';
import { withoutDefinitions } from './definitions.ts';
import { type Files, realFiles } from './files.ts';
import { emptyFolder, type FoundFile, findFiles, isFlowTestName, unreadable } from './find.ts';
import {
  generatedObjects,
  isKustomization,
  patchedObjects,
  patchFiles,
  placementOf,
} from './kustomization.ts';
import { isManifest, mayHoldManifests } from './manifest.ts';
import { type Origin, originsOf } from './rendered.ts';
import { Charts, looksLikeTemplate, namesArgoKind } from './template.ts';

export interface LoadOptions extends ModelOptions {
  /**
   * `flows` leaves out what was found in folders and has nothing to do with flows (see `flowObjects`); what is named
   * is always taken. By default everything is taken.
   */
  readonly only?: 'flows';
  /** The text behind the input `-`. */
  readonly stdin?: string;
  /** The name of that text in places; a file of that name is not read then. `<stdin>` by default. */
  readonly stdinName?: string | undefined;
  /** Default: the real file system. */
  readonly files?: Files;
  /** An input that is not there, or has no manifests, is nothing; by default it is an error. */
  readonly mayBeEmpty?: true;
}

/** A text that was read, by the name that places use for it. */
export interface LoadedFile {
  readonly name: string;
  readonly text: string;
  /** Where its documents were rendered from, as far as they say it. */
  readonly origins?: readonly Origin[];
}

export interface Loaded {
  readonly model: Model;
  /** Everything that is wrong with the texts and the objects, the model's own diagnostics too; in order of place. */
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly LoadedFile[];
  /** Objects that kustomize makes beside those of the files, as `Kind/name`. */
  readonly generated: readonly string[];
  /** Files that kustomizations build together with objects that are not among the files. */
  readonly open: ReadonlySet<string>;
  /** Objects that kustomizations patch, as `Kind/name`. */
  readonly patched: ReadonlySet<string>;
  /** How many objects of folders were left out, because they have nothing to do with flows. */
  readonly outside: number;
}

/** The name of standard input in places. */
export const STDIN = '<stdin>';

/**
 * Reads files, folders (all manifests below them) and `-` (standard input) into one model.
 *
 * Throws a UserError for an input that cannot be read at all; what is wrong inside of texts is in the diagnostics.
 * Files that were found in a folder and hold no Kubernetes object are left out: they are somebody else's data.
 */
export async function loadManifests(inputs: readonly string[], options: LoadOptions = {}): Promise<Loaded> {
  const loader = new Loader(options);
  // What an editor pipes in takes the place of its file, so it comes first.
  const first = options.stdinName === undefined ? [] : inputs.filter((input) => input === '-');
  for (const input of first) await loader.add(input);
  for (const input of inputs) if (input !== '-' || first.length === 0) await loader.add(input);
  return loader.finish();
}

class Loader {
  readonly #options: LoadOptions;
  readonly #files: Files;
  readonly #charts: Charts;
  readonly #loaded: LoadedFile[] = [];
  readonly #documents: YamlDocument[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  /** Files that were found in a folder. */
  readonly #found = new Set<string>();
  /** Files that name kinds of Argo, whether or not they could be read. */
  readonly #argo = new Set<string>();
  readonly #kustomizations = new Map<string, readonly YamlDocument[]>();
  /** Chart → its templates that name kinds of Argo. */
  readonly #templates = new Map<string, string[]>();
  /** File → the kustomization that names it as a patch. */
  readonly #patches = new Map<string, string>();
  readonly #generated: string[] = [];
  /** CustomResourceDefinitions that were not read. */
  #definitions = 0;
  /** A file that two inputs mean is read once. */
  readonly #seen = new Set<string>();

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#files = options.files ?? realFiles;
    this.#charts = new Charts(this.#files);
  }

  async add(input: string): Promise<void> {
    if (input === '-') return this.#addStdin();
    const { mayBeEmpty } = this.#options;
    const found = await this.#find(input);
    if (isFlowTestName(input) && found.some((file) => file.named)) throw flowTest(input);
    let manifests = 0;
    for (const file of found) {
      const path = normalize(file.path);
      if (this.#seen.has(path)) manifests++;
      else if (await this.#addFile(file)) manifests++;
      this.#seen.add(path);
    }
    if (manifests === 0 && !mayBeEmpty && !found.some((file) => file.named)) throw emptyFolder(input);
  }

  async #find(input: string): Promise<readonly FoundFile[]> {
    try {
      return await findFiles(this.#files, input);
    } catch (error) {
      if (this.#options.mayBeEmpty && error instanceof UserError) return [];
      throw error;
    }
  }

  finish(): Loaded {
    const { namespace, only } = this.#options;
    const { placed, built, open } = placementOf(this.#kustomizations);
    const options = { namespace, placed, built };
    const documents = this.#withoutPatches();
    const all = buildModel(documents, options);
    const scope = only === 'flows' ? this.#scope(all) : undefined;
    const kept = scope && documents.filter((document) => scope.has(document));
    const model = kept === undefined || kept.length === documents.length ? all : buildModel(kept, options);
    const isKept = this.#keeps(kept);
    this.#noteTemplates();
    this.#notePatches(isKept);
    return {
      model,
      diagnostics: [...this.#diagnostics.filter(({ at }) => isKept(at.file)), ...model.diagnostics].sort(
        compareDiagnostics,
      ),
      files: this.#loaded.filter(({ name }) => isKept(name)),
      generated: this.#generated,
      open,
      patched: this.#patchedObjects(),
      outside: all.resources.length - model.resources.length + this.#definitions,
    };
  }

  /** What has to do with flows, and what was named. */
  #scope(model: Model): { has(document: YamlDocument): boolean } {
    const written = [...flowObjects(model)].flatMap((resource) => resource.written([]) ?? []);
    const inFlows = new Set(written.map(({ file, document }) => `${file}\0${document}`));
    return {
      has: ({ file, index }) => !this.#found.has(file) || inFlows.has(`${file}\0${index}`),
    };
  }

  /** Does a file have to do with flows? A text that cannot be read does if it says so, or lies beside one that does. */
  #keeps(kept: readonly YamlDocument[] | undefined): (file: string | undefined) => boolean {
    if (kept === undefined) return () => true;
    const files = new Set([...kept.map(({ file }) => file), ...this.#argo]);
    const folders = new Set([...this.#argo].map(folderOfFile));
    return (file) =>
      file === undefined || !this.#found.has(file) || files.has(file) || folders.has(folderOfFile(file));
  }

  #noteTemplates(): void {
    for (const [chart, files] of this.#templates) {
      const [first = '', ...more] = files;
      this.#diagnostics.push({
        rule: 'load/template',
        severity: 'info',
        message:
          more.length === 0
            ? `this is a template of the Helm chart "${chart}", so only what Helm renders is judged`
            : `this and ${count(more, 'more file')} are templates of the Helm chart "${chart}", so only what Helm renders is judged`,
        at: { file: first },
        help: `helm template ${chart} | argoflow lint -`,
      });
    }
  }

  /** A patch leaves out what its base has, so it is no object to judge or to work with. */
  #withoutPatches(): readonly YamlDocument[] {
    return this.#patches.size === 0
      ? this.#documents
      : this.#documents.filter(({ file }) => !this.#patches.has(normalize(file)));
  }

  #patchedObjects(): ReadonlySet<string> {
    const written = [...this.#kustomizations.values()].flatMap(patchedObjects);
    for (const { file, value } of this.#documents) {
      if (!this.#patches.has(normalize(file)) || !isObject(value) || !isObject(value['metadata'])) continue;
      written.push(`${value['kind']}/${value['metadata']['name']}`);
    }
    return new Set(written);
  }

  /** Said once for each kustomization. */
  #notePatches(isKept: (file: string) => boolean): void {
    const patches = new Map<string, string[]>();
    for (const file of new Set(this.#documents.map((document) => document.file))) {
      const kustomization = this.#patches.get(normalize(file));
      if (kustomization !== undefined && isKept(file))
        patches.set(kustomization, [...(patches.get(kustomization) ?? []), file]);
    }
    for (const [kustomization, [first = '', ...more]] of patches) {
      this.#diagnostics.push({
        rule: 'load/patch',
        severity: 'info',
        message:
          more.length === 0
            ? `this is a patch in "${kustomization}", so it is not judged alone`
            : `this and ${count(more, 'more file')} are patches in "${kustomization}", so they are not judged alone`,
        at: { file: first },
        help: `kustomize build ${dirname(kustomization)} | argoflow lint -`,
      });
    }
  }

  async #addStdin(): Promise<void> {
    const { stdin, stdinName = STDIN } = this.#options;
    if (stdin === undefined)
      throw new UserError('usage', 'nothing was piped to standard input', 'pipe it in: … | argoflow …');
    if (this.#seen.has('-'))
      throw new UserError('usage', '"-" is given twice, but standard input can be read only once');
    this.#seen.add('-');
    this.#seen.add(normalize(stdinName));
    if (!(await this.#isTemplate(stdinName, stdin))) this.#addNamed(stdinName, stdin);
  }

  /** True when the file belongs to the manifests, whether or not it could be read. */
  async #addFile(file: FoundFile): Promise<boolean> {
    const { path, named } = file;
    if (file.unreadable !== undefined) return this.#cannotRead(path, file.unreadable);
    const most = DEFAULT_LIMITS.characters;
    if (file.size > most)
      return this.#tooLarge(path, `has ${megabytes(file.size)} MB, and up to ${megabytes(most)} MB are read`);
    const bytes = await this.#read(file, most + 1);
    if (bytes instanceof UserError) return this.#cannotRead(path, bytes);
    if (bytes.length > most)
      return this.#tooLarge(path, `has more than ${megabytes(most)} MB, which is all that is read`);
    const text = decodeText(bytes);
    if (text === undefined || text.includes('\0')) return this.#refuse(path, named);
    if (!named) this.#found.add(path);
    if (namesArgoKind(text)) this.#argo.add(path);
    if (await this.#isTemplate(path, text)) return true;
    if (named) this.#addNamed(path, text);
    return named || this.#addFromFolder(path, text);
  }

  #tooLarge(path: string, size: string): true {
    this.#report('yaml/too-large', path, `the file ${size}`);
    return true;
  }

  /** One file of a folder that cannot be read does not keep the others from being judged. */
  #cannotRead(path: string, { message }: UserError): true {
    this.#report('load/unreadable', path, message);
    return true;
  }

  async #read({ path, named, endless = false }: FoundFile, limit: number): Promise<Uint8Array | UserError> {
    try {
      return await (endless ? this.#files.read(path, limit) : this.#files.read(path));
    } catch (error) {
      const refusal = unreadable(path, error);
      if (named || !(refusal instanceof UserError)) throw refusal;
      return refusal;
    }
  }

  #refuse(path: string, named: boolean): boolean {
    const message = `"${path}" is not a text file, so it is no manifest`;
    if (named) throw new UserError('usage', message, 'name YAML or JSON files, or folders with such files');
    this.#report('yaml/not-text', path, message);
    return true;
  }

  /** Text that Helm fills in is no YAML before that; without anything to fill in it is as it will be. */
  async #isTemplate(path: string, text: string): Promise<boolean> {
    if (!text.includes('{{')) return false;
    const chart = await this.#charts.of(path);
    if (chart === undefined) return false;
    if (namesArgoKind(text) || !this.#found.has(path))
      this.#templates.set(chart, [...(this.#templates.get(chart) ?? []), path]);
    return true;
  }

  #addNamed(name: string, text: string): void {
    const parsed = parseYaml(text, name);
    this.#noteKustomization(name, parsed.documents);
    this.#loaded.push({ name, text, origins: originsOf(text, parsed.documents) });
    this.#addParsed(text, parsed, parsed.documents);
    if (parsed.documents.some((document) => !document.empty) || parsed.diagnostics.length > 0) return;
    this.#report(
      'load/no-object',
      name,
      `"${name}" has no Kubernetes object: ${text.trim() === '' ? 'it is empty' : 'it has only comments'}`,
    );
  }

  #addFromFolder(path: string, text: string): boolean {
    if (!mayHoldManifests(text) && !isKustomization(path)) return false;
    const read = this.#options.only === 'flows' ? withoutDefinitions(text) : { text, count: 0 };
    this.#definitions += read.count;
    const parsed = parseYaml(read.text, path);
    if (parsed.diagnostics.some(({ rule }) => TEMPLATE_RULES.has(rule)) && looksLikeTemplate(text))
      return this.#noteTemplate(path, text);
    this.#noteKustomization(path, parsed.documents);
    const documents = parsed.documents.filter(isManifest);
    if (documents.length === 0 && !parsed.diagnostics.some(({ severity }) => severity === 'error'))
      return read.count > 0;
    this.#loaded.push({ name: path, text, origins: originsOf(text, documents) });
    this.#addParsed(text, parsed, documents);
    return true;
  }

  /** A file that something else than Helm fills in: it cannot be read before, which is no mistake. */
  #noteTemplate(file: string, text: string): boolean {
    if (!namesArgoKind(text)) return false;
    this.#diagnostics.push({
      rule: 'load/template',
      severity: 'info',
      message: 'this is a template that has to be filled in before it is YAML, so it is not judged',
      at: { file },
      help: 'pipe in what is made of it: … | argoflow lint -',
    });
    return true;
  }

  #noteKustomization(path: string, documents: readonly YamlDocument[]): void {
    if (!isKustomization(path)) return;
    this.#kustomizations.set(path, documents);
    for (const file of patchFiles(path, documents)) this.#patches.set(file, path);
    for (const generated of generatedObjects(documents)) this.#generated.push(generated);
  }

  #addParsed(text: string, parsed: ParsedYaml, documents: readonly YamlDocument[]): void {
    const template = looksLikeTemplate(text);
    for (const diagnostic of parsed.diagnostics) {
      this.#diagnostics.push(
        template && TEMPLATE_RULES.has(diagnostic.rule) ? { ...diagnostic, help: HELM } : diagnostic,
      );
    }
    // One by one: a file may hold more documents than a call takes arguments.
    for (const document of documents) this.#documents.push(document);
  }

  #report(rule: string, file: string, message: string): void {
    this.#diagnostics.push({ rule, severity: 'error', message, at: { file } });
  }
}

function flowTest(path: string): UserError {
  return new UserError('usage', `"${path}" is a flow test, and no manifest`, `argoflow test ${path}`);
}

/** What a template that was never rendered breaks: `{{ … }}` is no YAML, or a mapping as a key. */
const TEMPLATE_RULES: ReadonlySet<string> = new Set(['yaml/key', 'yaml/syntax']);

const HELM = 'this looks like a template of a Helm chart: give argoflow the output of "helm template CHART"';

function count(items: readonly unknown[], noun: string): string {
  return `${items.length} ${noun}${items.length === 1 ? '' : 's'}`;
}

function megabytes(count: number): string {
  return (count / 1024 / 1024).toFixed(1).replace(/\.0$/, '');
}
