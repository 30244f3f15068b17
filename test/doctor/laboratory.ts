import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AccessQuestion, Cluster, ObjectName, Selection } from '../../src/cluster/cluster.ts';
import { ClusterError } from '../../src/cluster/cluster-error.ts';
import { nameOf } from '../../src/cluster/object.ts';
import { type Collection, collect } from '../../src/doctor/collect.ts';
import type { Kind } from '../../src/doctor/kinds.ts';
import type { ClusterState } from '../../src/doctor/state.ts';
import { isObject, type JsonObject, type JsonValue } from '../../src/json.ts';
import { buildLiveModel } from '../../src/model/live.ts';
import { Authorizer } from '../../src/rbac/authorizer.ts';
import { builtInRoles } from '../../src/rbac/built-in.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

/** What a cluster shows besides its objects: the document of kind `Facts` in a file of a fault. */
export interface Facts {
  readonly version?: string;
  /** The clock of the cluster. */
  readonly time?: string;
  /** The clock of this machine. */
  readonly now?: string;
  readonly unready?: readonly string[];
  /** Kinds that may not be listed. */
  readonly forbidden?: readonly Kind[];
  readonly notServed?: readonly Kind[];
  /** What you may not do yourself: `create pods`. */
  readonly denied?: readonly string[];
  /** May it be asked what other accounts may do? */
  readonly reviews?: boolean;
  /** How often the Workflow is there, with other names. */
  readonly workflows?: number;
  /** Lines by the name of a pod. */
  readonly logs?: Readonly<Record<string, readonly string[]>>;
}

export interface Laboratory {
  readonly objects: readonly JsonObject[];
  readonly facts: Facts;
}

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
export const NOW = '2026-01-02T11:00:00Z';

/** The documents of a YAML file. */
export function readObjects(text: string, file: string): readonly JsonObject[] {
  const { documents, diagnostics } = parseYaml(text, file);
  const [wrong] = diagnostics.filter(({ severity }) => severity === 'error');
  if (wrong !== undefined) throw new Error(`${file}: ${wrong.message}`);
  // The scenarios hold plain objects.
  return documents.flatMap(({ value }) => (isObject(value) ? [value] : []));
}

const WELL = readObjects(readFileSync(`${FOLDER}cluster.yaml`, 'utf8'), 'cluster.yaml');

/** A cluster in which all is well. */
export const WELL_CLUSTER: Laboratory = { objects: WELL, facts: {} };

/**
 * That cluster with what a text changes: an object of the same name is merged into the one that is there (null takes a
 * field away, a list replaces the other one), `absent: true` takes it away, any other object is added.
 */
export function withChanges(text: string, file: string): Laboratory {
  let objects = WELL;
  let facts: Facts = {};
  for (const document of readObjects(text, file)) {
    if (document['kind'] === 'Facts') {
      // What the scenarios write.
      facts = document as unknown as Facts;
      continue;
    }
    const key = keyOf(document);
    const there = objects.find((one) => keyOf(one) === key);
    if (document['absent'] === true) {
      if (there === undefined) throw new Error(`${file}: there is no ${key}`);
      objects = objects.filter((one) => one !== there);
    } else if (there === undefined) objects = [...objects, document];
    else objects = objects.map((one) => (one === there ? merged(one, document) : one));
  }
  return { objects: [...objects, ...copies(objects, facts.workflows ?? 0)], facts };
}

function copies(objects: readonly JsonObject[], count: number): readonly JsonObject[] {
  const workflow = objects.find(({ kind }) => kind === 'Workflow') ?? {};
  return Array.from({ length: count }, (_, index) =>
    merged(workflow, { metadata: { name: `deploy-${index}` } }),
  );
}

function keyOf(object: JsonObject): string {
  const { kind, namespace, name } = nameOf(object);
  return `${kind}/${namespace}/${name}`;
}

/** RFC 7386. */
function merged(object: JsonObject, patch: JsonObject): JsonObject {
  const result: Record<string, JsonValue> = { ...object };
  for (const [key, value] of Object.entries(patch)) {
    const old = result[key];
    if (value === null) delete result[key];
    else result[key] = isObject(value) && isObject(old) ? merged(old, value) : value;
  }
  return result;
}

export interface Asked {
  readonly lists: Selection[];
  readonly questions: AccessQuestion[];
}

