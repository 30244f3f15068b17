import { dirname, isAbsolute, join } from 'node:path';
import type { Diagnostic, Severity } from '../diagnostic.ts';
import { UserError } from '../errors.ts';
import { isArray, isObject, type JsonValue } from '../json.ts';
import type { Files } from '../load/files.ts';
import { unreadable } from '../load/find.ts';
import { isSystemError } from '../load/system-error.ts';
import { nearest } from '../nearest.ts';
import { PRODUCTS, type Product, releasesOf } from '../schema/schema.ts';
import { parseYaml } from '../yaml/parse.ts';
import { decodeText } from '../yaml/text.ts';
import type { Releases } from './shapes.ts';

const CONFIG_FILE = '.argoflow.yaml';

/** What a project says once for all runs; schemas/config.v1.schema.json describes the file. */
export interface LintConfig {
  /** Files and folders, from the working folder; empty when the file names none. */
  readonly paths: readonly string[];
  readonly complete: boolean;
  /** Objects that live elsewhere: `Kind/namespace/name` or `Kind/name`. */
  readonly external: readonly string[];
  /** A file of known findings. */
  readonly baseline: string | undefined;
  /** Another severity for a rule, or none at all. */
  readonly rules: ReadonlyMap<string, Severity | 'off'>;
  /** The releases that the cluster runs; the newest known where none is named. */
  readonly versions: Releases;
}

const NOTHING: LintConfig = {
  paths: [],
  complete: false,
  external: [],
  baseline: undefined,
  rules: new Map(),
  versions: {},
};
const KEYS = ['baseline', 'complete', 'external', 'paths', 'rules', 'versions'];
/** What a release of a product is called in {@link Releases}. */
const RELEASE = {
  'argo-events': 'argoEvents',
  'argo-workflows': 'argoWorkflows',
  kubernetes: 'kubernetes',
} as const;
const LEVELS: readonly string[] = ['error', 'warning', 'info', 'off'];

/**
 * The config that is named; else the one in the working folder, or in the one folder that is linted, if there is one.
 * Throws a UserError that names file, line and key for whatever cannot be what was meant.
 */
export async function readConfig(
  { config: named, paths }: { readonly config?: string | undefined; readonly paths: readonly string[] },
  files: Files,
): Promise<LintConfig> {
  const path = await existing(named === undefined ? configFiles(paths) : [named], files);
  if (path === undefined) {
    if (named === undefined) return NOTHING;
    throw new UserError('usage', `there is no file "${named}"`, 'name a config file, or leave --config out');
  }
  const text = decodeText(await read(path, files));
  if (text === undefined) throw new UserError('usage', `"${path}" is not a text file, so it is no config`);
  return parseConfig(text, path);
}

/** Where a config is looked for when none is named. */
export function configFiles(paths: readonly string[]): readonly string[] {
  const [folder] = paths;
  return folder === undefined || paths.length > 1 || folder === '-'
    ? [CONFIG_FILE]
    : [CONFIG_FILE, join(folder, CONFIG_FILE)];
}

async function existing(paths: readonly string[], files: Files): Promise<string | undefined> {
  for (const [index, path] of paths.entries()) {
    try {
      if ((await files.status(path)) !== undefined) return path;
    } catch (error) {
      // What is wrong with a folder that is linted is told when it is read.
      if (index === 0 || !isSystemError(error)) throw unreadable(path, error);
    }
  }
  return undefined;
}

