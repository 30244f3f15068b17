import { type Diagnostic, type Severity, worst } from '../diagnostic.ts';
import { openEngine } from '../engine/wasm.ts';
import { UserError } from '../errors.ts';
import { type Files, realFiles } from '../load/files.ts';
import { type Loaded, loadManifests } from '../load/load.ts';
import { readConfig } from './config.ts';
import { applyFixes } from './fix.ts';
import { type LintResult, lint } from './lint.ts';

/** What a person asks for, as written. */
export interface LintRequest {
  /** Files, folders, `-`; empty for those of the config, or the current folder. */
  readonly paths: readonly string[];
  /** A config file; `.argoflow.yaml` in the current folder, if there is one, by default. */
  readonly config?: string | undefined;
  readonly namespace?: string | undefined;
  readonly complete: boolean;
  /** `Kind/namespace/name` or `Kind/name`. */
  readonly assume: readonly string[];
  readonly ignores: boolean;
  /** `safe` changes only what then means what was meant; `unsafe` also what a person must want. */
  readonly fix?: 'safe' | 'unsafe' | undefined;
}

/** A file that a fix changes. */
export interface ChangedFile {
  readonly file: string;
  readonly before: string;
  readonly text: string;
}

export interface LintOutcome {
  /** What is found once everything is fixed that was to be fixed. */
  readonly result: LintResult;
  readonly fixed: readonly Diagnostic[];
  readonly changes: readonly ChangedFile[];
  /** The texts that places point into, by file name. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Reads the manifests, judges them, and mends what it is told to mend, in memory: whoever calls writes the texts.
 * Throws a UserError for an input that cannot be read at all.
 */
export async function runLint(request: LintRequest, readStdin: () => Promise<string>): Promise<LintOutcome> {
  const { namespace, ignores, fix } = request;
  const config = await readConfig(request.config, realFiles);
  const named = request.paths.length > 0 ? request.paths : config.paths;
  const paths = named.length > 0 ? named : ['.'];
  const horizon = {
    complete: request.complete || config.complete,
    external: [...request.assume, ...config.external],
  };
  if (fix !== undefined && paths.includes('-')) {
    const message = 'standard input cannot be changed, so it cannot be fixed';
    throw new UserError('usage', message, 'name files or folders');
  }
  const stdin = paths.includes('-') ? await readStdin() : undefined;
  const edited = new Map<string, string>();
  const load = () =>
    loadManifests(paths, {
      files: withTexts(edited),
      ...(namespace !== undefined && { namespace }),
      ...(stdin !== undefined && { stdin }),
    });
  // Opened by the first question, which most manifests never lead to.
  const engine = openEngine();
  try {
    let loaded = await load();
    const original = textsOf(loaded);
    const fixed: Diagnostic[] = [];
    for (let round = 1; ; round++) {
      const sources = textsOf(loaded);
      const result = lint(loaded, { engine, horizon, ignores, severities: config.rules });
      const mended = fix && applyFixes(result.diagnostics, sources, fix);
      if (mended === undefined || mended.changed.size === 0 || round > ROUNDS) {
        const changes = [...edited].map(([file, text]) => ({ file, before: original.get(file) ?? '', text }));
        return { result, sources, fixed, changes };
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

function textsOf({ files }: Loaded): ReadonlyMap<string, string> {
  return new Map(files.map(({ name, text }) => [name, text]));
}

/** The real files, with the texts of some that have been edited. */
function withTexts(edited: ReadonlyMap<string, string>): Files {
  return {
    ...realFiles,
    read: async (path) => {
      const text = edited.get(path);
      return text === undefined ? await realFiles.read(path) : new TextEncoder().encode(text);
    },
  };
}

const WEIGHT: Record<Severity, number> = { info: 0, warning: 1, error: 2 };

/** Is there a finding that weighs as much as `threshold`, or more? */
export function fails(diagnostics: readonly Diagnostic[], threshold: Severity): boolean {
  const heaviest = worst(diagnostics);
  return heaviest !== undefined && WEIGHT[heaviest] >= WEIGHT[threshold];
}
