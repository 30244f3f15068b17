import { type Diagnostic, type Severity, worst } from '../diagnostic.ts';
import { openEngine } from '../engine/wasm.ts';
import { UserError } from '../errors.ts';
import { realFiles } from '../load/files.ts';
import { changedAmong } from '../load/git.ts';
import { type Loaded, loadManifests, STDIN } from '../load/load.ts';
import { withTexts } from '../load/overlay.ts';
import { withoutKnown } from './baseline.ts';
import { readBaseline, renderBaseline } from './baseline-file.ts';
import { applySeverities, readConfig } from './config.ts';
import { mayAsk } from './engine-hint.ts';
import { applyFixes } from './fix.ts';
import type { LintResult } from './lint.ts';
import { withOrigins } from './origins.ts';
import { horizonOf, inputPaths } from './project.ts';

/** What a person asks for, as written. */
export interface LintRequest {
  /** Files, folders, `-`; empty for those of the config, or the current folder. */
  readonly paths: readonly string[];
  /** A config file; `.argoflow.yaml` in the current folder, or in the only path, if there is one, by default. */
  readonly config?: string | undefined;
  readonly namespace?: string | undefined;
  readonly complete: boolean;
  /** `Kind/namespace/name` or `Kind/name`. */
  readonly assume: readonly string[];
  readonly ignores: boolean;
  /** `safe` changes only what then means what was meant; `unsafe` also what a person must want. */
  readonly fix?: 'safe' | 'unsafe' | undefined;
  /** The name of the text behind `-`: the file that an editor holds. */
  readonly stdinName?: string | undefined;
  /** A commit: only what is found in files that differ from it. */
  readonly changed?: string | undefined;
  /** A file of known findings; that of the config by default. */
  readonly baseline?: string | undefined;
  /** Everything that is found goes into the baseline. */
  readonly writeBaseline?: boolean | undefined;
}

/** A file to write. */
export interface ChangedFile {
  readonly file: string;
  readonly before: string;
  readonly text: string;
}

/** A result, and what of it is not shown. */
export interface LintReport extends LintResult {
  /** Findings that the baseline holds back. */
  readonly baselined?: number;
  /** Objects that have nothing to do with flows, so that nobody judged them. */
  readonly outside?: number;
  /** Findings in files that did not change. */
  readonly unchanged?: number;
}

export interface LintOutcome {
  /** What is found once everything is fixed that was to be fixed. */
  readonly result: LintReport;
  readonly fixed: readonly Diagnostic[];
  readonly changes: readonly ChangedFile[];
  /** The new baseline, when one is to be written. */
  readonly baseline: { readonly file: string; readonly text: string } | undefined;
  /** The texts that places point into, by file name. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Reads the manifests, judges them, and mends what it is told to mend, in memory: whoever calls writes the texts.
 * Throws a UserError for an input that cannot be read at all.
 */
export async function runLint(request: LintRequest, readStdin: () => Promise<string>): Promise<LintOutcome> {
  const { namespace, ignores, fix, stdinName, changed } = request;
  const config = await readConfig(request, realFiles);
  const paths = pathsOf(request, config.paths);
  const baselineFile = request.baseline ?? config.baseline;
  if (request.writeBaseline === true && baselineFile === undefined) {
    throw new UserError('usage', 'no file is named for the baseline', '--write-baseline --baseline FILE');
  }
  const baseline =
    baselineFile === undefined || request.writeBaseline === true
      ? undefined
      : await readBaseline(baselineFile, realFiles);
  const stdin = paths.includes('-') ? await readStdin() : undefined;
  const edited = new Map<string, string>();
  const load = () =>
    loadManifests(paths, {
      only: 'flows',
      files: withTexts(realFiles, edited),
      stdinName,
      ...(namespace !== undefined && { namespace }),
      ...(stdin !== undefined && { stdin }),
    });
  const engine = openEngine();
  try {
    let loaded = await load();
    // It starts in its own thread while the rules load here; without a hint, the first question starts it.
    if (mayAsk(loaded.files)) engine.warm();
    const { lint } = await import('./lint.ts');
    const original = textsOf(loaded);
    const shown = changed === undefined ? undefined : await changedFiles(loaded, changed, stdinName);
    const judge = async (): Promise<LintReport> => {
      const result = lint(loaded, {
        engine,
        horizon: horizonOf(request, config, loaded),
        ignores,
        severities: config.rules,
        releases: config.versions,
      });
      const named = {
        ...result,
        outside: loaded.outside,
        diagnostics: withOrigins(result.diagnostics, loaded.files),
      };
      if (baseline === undefined) return onlyIn(shown, named);
      const fresh = await withoutKnown(named, loaded, baseline, paths, realFiles);
      return onlyIn(shown, { ...fresh, diagnostics: applySeverities(fresh.diagnostics, config.rules) });
    };
    const fixed: Diagnostic[] = [];
    for (let round = 1; ; round++) {
      const sources = textsOf(loaded);
      const result = await judge();
      const mended = fix && applyFixes(result.diagnostics, sources, fix);
      if (mended === undefined || mended.changed.size === 0 || round > ROUNDS) {
        const changes = [...edited].map(([file, text]) => ({ file, before: original.get(file) ?? '', text }));
        const written =
          request.writeBaseline === true && baselineFile !== undefined
            ? { file: baselineFile, text: renderBaseline(result.diagnostics, baselineFile) }
            : undefined;
        return { result, sources, fixed, changes, baseline: written };
      }
      for (const [file, text] of mended.changed) edited.set(file, text);
      fixed.push(...mended.fixed);
      loaded = await load();
    }
  } finally {
    engine.close();
  }
}

/** A fix may uncover what another rule finds; this many times is more than any chain of them is long. */
const ROUNDS = 10;

/** What is read: what is named, or what the config names. Throws a UserError (usage) when flags speak against it. */
export function pathsOf(
  { paths, fix, stdinName }: LintRequest,
  configured: readonly string[],
): readonly string[] {
  const all = inputPaths(paths, configured);
  if (all.includes('-')) {
    if (fix === undefined) return all;
    const message = 'standard input cannot be changed, so it cannot be fixed';
    throw new UserError('usage', message, 'name files or folders');
  }
  if (stdinName === undefined) return all;
  const message = `"${stdinName}" is to name the text behind "-", which is not among the paths`;
  throw new UserError('usage', message, `… | argoflow lint - --stdin-filename ${stdinName}`);
}

/** What standard input holds is being worked on, so it counts as changed. */
async function changedFiles(
  { files }: Loaded,
  ref: string,
  stdinName: string = STDIN,
): Promise<ReadonlySet<string>> {
  const names = files.map(({ name }) => name);
  return new Set([...(await changedAmong(names, ref)), stdinName]);
}

function onlyIn(shown: ReadonlySet<string> | undefined, report: LintReport): LintReport {
  if (shown === undefined) return report;
  const diagnostics = report.diagnostics.filter(({ at }) => at.file === undefined || shown.has(at.file));
  return { ...report, diagnostics, unchanged: report.diagnostics.length - diagnostics.length };
}

function textsOf({ files }: Loaded): ReadonlyMap<string, string> {
  return new Map(files.map(({ name, text }) => [name, text]));
}

const WEIGHT: Record<Severity, number> = { info: 0, warning: 1, error: 2 };

/** Is there a finding that weighs as much as `threshold`, or more? */
export function fails(diagnostics: readonly Diagnostic[], threshold: Severity): boolean {
  const heaviest = worst(diagnostics);
  return heaviest !== undefined && WEIGHT[heaviest] >= WEIGHT[threshold];
}
