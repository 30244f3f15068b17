import type { Engine } from '../engine/engine.ts';
import { UserError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import type { Check } from './check.ts';
import { CHECKS } from './checks/index.ts';
import type { CheckResult } from './finding.ts';
import type { ClusterState } from './state.ts';

/** Which checks: ids, or categories. */
export interface Choice {
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/** Throws a UserError (usage) for a word that names no check and no category. */
export function chosenChecks({ only, skip }: Choice, checks: readonly Check[] = CHECKS): readonly Check[] {
  const names = new Set(checks.flatMap(({ id }) => [id, categoryOf(id)]));
  for (const name of [...only, ...skip]) {
    if (names.has(name)) continue;
    const near = nearest(name, [...names]);
    const help = near === undefined ? `there are: ${[...names].join(', ')}` : `did you mean "${near}"?`;
    throw new UserError('usage', `there is no check "${name}"`, help);
  }
  const isNamed = (id: string, list: readonly string[]) => list.includes(id) || list.includes(categoryOf(id));
  return checks.filter(({ id }) => (only.length === 0 || isNamed(id, only)) && !isNamed(id, skip));
}

function categoryOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

/** What the checks say of a cluster. Pure. */
export function runChecks(
  checks: readonly Check[],
  state: ClusterState,
  engine: Engine,
): readonly CheckResult[] {
  return checks.map((check) => {
    const { id, title, reads } = check;
    const unread = reads.find((kind) => state.unread.has(kind));
    const skipped =
      (unread === undefined ? undefined : state.unread.get(unread)?.message) ?? check.skip?.(state);
    return skipped === undefined
      ? { id, title, findings: check.run(state, engine) }
      : { id, title, skipped, findings: [] };
  });
}

/** Is there an error among what was found? */
export function isIll(results: readonly CheckResult[]): boolean {
  return results.some(({ findings }) => findings.some(({ severity }) => severity === 'error'));
}
