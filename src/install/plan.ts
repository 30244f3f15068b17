import { inOrder } from '../apply/order.ts';
import type { ObjectName } from '../cluster/cluster.ts';
import { metadataOf, nameOf } from '../cluster/object.ts';
import { UserError } from '../errors.ts';
import { isArray, isObject, type JsonObject, type JsonValue, valueAt } from '../json.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { Artefact } from './artefact.ts';
import { type BusRequest, eventBus } from './bus.ts';
import { type Part, partOf } from './image.ts';
import type { Project, Scope } from './lock.ts';

export interface PlanRequest {
  readonly scope: Scope;
  /** Where each project lives. */
  readonly namespaces: Readonly<Record<Project, string>>;
  readonly bus: Omit<BusRequest, 'namespace'>;
}

/** Something that has to get ready. */
export interface Workload {
  readonly name: ObjectName;
  readonly part: Part | undefined;
}

/** All that is to be applied. */
export interface Plan {
  /** In the order in which they are applied. */
  readonly objects: readonly JsonObject[];
  readonly workloads: readonly Workload[];
  /** What a person should know. */
  readonly notes: readonly string[];
}

/** What the manifests of a release take for granted. */
const SHIPPED: Readonly<Record<Project, string>> = { 'argo-events': 'argo-events', 'argo-workflows': 'argo' };

/** Kinds of the release files that live in no namespace. */
const CLUSTER_WIDE: ReadonlySet<string> = new Set([
  'Namespace',
  'CustomResourceDefinition',
  'PriorityClass',
  'ClusterRole',
  'ClusterRoleBinding',
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
  'APIService',
  'StorageClass',
]);

/** Throws a UserError for manifests that cannot be read or do not fit the scope. */
export function planInstall(artefacts: readonly Artefact[], request: PlanRequest): Plan {
  const notes: string[] = [];
  const objects: JsonObject[] = [];
  const projects = new Set<Project>();
  for (const artefact of artefacts) {
    const read = readObjects(artefact);
    const project = projectOfFile(read);
    if (project === undefined) {
      throw new UserError(
        'usage',
        `"${artefact.name}" holds no controller of Argo Events or Argo Workflows`,
        'install other manifests with "argoflow apply"',
      );
    }
    projects.add(project);
    if (artefact.release === undefined) notes.push(`"${artefact.name}" is no release that argoflow knows`);
    notes.push(...checkScope(artefact.name, read, request.scope));
    objects.push(...read.map((object) => moved(object, project, request.namespaces[project])));
  }
  if (projects.has('argo-events')) {
    const bus = eventBus({ ...request.bus, namespace: request.namespaces['argo-events'] }, configOf(objects));
    if (bus !== undefined) objects.push(bus);
  }
  const used = new Set(objects.map((object) => nameOf(object).namespace).filter((name) => name !== ''));
  const all = [...[...used].sort((a, b) => (a < b ? -1 : 1)).map(namespaceObject), ...objects];
  const ordered = inOrder(onlyLast(all).map((object) => ({ name: nameOf(object), object })));
  return {
    objects: ordered.map(({ object }) => object),
    workloads: ordered.flatMap(({ name, object }) => {
      if (name.kind === 'Deployment') return [{ name, part: partOf(object) }];
      return name.kind === 'EventBus' ? [{ name, part: undefined }] : [];
    }),
    notes,
  };
}

function readObjects({ name, text }: Artefact): readonly JsonObject[] {
  const { documents, diagnostics } = parseYaml(text, name);
  const broken = diagnostics.find(({ severity }) => severity === 'error');
  if (broken !== undefined) {
    const line = broken.at.range?.start.line;
    throw new UserError(
      'work',
      `cannot read "${name}"${line === undefined ? '' : `:${line}`}: ${broken.message}`,
    );
  }
  const objects = documents.flatMap(({ empty, value }) => (empty ? [] : itemsOf(value)));
  for (const [index, object] of objects.entries()) {
    const found = isObject(object) ? nameOf(object) : undefined;
    if (found === undefined || found.apiVersion === '' || found.kind === '' || found.name === '') {
      throw new UserError(
        'work',
        `"${name}" is no manifest: object ${index + 1} has no apiVersion, kind or name`,
      );
    }
  }
  return objects.filter((object) => isObject(object));
}

function itemsOf(value: JsonValue): readonly JsonValue[] {
  const items = isObject(value) && value['kind'] === 'List' ? value['items'] : undefined;
  return isArray(items) ? items : [value];
}

function projectOfFile(objects: readonly JsonObject[]): Project | undefined {
  for (const object of objects) {
    const part = object['kind'] === 'Deployment' ? partOf(object) : undefined;
    if (part !== undefined) return part.project;
  }
  return undefined;
}

function checkScope(file: string, objects: readonly JsonObject[], scope: Scope): readonly string[] {
  const notes: string[] = [];
  for (const object of objects) {
    const part = object['kind'] === 'Deployment' ? partOf(object) : undefined;
    if (part === undefined) continue;
    const { name } = nameOf(object);
    if (part.version === '' || part.version === 'latest') {
      notes.push(`Deployment "${name}" runs an image without a fixed version`);
    }
    if (!part.controller || part.namespaced === (scope === 'namespace')) continue;
    throw new UserError(
      'usage',
      `"${file}" is for scope "${part.namespaced ? 'namespace' : 'cluster'}": its controller "${name}" watches ` +
        `${part.namespaced ? 'one namespace' : 'all namespaces'}`,
      `add --scope ${part.namespaced ? 'namespace' : 'cluster'}, or take ` +
        `${scope === 'namespace' ? 'namespace-install.yaml' : 'install.yaml'}`,
    );
  }
  return notes;
}

/** The object in the namespace where it is to live, with the accounts that its bindings name. */
function moved(object: JsonObject, project: Project, home: string): JsonObject {
  const isHome = (namespace: JsonValue | undefined) =>
    namespace === undefined || namespace === SHIPPED[project];
  const metadata = metadataOf(object);
  const kind = String(object['kind']);
  const placed =
    CLUSTER_WIDE.has(kind) || !isHome(metadata['namespace'])
      ? object
      : { ...object, metadata: { ...metadata, namespace: home } };
  const { subjects } = object;
  if (!/^(?:Cluster)?RoleBinding$/.test(kind) || !isArray(subjects)) return placed;
  return {
    ...placed,
    subjects: subjects.map((subject) =>
      isObject(subject) && subject['kind'] === 'ServiceAccount' && isHome(subject['namespace'])
        ? { ...subject, namespace: home }
        : subject,
    ),
  };
}

/** What the controller of Argo Events is configured with; undefined where the objects do not hold it. */
export function configOf(objects: readonly JsonObject[]): string | undefined {
  const config = objects.find(
    (object) => object['kind'] === 'ConfigMap' && nameOf(object).name === 'argo-events-controller-config',
  );
  const text = config && valueAt(config, ['data', 'controller-config.yaml']);
  return typeof text === 'string' ? text : undefined;
}

function namespaceObject(name: string): JsonObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

/** Each object once, the last one that is written. */
function onlyLast(objects: readonly JsonObject[]): readonly JsonObject[] {
  const found = new Map<string, JsonObject>();
  for (const object of objects) {
    const { apiVersion, kind, namespace, name } = nameOf(object);
    const key = [apiVersion, kind, namespace, name].join('|');
    found.delete(key);
    found.set(key, object);
  }
  return [...found.values()];
}
