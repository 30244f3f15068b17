import { isObject, type JsonObject } from '../../src/json.ts';
import { buildModel } from '../../src/model/build.ts';
import { Authorizer } from '../../src/rbac/authorizer.ts';
import type { AccessRequest } from '../../src/rbac/request.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

/** One world of roles and bindings, what was asked in it, and what Kubernetes' authorizer answered. */
export interface World {
  readonly id: string;
  readonly objects: Readonly<Record<keyof typeof KINDS, readonly JsonObject[] | null>>;
  readonly requests: readonly WorldRequest[];
  readonly allowed: readonly boolean[];
}

interface WorldRequest {
  readonly User: string;
  readonly Groups: readonly string[] | null;
  readonly Verb: string;
  readonly APIGroup: string;
  readonly Resource: string;
  readonly Subresource: string;
  readonly Name: string;
  readonly Namespace: string;
  /** Set for a request that is for no resource. */
  readonly Path?: string;
}

export interface WorldDifference {
  readonly world: string;
  readonly request: WorldRequest;
  readonly allowed: boolean;
}

export interface WorldComparison {
  /** How many requests were asked. */
  readonly cases: number;
  readonly differences: readonly WorldDifference[];
}

const KINDS = {
  roles: 'Role',
  clusterRoles: 'ClusterRole',
  roleBindings: 'RoleBinding',
  clusterRoleBindings: 'ClusterRoleBinding',
} as const;

export function compareWorlds(lines: readonly string[]): WorldComparison {
  const differences: WorldDifference[] = [];
  let cases = 0;
  for (const line of lines) {
    // The form of the lines is the contract of the files.
    const world = JSON.parse(line) as World;
    const authorizer = authorizerOf(world);
    for (const [index, request] of world.requests.entries()) {
      cases += 1;
      const { User: user, Groups: groups } = request;
      const allowed = authorizer.allows({ user, groups: groups ?? [] }, requestOf(request));
      if (allowed !== world.allowed[index]) differences.push({ world: world.id, request, allowed });
    }
  }
  return { cases, differences };
}

/** The objects go the way of manifests: through YAML, of which JSON is a part, and the model. */
function authorizerOf({ objects }: World): Authorizer {
  const documents = Object.entries(KINDS).flatMap(([list, kind]) =>
    // The keys are those of the table.
    (objects[list as keyof typeof KINDS] ?? [])
      .filter(isObject)
      .map((object) => JSON.stringify({ apiVersion: 'rbac.authorization.k8s.io/v1', kind, ...object })),
  );
  return new Authorizer(buildModel(parseYaml(documents.join('\n---\n'), 'world.yaml').documents));
}

function requestOf(request: WorldRequest): AccessRequest {
  const { Verb: verb, Path: path } = request;
  if (path !== undefined && path !== '') return { verb, path };
  return {
    verb,
    group: request.APIGroup,
    resource: request.Resource,
    subresource: request.Subresource,
    name: request.Name,
    namespace: request.Namespace,
  };
}
