import { UserError } from '../errors.ts';
import { didYouMean, nearest } from '../nearest.ts';
import lock from './lock.json' with { type: 'json' };

export type Project = 'argo-events' | 'argo-workflows';
export type Scope = 'cluster' | 'namespace';

/** A file of a release that may be installed, and what its bytes must be. */
export interface LockedFile {
  readonly project: string;
  /** The tag: `v1.9.11`. */
  readonly version: string;
  readonly scope: string;
  readonly url: string;
  /** In hexadecimal digits. */
  readonly sha256: string;
  /** Of what the checksum was taken: no project publishes one of its manifests. */
  readonly sumOf: string;
}

/** Versions that are known to work together. Minor versions of Kubernetes 1 that upstream tests them with. */
export interface Pair {
  readonly 'argo-events': string;
  readonly 'argo-workflows': string;
  readonly kubernetes: { readonly from: number; readonly to: number };
}

/** The first one is what is installed by default. */
export const PAIRS: readonly [Pair, ...Pair[]] = atLeastOne(lock.pairs);
export const LOCKED_FILES: readonly LockedFile[] = lock.releases;

function atLeastOne([first, ...rest]: readonly Pair[]): readonly [Pair, ...Pair[]] {
  if (first === undefined) throw new Error('lock.json names no pair');
  return [first, ...rest];
}

/** Throws a UserError (usage) for a version that the lock does not hold. */
export function lockedFile(project: Project, version: string, scope: Scope): LockedFile {
  const tag = version.startsWith('v') ? version : `v${version}`;
  const files = LOCKED_FILES.filter((file) => file.project === project && file.scope === scope);
  const found = files.find((file) => file.version === tag);
  if (found !== undefined) return found;
  const versions = files.map((file) => file.version);
  const near = nearest(tag, versions);
  throw new UserError(
    'usage',
    `no checksum of ${project} "${version}" is known${didYouMean(near)}`,
    `known are ${versions.join(', ')}; any other from files of your own: --from FILE`,
  );
}
