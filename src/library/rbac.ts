import type { Place } from '../diagnostic.ts';
import { UserError } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { audit } from '../rbac/audit.ts';
import { generateObjects } from '../rbac/generate.ts';
import type { Cause, Need } from '../rbac/need.ts';
import { needsOf } from '../rbac/needs.ts';
import { isRelease } from '../rbac/release.ts';
import { load, type Manifests, type ScopeOptions, type Versions } from './manifests.ts';

export interface RbacOptions extends ScopeOptions {
  readonly versions?: Versions;
}

/** A service account. */
export interface AccountName {
  readonly namespace: string;
  readonly name: string;
}

/** One request to the API server that an account will make. */
export interface NeededPermission {
  readonly account: AccountName;
  /** What runs as the account: `sensor`, `workflow pods` … */
  readonly part: string;
  readonly verb: string;
  /** '' for the core group. */
  readonly group: string;
  /** The plural in lower case, with its subresource: `workflows`, `pods/log`. */
  readonly resource: string;
  /** '' where the request names none. */
  readonly name: string;
  /** '' at the cluster scope. */
  readonly namespace: string;
  /** Who does what: `the trigger "run" creates a Workflow`. */
  readonly reason: string;
  /** When the request is made in some cases only, in which. */
  readonly when?: string;
  /** What makes it necessary. */
  readonly at: Place;
}

export interface MissingPermission extends NeededPermission {
  /** Why nothing allows it, as the second half of a sentence. */
  readonly why: string;
  /** What to change; absent when something has to be added. */
  readonly change?: Place;
}

export interface RbacReport {
  readonly needed: readonly NeededPermission[];
  /** What nothing allows. */
  readonly missing: readonly MissingPermission[];
  /** What the manifests cannot judge, and why not. */
  readonly unchecked: readonly (NeededPermission & { readonly because: string })[];
  /** What only a run decides. */
  readonly undecided: readonly { readonly reason: string; readonly at: Place }[];
  /** Accounts that something runs as, and that are not there. */
  readonly accounts: readonly (AccountName & { readonly at: Place })[];
  /** The smallest accounts, roles and bindings that are enough for all that is needed. */
  readonly smallest: readonly JsonObject[];
}

/**
 * What `argoflow rbac` derives from manifests: who needs what, and what of it is missing. Rejects with a UserError when one
 * cannot be read at all, or when a release is none.
 */
export async function rbac(manifests: Manifests, options: RbacOptions = {}): Promise<RbacReport> {
  const { complete = false, assume = [], versions = {} } = options;
  for (const release of [versions.argoEvents, versions.argoWorkflows]) {
    if (release === undefined || isRelease(release)) continue;
    throw new UserError('usage', `"${release}" is no release`, 'write it like 4.1.2');
  }
  const { model } = await load(manifests, options);
  const needs = needsOf(model, versions);
  const { gaps, unchecked, homeless } = audit(model, needs, { complete, external: assume });
  return {
    needed: needs.needs.map(permissionOf),
    missing: gaps.map(({ need, why }) => ({
      ...permissionOf(need),
      why: why.message,
      ...(why.at && { change: placeOf(why.at) }),
    })),
    unchecked: unchecked.map(({ need, reason }) => ({ ...permissionOf(need), because: reason })),
    undecided: needs.undecided.map(({ reason, cause }) => ({ reason, at: placeOf(cause) })),
    accounts: homeless.map(({ account, cause }) => ({ ...account, at: placeOf(cause) })),
    smallest: generateObjects(needs),
  };
}

function permissionOf({ account, part, request, reason, when, cause }: Need): NeededPermission {
  const { verb, group, resource, subresource, name, namespace } = request;
  return {
    account: { namespace: account.namespace, name: account.name },
    part,
    verb,
    group,
    resource: subresource === '' ? resource : `${resource}/${subresource}`,
    name,
    namespace,
    reason,
    ...(when !== undefined && { when }),
    at: placeOf(cause),
  };
}

function placeOf({ resource, path }: Cause): Place {
  return resource.at(path);
}
