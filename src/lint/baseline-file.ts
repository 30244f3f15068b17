import { dirname, relative, resolve } from 'node:path';
import { compareDiagnostics, type Diagnostic } from '../diagnostic.ts';
import { UserError } from '../errors.ts';
import type { Files } from '../load/files.ts';
import { unreadable } from '../load/find.ts';
import { STDIN } from '../load/load.ts';
import { parseYaml } from '../yaml/parse.ts';
import { decodeText } from '../yaml/text.ts';

/** Findings that are alike, and that a team has decided to live with for now. */
export interface BaselineEntry {
  /** From the folder of the baseline, with `/` between folders. */
  readonly file: string;
  readonly rule: string;
  /** `Kind/namespace/name`; '' for what no object holds. */
  readonly object: string;
  readonly message: string;
  readonly count: number;
}

/** A file of known findings; schemas/baseline.v1.schema.json describes it. It names no lines, so that lines may move. */
export interface Baseline {
  readonly path: string;
  readonly entries: readonly BaselineEntry[];
  /** The text, for places in it. */
  readonly text: string;
}

const VERSION = 1;

/** Throws a UserError for a file that is not there, cannot be read, or is no baseline. */
export async function readBaseline(path: string, files: Files): Promise<Baseline> {
  const help = `write it: argoflow lint --baseline ${path} --write-baseline`;
  let bytes: Uint8Array;
  try {
    if ((await files.status(path)) === undefined) {
      throw new UserError('usage', `there is no baseline "${path}"`, help);
    }
    bytes = await files.read(path);
  } catch (error) {
    throw unreadable(path, error);
  }
  const text = decodeText(bytes);
  if (text === undefined)
    throw new UserError('usage', `"${path}" is not a text file, so it is no baseline`, help);
  return parseBaseline(text, path);
}

export function parseBaseline(text: string, path: string): Baseline {
  const refuse = (message: string): never => {
    throw new UserError(
      'usage',
      `"${path}" is no baseline: ${message}`,
      `write it anew: argoflow lint --baseline ${path} --write-baseline`,
    );
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const [broken] = parseYaml(text, path).diagnostics;
    refuse(
      broken === undefined ? 'it is not JSON' : `line ${broken.at.range?.start.line}: ${broken.message}`,
    );
  }
  if (!isRecord(value)) return refuse('it is not an object of JSON');
  const { version, findings } = value;
  if (version !== VERSION) return refuse(`its version is ${JSON.stringify(version)}, and ${VERSION} is read`);
  if (!Array.isArray(findings)) return refuse('"findings" is not a list');
  const entries = findings.map((one: unknown, index): BaselineEntry => {
    if (!isRecord(one)) return refuse(`findings[${index}] is not an object`);
    const { count = 1 } = one;
    const member = (name: string): string => {
      const text = one[name];
      return typeof text === 'string' ? text : refuse(`findings[${index}] has no text "${name}"`);
    };
    if (typeof count !== 'number' || !Number.isInteger(count) || count < 1) {
      return refuse(`the "count" of findings[${index}] is no whole number above 0`);
    }
    return {
      file: member('file'),
      rule: member('rule'),
      object: one['object'] === undefined ? '' : member('object'),
      message: member('message'),
      count,
    };
  });
  return { path, entries, text };
}

/** The file that holds these findings back. The same findings always give the same text, a line an entry. */
export function renderBaseline(diagnostics: readonly Diagnostic[], path: string): string {
  const entries = new Map<string, BaselineEntry>();
  for (const diagnostic of [...diagnostics].sort(compareDiagnostics)) {
    const entry = entryOf(diagnostic, path);
    const key = keyOf(entry);
    entries.set(key, { ...entry, count: (entries.get(key)?.count ?? 0) + 1 });
  }
  const lines = [...entries]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, entry]) => `    ${entryText(entry)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "version": ${VERSION},\n  "findings": ${list}\n}\n`;
}

function entryText({ file, rule, object, message, count }: BaselineEntry): string {
  const members = { file, rule, ...(object !== '' && { object }), message, ...(count > 1 && { count }) };
  const texts = Object.entries(members).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`);
  return `{ ${texts.join(', ')} }`;
}

/** What a baseline says of one such finding. */
export function entryOf({ rule, message, at }: Diagnostic, baseline: string): Omit<BaselineEntry, 'count'> {
  return { file: fileOf(at.source ?? at.file ?? '', baseline), rule, object: at.resource ?? '', message };
}

/** A file as a baseline names it: the same from wherever argoflow is started. */
export function fileOf(file: string, baseline: string): string {
  if (file === '' || file === STDIN) return file;
  return relative(dirname(resolve(baseline)), resolve(file)).replaceAll('\\', '/');
}

export function keyOf({ file, rule, object, message }: Omit<BaselineEntry, 'count'>): string {
  return [file, rule, object, message].join('\n');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
