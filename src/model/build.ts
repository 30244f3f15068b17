import type { Diagnostic } from '../diagnostic.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { groupOfKind } from './catalogue.ts';
import { embeddedResources } from './embedded.ts';
import { checkIdentity } from './identity.ts';
import { type EventBus, readEventBus } from './kinds/event-bus.ts';
import { type EventSource, readEventSource } from './kinds/event-source.ts';
import { type Ingress, readIngress } from './kinds/ingress.ts';
import { type Role, type RoleBinding, readRole, readRoleBinding } from './kinds/rbac.ts';
import { readSensor, type Sensor } from './kinds/sensor.ts';
import { readWorkflow, type Workflow } from './kinds/workflow.ts';
import { linkAll } from './link.ts';
import type { Model } from './model.ts';
import { type Namespaces, Registry } from './registry.ts';
import { groupOf, type Resource } from './resource.ts';
import { unfold } from './unfold.ts';

/** Where objects without a namespace are applied, and more that only their files tell. */
export type ModelOptions = Namespaces;

/** Reads and links all objects of the documents. Never throws: what is wrong with them is in the diagnostics. */
export function buildModel(documents: readonly YamlDocument[], options: ModelOptions = {}): Model {
  const diagnostics: Diagnostic[] = [];
  return linkModel(unfold(documents, diagnostics), options, diagnostics);
}

/** Links objects, wherever they came from. What is wrong with them joins `diagnostics`, which is the model's own then. */
export function linkModel(
  resources: readonly Resource[],
  options: ModelOptions,
  diagnostics: Diagnostic[],
): Model {
  for (const resource of resources) checkIdentity(resource, diagnostics);
  const registry = new Registry(resources, options, diagnostics);
  const views = standing(readViews(resources, registry, diagnostics), registry);
  const embedded = views.sensors.flatMap(embeddedResources);
  const links = linkAll({ resources, ...views, embedded }, registry);
  const byKind = lazily(() => grouped(resources, ({ kind }) => kind));
  const byTarget = lazily(() => grouped(links, ({ target }) => target));
  const bySensor = lazily(() => grouped(embedded, ({ sensor }) => sensor));
  const buses = lazily(() => new Map(views.eventBuses.map((bus) => [bus.resource, bus])));
  const find: Model['find'] = (...asked) => registry.find(...asked);
  return {
    resources,
    ...views,
    embedded,
    links,
    diagnostics,
    defaultNamespace: registry.defaultNamespace,
    defaultIsGuess: registry.defaultIsGuess,
    namespaceOf: (resource) => registry.namespaceOf(resource),
    find,
    ofKind: (kind) => byKind().get(kind) ?? [],
    linksTo: (target) => byTarget().get(target) ?? [],
    embeddedIn: (sensor) => bySensor().get(sensor) ?? [],
    findEventBus: (namespace, name) => {
      const resource = find('EventBus', namespace, name);
      return resource && buses().get(resource);
    },
  };
}

function grouped<K, T>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** What is put together when it is first asked for. */
function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

interface Views {
  readonly eventBuses: EventBus[];
  readonly eventSources: EventSource[];
  readonly sensors: Sensor[];
  readonly workflows: Workflow[];
  readonly roles: Role[];
  readonly roleBindings: RoleBinding[];
  readonly ingresses: Ingress[];
}

function readViews(resources: readonly Resource[], registry: Registry, diagnostics: Diagnostic[]): Views {
  const views: Views = {
    eventBuses: [],
    eventSources: [],
    sensors: [],
    workflows: [],
    roles: [],
    roleBindings: [],
    ingresses: [],
  };
  for (const resource of resources) {
    // The same kind in another group is another thing.
    if (groupOfKind(resource.kind) === groupOf(resource.apiVersion)) {
      readView(resource, views, registry, diagnostics);
    }
  }
  return views;
}

/** What is in the cluster once everything is applied: of several objects with one name, the last. */
function standing(views: Views, registry: Registry): Views {
  const last = <T extends { readonly resource: Resource }>(read: readonly T[]): T[] =>
    read.filter(({ resource }) => registry.stays(resource));
  return {
    eventBuses: last(views.eventBuses),
    eventSources: last(views.eventSources),
    sensors: last(views.sensors),
    workflows: last(views.workflows),
    roles: last(views.roles),
    roleBindings: last(views.roleBindings),
    ingresses: last(views.ingresses),
  };
}

function readView(resource: Resource, views: Views, registry: Registry, diagnostics: Diagnostic[]): void {
  const { kind } = resource;
  switch (kind) {
    case 'EventBus':
      views.eventBuses.push(readEventBus(resource, diagnostics));
      break;
    case 'EventSource':
      views.eventSources.push(readEventSource(resource, diagnostics));
      break;
    case 'Sensor':
      views.sensors.push(readSensor(resource, diagnostics));
      break;
    case 'Role':
    case 'ClusterRole':
      views.roles.push(readRole(resource, kind, diagnostics));
      break;
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      views.roleBindings.push(
        readRoleBinding(resource, kind, registry.subjectNamespaceOf(resource), diagnostics),
      );
      break;
    case 'Ingress':
      views.ingresses.push(readIngress(resource, diagnostics));
      break;
    default: {
      const workflow = readWorkflow(resource, diagnostics);
      if (workflow !== undefined) views.workflows.push(workflow);
    }
  }
}
