import type { Path } from '../diagnostic.ts';
import type { Finding } from './rule.ts';

/** What a finding says beside its message when it is known what was meant; nothing where it is not. */
export function insteadOf(path: Path, meant: string | undefined): Pick<Finding, 'help' | 'fix'> {
  if (meant === undefined) return {};
  return {
    help: `did you mean "${meant}"?`,
    fix: { message: `write "${meant}"`, safe: false, edits: [{ kind: 'set', path, value: meant }] },
  };
}
