import type { Path } from '../../diagnostic.ts';
import type { EmbeddedResource } from '../embedded.ts';
import type { Link, LinkKind } from '../links.ts';
import type { Registry } from '../registry.ts';
import type { Resource } from '../resource.ts';

/** What an object asks for, before it is known whether that exists. */
export interface Reference {
  readonly kind: LinkKind;
  /** Where the reference stands, from the root of the object that makes it. */
  readonly path: Path;
  readonly to: Link['to'];
  readonly optional?: true;
}

/** The object that makes references, where it lives, and in which Sensor it stands if it stands in one. */
export interface Referrer {
  readonly resource: Resource;
  readonly namespace: string;
  readonly via?: EmbeddedResource;
}

/** Does the target have the part that a reference asks for? */
export type HasPart = (target: Resource, part: string) => boolean;

export function resolve(
  referrer: Referrer,
  reference: Reference,
  registry: Registry,
  hasPart: HasPart,
): Link {
  const { kind, path, to, optional } = reference;
  const { via } = referrer;
  const target = registry.find(to.kind, to.namespace, to.name, via?.sensor.resource ?? referrer.resource);
  return {
    kind,
    from: via === undefined ? referrer.resource : via.sensor.resource,
    ...(via && { via }),
    at: referrer.resource.at(path),
    to,
    target,
    ...(optional && { optional }),
    ...(target !== undefined && to.part !== undefined && { partFound: hasPart(target, to.part) }),
  };
}

/** Texts with `{{…}}` are filled in at run time; what they will name cannot be known. */
export function isKnown(name: string): boolean {
  return name !== '' && !name.includes('{{');
}
