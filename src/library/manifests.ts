import type { Files } from '../load/files.ts';
import { type Loaded, loadManifests } from '../load/load.ts';
import { withTexts } from '../load/overlay.ts';

/** Paths of files and folders to read; or the texts themselves, by the names that places have for them. */
export type Manifests = readonly string[] | Readonly<Record<string, string>>;

/** What is known of manifests beside themselves. */
export interface ManifestOptions {
  /** The namespace of objects that name none; by default the one that all others name, or else `default`. */
  readonly namespace?: string;
}

/** The releases that a cluster runs, such as `v1.9.11` or `1.9.11`; the newest known by default. */
export interface Versions {
  readonly argoEvents?: string;
  readonly argoWorkflows?: string;
}

/** How far manifests reach. */
export interface ScopeOptions extends ManifestOptions {
  /** Whether they are the whole flow, so that every target that is not among them is missing. False by default. */
  readonly complete?: boolean;
  /** Objects that live elsewhere: `Kind/namespace/name`, or `Kind/name` for any namespace. */
  readonly assume?: readonly string[];
}

/** @internal Reads manifests. Rejects with a UserError when one cannot be read at all. */
export function load(manifests: Manifests, { namespace }: ManifestOptions): Promise<Loaded> {
  const options = namespace === undefined ? {} : { namespace };
  if (isPaths(manifests)) return loadManifests(manifests, { only: 'flows', ...options });
  const texts = new Map(Object.entries(manifests));
  return loadManifests([...texts.keys()], { ...options, files: withTexts(NOTHING, texts) });
}

function isPaths(manifests: Manifests): manifests is readonly string[] {
  return Array.isArray(manifests);
}

/** What is there when only texts are given. */
const NOTHING: Files = {
  status: () => Promise.resolve(undefined),
  list: () => Promise.resolve([]),
  read: () => Promise.resolve(new Uint8Array()),
};
