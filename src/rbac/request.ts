/** Who asks. Source: Kubernetes apiserver pkg/authentication/user (Info). */
export interface Identity {
  readonly user: string;
  readonly groups: readonly string[];
}

/** What is asked of the API server, as its authorizers see it. Source: apiserver pkg/authorization/authorizer (Attributes). */
export type AccessRequest = ResourceRequest | PathRequest;

export interface ResourceRequest {
  readonly verb: string;
  /** '' for the core group. */
  readonly group: string;
  /** The plural in lower case: `workflows`. */
  readonly resource: string;
  /** '' for the resource itself. */
  readonly subresource: string;
  /** '' where the request names none: `create`, `list`, `watch`. */
  readonly name: string;
  /** '' at the cluster scope. */
  readonly namespace: string;
}

/** A request that is for no resource, such as `/healthz`. */
export interface PathRequest {
  readonly verb: string;
  readonly path: string;
}

/** A service account by its namespace and name. */
export interface Account {
  readonly namespace: string;
  readonly name: string;
}

/** The identity of a service account's token. Source: apiserver pkg/authentication/serviceaccount (UserInfo). */
export function identityOf({ namespace, name }: Account): Identity {
  return {
    user: userOf({ namespace, name }),
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
  };
}

export function userOf({ namespace, name }: Account): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

/** The account behind a user's name; undefined for a user that is none. */
export function accountOf(user: string): Account | undefined {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user) ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}

/** `workflows`, `pods/log`, as the rules of a role write it. */
export function combinedResource({
  resource,
  subresource,
}: Pick<ResourceRequest, 'resource' | 'subresource'>): string {
  return subresource === '' ? resource : `${resource}/${subresource}`;
}
