import { type Diagnostic, type Severity, worst } from '../diagnostic.ts';
import { openEngine } from '../engine/wasm.ts';
import { loadManifests } from '../load/load.ts';
import { type LintResult, lint } from './lint.ts';

/** What a person asks for, as written. */
export interface LintRequest {
  /** Files, folders, `-`. */
  readonly paths: readonly string[];
  readonly namespace?: string | undefined;
  readonly complete: boolean;
  /** `Kind/namespace/name` or `Kind/name`. */
  readonly assume: readonly string[];
  readonly ignores: boolean;
}

export interface LintOutcome {
  readonly result: LintResult;
  /** The texts that places point into, by file name. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Reads the manifests and judges them. Throws a UserError for an input that cannot be read at all. */
export async function runLint(request: LintRequest, readStdin: () => Promise<string>): Promise<LintOutcome> {
  const { paths, namespace, complete, assume, ignores } = request;
  const stdin = paths.includes('-') ? await readStdin() : undefined;
  const loaded = await loadManifests(paths, {
    ...(namespace !== undefined && { namespace }),
    ...(stdin !== undefined && { stdin }),
  });
  // Opened by the first question, which most manifests never lead to.
  const engine = openEngine();
  try {
    const result = lint(loaded, { engine, horizon: { complete, external: assume }, ignores });
    return { result, sources: new Map(loaded.files.map(({ name, text }) => [name, text])) };
  } finally {
    engine.close();
  }
}

const WEIGHT: Record<Severity, number> = { info: 0, warning: 1, error: 2 };

/** Is there a finding that weighs as much as `threshold`, or more? */
export function fails(diagnostics: readonly Diagnostic[], threshold: Severity): boolean {
  const heaviest = worst(diagnostics);
  return heaviest !== undefined && WEIGHT[heaviest] >= WEIGHT[threshold];
}
