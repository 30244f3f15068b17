import type { Diagnostic, Severity } from '../diagnostic.ts';
import { openEngine } from '../engine/wasm.ts';
import { lint as judge } from '../lint/lint.ts';
import { load, type Manifests, type ScopeOptions, type Versions } from './manifests.ts';

export interface LintOptions extends ScopeOptions {
  /** Other severities than the rules' own, by id; `off` takes a rule away. */
  readonly rules?: Readonly<Record<string, Severity | 'off'>>;
  /** Whether comments `# argoflow: ignore[rule] reason` hide findings. True by default. */
  readonly ignores?: boolean;
  readonly versions?: Versions & { readonly kubernetes?: string };
}

export interface LintReport {
  /** Sorted by place; each only once. */
  readonly diagnostics: readonly Diagnostic[];
  /** Findings that comments hide. */
  readonly hidden: number;
  /** References and rights that nobody can judge, because no object of that kind is among the manifests: kind → how many. */
  readonly unchecked: Readonly<Record<string, number>>;
  readonly files: number;
  readonly objects: number;
}

/**
 * What `argoflow lint` finds in manifests. What is wrong with them is in the diagnostics; rejects with a UserError when
 * one cannot be read at all, or when there is no such release.
 */
export async function lint(manifests: Manifests, options: LintOptions = {}): Promise<LintReport> {
  const { complete = false, assume = [], rules = {}, ignores = true, versions = {} } = options;
  const loaded = await load(manifests, options);
  const engine = openEngine();
  try {
    const { unchecked, ...result } = judge(loaded, {
      engine,
      horizon: { complete, external: [...assume, ...loaded.generated] },
      ignores,
      severities: new Map(Object.entries(rules)),
      releases: tagged(versions),
    });
    return { ...result, unchecked: Object.fromEntries(unchecked) };
  } finally {
    engine.close();
  }
}

/** As the tables of shapes name releases: by their tags. */
function tagged(versions: NonNullable<LintOptions['versions']>): NonNullable<LintOptions['versions']> {
  return Object.fromEntries(
    Object.entries(versions).map(([product, release]) => [product, release.replace(/^(?=\d)/, 'v')]),
  );
}