async function read(path: string, files: Files): Promise<Uint8Array> {
  try {
    return await files.read(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

export async function parseConfig(text: string, path: string): Promise<LintConfig> {
  const { documents, diagnostics } = parseYaml(text, path);
  const broken = diagnostics.find(({ severity }) => severity === 'error');
  if (broken !== undefined) {
    throw new UserError('usage', `${path}:${broken.at.range?.start.line ?? 1}: ${broken.message}`);
  }
  const [document, second] = documents.filter(({ empty }) => !empty);
  if (document === undefined) return NOTHING;
  const refuse = (at: readonly (string | number)[], message: string, help?: string): never => {
    throw new UserError('usage', `${path}:${document.rangeOf(at, 'key').start.line}: ${message}`, help);
  };
  if (second !== undefined) return refuse([], 'a config is one document, and here are more');
  const { value } = document;
  if (!isObject(value)) return refuse([], 'a config is a mapping', `its keys: ${KEYS.join(', ')}`);
  for (const key of Object.keys(value)) {
    if (!KEYS.includes(key)) refuse([key], `a config has no key "${key}"`, meant(key, KEYS));
  }
  const { baseline, complete = false, external = [], paths = [], rules = {}, versions = {} } = value;
  if (typeof complete !== 'boolean') return refuse(['complete'], '"complete" is true or false');
  if (baseline !== undefined && (typeof baseline !== 'string' || baseline === '')) {
    return refuse(['baseline'], '"baseline" is the name of a file');
  }
  const texts = (key: string, list: JsonValue): readonly string[] =>
    isArray(list) && list.every((item) => typeof item === 'string')
      ? list.map(String)
      : refuse([key], `"${key}" is a list of texts`);
  if (!isObject(rules)) return refuse(['rules'], '"rules" gives rules another severity: a mapping');
  const ids = Object.keys(rules).length === 0 ? [] : await ruleIds();
  const levels = Object.entries(rules).map(([id, level]): [string, Severity | 'off'] => {
    // The words `off` and `on` are booleans to YAML 1.1.
    const word = level === false ? 'off' : level;
    if (!isLevel(word)) {
      return refuse(['rules', id], `the severity of "${id}" is one of ${LEVELS.join(', ')}`);
    }
    if (!ids.includes(id)) return refuse(['rules', id], `there is no rule "${id}"`, ruleMeant(id, ids));
    return [id, word];
  });
  if (!isObject(versions)) return refuse(['versions'], '"versions" names releases: a mapping');
  const releases = Object.entries(versions).map(([product, release]): [string, string] => {
    if (!isProduct(product)) {
      const near = nearest(product, PRODUCTS);
      const help = near === undefined ? `one of: ${PRODUCTS.join(', ')}` : `did you mean "${near}"?`;
      return refuse(['versions', product], `there are no schemas of a product "${product}"`, help);
    }
    const known = releasesOf(product);
    if (typeof release === 'string' && known.includes(release)) return [RELEASE[product], release];
    const message = `there are no schemas of ${product} ${shown(release)}`;
    return refuse(['versions', product], message, `there are of: ${known.join(', ')}`);
  });
  const base = dirname(path);
  const fromHere = (file: string) => (base === '.' || isAbsolute(file) ? file : join(base, file));
  const objects = texts('external', external);
  const wrong = objects.findIndex((object) => !/^[^/]+(?:\/[^/]+){1,2}$/.test(object));
  if (wrong !== -1) {
    refuse(['external', wrong], `"${objects[wrong]}" is no object`, 'Kind/namespace/name, or Kind/name');
  }
  return {
    complete,
    external: objects,
    paths: texts('paths', paths).map(fromHere),
    baseline: baseline === undefined ? undefined : fromHere(baseline),
    rules: new Map(levels),
    versions: Object.fromEntries(releases),
  };
}

/** Loaded only for a config that names some: they are most of the program. */
async function ruleIds(): Promise<readonly string[]> {
  const { RULES } = await import('../rules/index.ts');
  return RULES.map(({ id }) => id);
}

/** The findings with the severities of the config. */
export function applySeverities(
  diagnostics: readonly Diagnostic[],
  rules: LintConfig['rules'],
): readonly Diagnostic[] {
  if (rules.size === 0) return diagnostics;
  return diagnostics.flatMap((diagnostic) => {
    const severity = rules.get(diagnostic.rule) ?? diagnostic.severity;
    return severity === 'off' ? [] : [{ ...diagnostic, severity }];
  });
}

function isLevel(word: JsonValue): word is Severity | 'off' {
  return typeof word === 'string' && LEVELS.includes(word);
}

function isProduct(name: string): name is Product {
  return PRODUCTS.some((product) => product === name);
}

function shown(value: JsonValue): string {
  return isObject(value) || isArray(value) ? 'that are no text' : `"${value}"`;
}

function ruleMeant(id: string, ids: readonly string[]): string {
  const near = nearest(id, ids) ?? ids.find((one) => one.endsWith(`/${id}`));
  return near === undefined ? 'argoflow lint --list shows all rules' : `did you mean "${near}"?`;
}

function meant(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? `its keys: ${known.join(', ')}` : `did you mean "${near}"?`;
}
