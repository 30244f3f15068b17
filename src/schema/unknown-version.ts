import type { ShapeFinding } from './finding.ts';
import { listed } from './finding.ts';
import type { Validators } from './releases.ts';

/** A kind of Kubernetes in a version that does not serve it. Kinds that no version serves are not judged. */
export function unknownVersion(
  apiVersion: string,
  kind: string,
  validators: Validators,
): readonly ShapeFinding[] {
  if (apiVersion === '' || kind === '') return [];
  const versions = [...validators.keys()]
    .filter((key) => key.endsWith(`/${kind}`))
    .map((key) => key.slice(0, -1 - kind.length));
  const [first] = versions;
  if (first === undefined) return [];
  const group = groupOf(apiVersion);
  // Kubernetes has more groups than the tables; a group of its own may have the same kind.
  const isKnown = [...validators.keys()].some((key) => groupOf(key.slice(0, key.lastIndexOf('/'))) === group);
  if (!isKnown && group !== 'extensions') return [];
  const newest = versions.at(-1) ?? first;
  return [
    {
      rule: 'schema/unknown-version',
      path: ['apiVersion'],
      what: 'value',
      message: `there is no ${kind} in "${apiVersion}", but in ${listed(versions)}`,
      help: `write "${newest}"`,
      fix: {
        message: `write "${newest}"`,
        // Between groups and versions, fields change their names.
        safe: group === groupOf(newest) || group === '',
        edits: [{ kind: 'set', path: ['apiVersion'], value: newest }],
      },
    },
  ];
}

/** The part before the slash; empty for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}