/** Such a cluster, and what it was asked. It decides about accounts as its roles and bindings do. */
export function openLaboratory({ objects, facts }: Laboratory): { cluster: Cluster; asked: Asked } {
  const asked: Asked = { lists: [], questions: [] };
  const model = buildLiveModel(objects, { namespace: 'flows' });
  const authorizer = new Authorizer({
    roles: [...builtInRoles(), ...model.roles],
    roleBindings: model.roleBindings,
    namespaceOf: (resource) => model.namespaceOf(resource),
  });
  const of = ({ kind, namespace }: Selection) =>
    objects.filter(
      (one) => nameOf(one).kind === kind && (namespace === undefined || inNamespace(one, namespace)),
    );
  const cluster: Pick<
    Cluster,
    'context' | 'server' | 'namespace' | 'health' | 'list' | 'get' | 'accessReview' | 'logs'
  > = {
    context: 'lab',
    server: 'https://lab:6443',
    namespace: 'flows',
    health: async () => ({
      version: facts.version ?? 'v1.36.3',
      time: Date.parse(facts.time ?? NOW),
      unready: facts.unready ?? [],
    }),
    list: async (selection) => {
      asked.lists.push(selection);
      const kind = selection.kind as Kind;
      if (facts.forbidden?.includes(kind)) throw new ClusterError('forbidden', `not allowed to list ${kind}`);
      if (facts.notServed?.includes(kind)) throw new ClusterError('not-served', `it serves no ${kind}`);
      const items = of(selection).filter((one) => fits(one, selection));
      return { items: selection.metadataOnly ? items.map(onlyMetadata) : items, resourceVersion: '1' };
    },
    get: async ({ kind, namespace, name }: ObjectName) =>
      objects.find((one) => keyOf(one) === `${kind}/${namespace}/${name}`),
    accessReview: async (question) => {
      asked.questions.push(question);
      const { verb, resource, user, groups = [] } = question;
      if (user === undefined) {
        return { allowed: !(facts.denied ?? []).includes(`${verb} ${resource}`), reason: '' };
      }
      if (facts.reviews === false) throw new ClusterError('forbidden', 'not allowed to ask');
      const [plural = '', subresource = ''] = resource.split('/');
      const request = { ...question, resource: plural, subresource, name: question.name ?? '' };
      return { allowed: authorizer.allows({ user, groups }, request), reason: '' };
    },
    async *logs({ pod = '' }) {
      for (const text of facts.logs?.[pod] ?? []) yield { pod, container: 'main', time: '', text };
    },
  };
  // Nothing else is asked for.
  return { cluster: cluster as Cluster, asked };
}

function inNamespace(object: JsonObject, namespace: string): boolean {
  const own = nameOf(object).namespace;
  return own === '' || own === namespace;
}

function fits(object: JsonObject, { fields, labels }: Selection): boolean {
  if (fields === 'type=Warning' && object['type'] !== 'Warning') return false;
  if (labels === undefined) return true;
  const [key = '', value] = labels.split('=');
  const metadata = object['metadata'];
  const own = isObject(metadata) ? metadata['labels'] : undefined;
  return isObject(own) && own[key] === value;
}

/** As an API server answers who asks for no more: who wrote which field is part of the metadata. */
function onlyMetadata(object: JsonObject): JsonObject {
  const { apiVersion, kind, metadata } = object;
  const fields: Record<string, JsonValue> = {};
  for (const field of ['data', 'binaryData']) {
    const data = object[field];
    if (!isObject(data)) continue;
    fields[`f:${field}`] = Object.fromEntries(Object.keys(data).map((key) => [`f:${key}`, {}]));
  }
  const managedFields = [{ manager: 'kubectl', operation: 'Update', fieldsV1: fields }];
  return {
    apiVersion: apiVersion ?? '',
    kind: kind ?? '',
    metadata: { ...(isObject(metadata) ? metadata : {}), managedFields },
  };
}

/** What the checks see of such a cluster. */
export async function stateOfLaboratory(
  laboratory: Laboratory,
  { namespace, logs = laboratory.facts.logs !== undefined }: Partial<Collection> = {},
): Promise<ClusterState> {
  const now = Date.parse(laboratory.facts.now ?? NOW);
  return await collect(openLaboratory(laboratory).cluster, { namespace, now, logs }, {});
}
