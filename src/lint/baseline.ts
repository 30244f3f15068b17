import { dirname, relative, resolve } from 'node:path';
import { compareDiagnostics, type Diagnostic } from '../diagnostic.ts';
import type { Files } from '../load/files.ts';
import type { Loaded } from '../load/load.ts';
import { parseYaml } from '../yaml/parse.ts';
import { type Baseline, type BaselineEntry, entryOf, fileOf, keyOf } from './baseline-file.ts';
import type { LintResult } from './lint.ts';

/** What is left of the findings. */
export interface Baselined {
  readonly kept: readonly Diagnostic[];
  /** How many the baseline holds back. */
  readonly baselined: number;
  /** Entries that ask for more findings than there are, as findings. */
  readonly stale: readonly Diagnostic[];
}

/**
 * Takes away what the baseline knows; of more findings than it counts, the first ones. `isJudged` tells whether this
 * run could have found what an entry is about: only then is an entry without its findings called stale.
 */
export function applyBaseline(
  diagnostics: readonly Diagnostic[],
  baseline: Baseline,
  isJudged: (entry: { readonly file: string; readonly rule: string }) => boolean,
): Baselined {
  const open = new Map<string, number>();
  for (const entry of baseline.entries) {
    const key = keyOf(entry);
    open.set(key, (open.get(key) ?? 0) + entry.count);
  }
  const kept = diagnostics.filter((diagnostic) => {
    const key = keyOf(entryOf(diagnostic, baseline.path));
    const count = open.get(key) ?? 0;
    if (count > 0) open.set(key, count - 1);
    return count === 0;
  });
  const stale = baseline.entries.flatMap((entry, index) => {
    const key = keyOf(entry);
    const left = Math.min(open.get(key) ?? 0, entry.count);
    if (left === 0 || !isJudged(entry)) return [];
    open.set(key, (open.get(key) ?? 0) - left);
    return [staleEntry(baseline, index, entry, left)];
  });
  return { kept, baselined: diagnostics.length - kept.length, stale };
}

function staleEntry(
  { path, text }: Baseline,
  index: number,
  { file, rule, count }: BaselineEntry,
  left: number,
): Diagnostic {
  const range = parseYaml(text, path).documents[0]?.rangeOf(['findings', index]);
  const found = left === count ? 'none is found' : `only ${count - left} of ${count} are found`;
  return {
    rule: 'lint/stale-baseline',
    severity: 'info',
    message: `the baseline holds back findings of "${rule}" in "${file}", of which ${found}`,
    at: { file: path, ...(range && { range }) },
    help: `argoflow lint --baseline ${path} --write-baseline`,
  };
}

/** The result without what the baseline knows. `inputs` are the files and folders that were read. */
export async function withoutKnown(
  result: LintResult,
  loaded: Loaded,
  baseline: Baseline,
  inputs: readonly string[],
  files: Files,
): Promise<LintResult & { readonly baselined: number }> {
  const names = loaded.files.flatMap(({ name, origins = [] }) => [
    name,
    ...origins.map(({ source }) => source),
  ]);
  const looked = new Set(names.map((name) => fileOf(name, baseline.path)));
  for (const gone of await goneFiles(baseline, inputs, files)) looked.add(gone);
  const { kept, baselined, stale } = applyBaseline(
    result.diagnostics,
    baseline,
    // What is not among the files of this run was not looked for.
    ({ file, rule }) => looked.has(file) && (result.unchecked.size === 0 || !rule.startsWith('reference/')),
  );
  return { ...result, diagnostics: [...kept, ...stale].sort(compareDiagnostics), baselined };
}

/** The files of entries that would have been among the inputs, but are not there any more. */
async function goneFiles(
  { path, entries }: Baseline,
  inputs: readonly string[],
  files: Files,
): Promise<readonly string[]> {
  const folder = dirname(resolve(path));
  const gone: string[] = [];
  for (const file of new Set(entries.map((entry) => entry.file))) {
    const place = resolve(folder, file);
    const isInput = inputs.some(
      (input) => input !== '-' && !relative(resolve(input), place).startsWith('..'),
    );
    if (file !== '' && isInput && (await isGone(place, files))) gone.push(file);
  }
  return gone;
}

async function isGone(path: string, files: Files): Promise<boolean> {
  try {
    return (await files.status(path)) === undefined;
  } catch {
    // Something is there, and keeps us from looking.
    return false;
  }
}
