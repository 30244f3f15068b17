/**
 * What a text may cost before it is refused with a diagnostic. The defaults lie far above what Kubernetes itself
 * stores for one object (an etcd request ends at 1.5 MiB), so no real manifest meets them.
 */
export interface YamlLimits {
  /** Length of the whole text in UTF-16 units. */
  readonly characters: number;
  /** Levels of nesting, in the text or after expanding aliases. */
  readonly depth: number;
  /** Findings in one document, beyond its first syntax error. */
  readonly diagnostics: number;
}

export const DEFAULT_LIMITS: YamlLimits = {
  characters: 32 * 1024 * 1024,
  depth: 500,
  diagnostics: 10,
};

/**
 * The share of nodes that may come out of aliases, as go-yaml v2 bounds it: nearly all in a small document, a tenth
 * in a huge one. Source: go.yaml.in/yaml/v2 decode.go (allowedAliasRatio).
 */
export function isExcessiveAliasing(decoded: number, throughAliases: number): boolean {
  if (throughAliases <= 100 || decoded <= 1000) return false;
  return throughAliases / decoded > allowedAliasRatio(decoded);
}

const RATIO_FALLS_FROM = 400_000;
const RATIO_FALLS_TO = 4_000_000;

function allowedAliasRatio(decoded: number): number {
  if (decoded <= RATIO_FALLS_FROM) return 0.99;
  if (decoded >= RATIO_FALLS_TO) return 0.1;
  return 0.99 - 0.89 * ((decoded - RATIO_FALLS_FROM) / (RATIO_FALLS_TO - RATIO_FALLS_FROM));
}
