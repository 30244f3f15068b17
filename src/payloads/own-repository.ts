import { isArray, isObject, type JsonObject, type JsonValue, valueAt } from '../json.ts';

/** A repository as its host calls it. Either part may be unknown: an event source can watch a whole organization. */
interface Repository {
  readonly owner: string | undefined;
  readonly name: string | undefined;
}

/** The names that all samples of a host carry, and where that host's event source keeps its own. */
interface Host {
  readonly sample: { readonly owner: string; readonly name: string };
  readonly own: (spec: JsonObject) => Repository;
}

const HOSTS: Readonly<Record<string, Host>> = {
  // The fields are those of GithubEventSource, GitlabEventSource … (argo-events pkg/apis/events/v1alpha1/types.go).
  github: {
    sample: { owner: 'tidewater', name: 'beacon' },
    own: (spec) => ({
      owner: first(spec, ['repositories', 0, 'owner'], ['owner'], ['organizations', 0]),
      name: first(spec, ['repositories', 0, 'names', 0], ['repository']),
    }),
  },
  gitlab: {
    sample: { owner: 'tidewater', name: 'beacon' },
    own: (spec) => ofPath(first(spec, ['projects', 0], ['projectID'])),
  },
  bitbucket: {
    sample: { owner: 'tidewater', name: 'beacon' },
    own: (spec) => ({
      owner: first(spec, ['repositories', 0, 'owner'], ['owner']),
      name: first(spec, ['repositories', 0, 'repositorySlug'], ['repositorySlug']),
    }),
  },
  bitbucketserver: {
    sample: { owner: 'TIDE', name: 'beacon' },
    own: (spec) => ({
      owner: first(spec, ['repositories', 0, 'projectKey'], ['projectKey'], ['projects', 0]),
      name: first(spec, ['repositories', 0, 'repositorySlug'], ['repositorySlug']),
    }),
  },
  gerrit: {
    sample: { owner: 'tidewater', name: 'beacon' },
    own: (spec) => ofPath(first(spec, ['projects', 0])),
  },
};

/**
 * An event of a code host as it comes from the repository that the event source watches, where it names one: without
 * that, a filter on the repository would refuse each sample, and pass what really comes.
 *
 * @param type The key of the event source's type; of other types nothing is changed.
 * @param spec The event's own part of the event source.
 */
export function fromOwnRepository(type: string, root: JsonObject, spec: JsonObject): JsonObject {
  const host = HOSTS[type];
  if (host === undefined) return root;
  const { owner, name } = host.own(spec);
  const replace = replacer([
    [host.sample.owner, owner],
    // Links of Bitbucket Server have the key in small letters, too.
    [host.sample.owner.toLowerCase(), owner?.toLowerCase()],
    [host.sample.name, name],
  ]);
  return replace === undefined ? root : mapMembers(root, replace);
}

/** `group/subgroup/project`; a number is an id, which says nothing of names. */
function ofPath(path: string | undefined): Repository {
  const slash = path?.lastIndexOf('/') ?? -1;
  if (path === undefined || slash < 1) return { owner: undefined, name: undefined };
  return { owner: path.slice(0, slash), name: path.slice(slash + 1) };
}

/** The first of these places that holds a name; a text in braces or with blanks is none. */
function first(spec: JsonObject, ...paths: readonly (readonly (string | number)[])[]): string | undefined {
  return paths
    .map((path) => valueAt(spec, path))
    .find((value): value is string => typeof value === 'string' && /^[\w./~-]+$/.test(value));
}

/** Replaces names where they stand alone or as a part of a path: `beacon`, `…/beacon.git`, not `beacon-linux`. */
function replacer(
  pairs: readonly (readonly [given: string, own: string | undefined])[],
): ((text: string) => string) | undefined {
  const names = new Map(
    pairs.flatMap(([given, own]) => (own === undefined || own === given ? [] : [[given, own]])),
  );
  if (names.size === 0) return undefined;
  const pattern = new RegExp(`(?<=^|[/:])(?:${[...names.keys()].join('|')})(?=$|[/:#?]|\\.git$)`, 'g');
  return (text) => text.replace(pattern, (name) => names.get(name) ?? name);
}

function mapMembers(object: JsonObject, change: (text: string) => string): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, mapTexts(value, change)]));
}

function mapTexts(value: JsonValue, change: (text: string) => string): JsonValue {
  if (typeof value === 'string') return change(value);
  if (isArray(value)) return value.map((item) => mapTexts(item, change));
  return isObject(value) ? mapMembers(value, change) : value;
}
