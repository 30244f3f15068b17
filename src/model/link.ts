import type { Diagnostic } from '../diagnostic.ts';
import { groupOfKind } from './catalogue.ts';
import type { EmbeddedResource } from './embedded.ts';
import { readWorkflow, type Workflow } from './kinds/workflow.ts';
import type { Link } from './links.ts';
import type { Model } from './model.ts';
import { configReferences } from './references/config.ts';
import { eventSourceReferences, sensorReferences } from './references/events.ts';
import { ingressReferences } from './references/ingress.ts';
import { roleBindingReferences } from './references/rbac.ts';
import { type HasPart, type Reference, type Referrer, resolve } from './references/reference.ts';
import { eventBindingReferences, submitFromReferences, workflowReferences } from './references/workflows.ts';
import type { Registry } from './registry.ts';
import { groupOf, type Resource } from './resource.ts';

type Objects = Pick<
  Model,
  'resources' | 'eventSources' | 'sensors' | 'workflows' | 'roleBindings' | 'ingresses' | 'embedded'
>;

/** Every reference of every object, in the order of the objects, resolved as far as the given objects go. */
export function linkAll(objects: Objects, registry: Registry): readonly Link[] {
  return new Linker(objects, registry).links();
}

class Linker {
  readonly #objects: Objects;
  readonly #registry: Registry;
  readonly #eventNames: ReadonlyMap<Resource, ReadonlySet<string>>;
  readonly #templateNames: ReadonlyMap<Resource, ReadonlySet<string>>;
  readonly #references = new Map<Resource, Reference[]>();

  constructor(objects: Objects, registry: Registry) {
    this.#objects = objects;
    this.#registry = registry;
    this.#eventNames = names(objects.eventSources, (source) => source.events);
    this.#templateNames = names(objects.workflows, (workflow) => workflow.templates);
  }

  links(): readonly Link[] {
    this.#collect();
    const links: Link[] = [];
    const embedded = new Map<Resource, EmbeddedResource[]>();
    for (const object of this.#objects.embedded) {
      const { resource } = object.sensor;
      embedded.set(resource, [...(embedded.get(resource) ?? []), object]);
    }
    for (const resource of this.#objects.resources) {
      const referrer = { resource, namespace: this.#registry.namespaceOf(resource) };
      for (const reference of this.#references.get(resource) ?? [])
        links.push(this.#resolve(referrer, reference));
      for (const object of embedded.get(resource) ?? []) links.push(...this.#linkEmbedded(object));
    }
    return links;
  }

  #collect(): void {
    const { eventSources, sensors, workflows, roleBindings, ingresses, resources } = this.#objects;
    for (const source of eventSources) this.#add(source, eventSourceReferences);
    for (const sensor of sensors) this.#add(sensor, sensorReferences);
    for (const workflow of workflows)
      this.#add(workflow, (view, namespace) => this.#ofWorkflow(view, namespace));
    for (const binding of roleBindings) this.#add(binding, roleBindingReferences);
    for (const ingress of ingresses) this.#add(ingress, ingressReferences);
    for (const resource of resources) {
      if (resource.kind === 'WorkflowEventBinding')
        this.#add({ resource }, () => this.#ofEventBinding(resource));
      this.#add({ resource }, (_, namespace) => configReferences(resource.kind, resource.value, namespace));
    }
  }

  #add<V extends { readonly resource: Resource }>(
    view: V,
    references: (view: V, namespace: string) => readonly Reference[],
  ): void {
    const { resource } = view;
    const found = this.#references.get(resource) ?? [];
    found.push(...references(view, this.#registry.namespaceOf(resource)));
    this.#references.set(resource, found);
  }

  #ofWorkflow(workflow: Workflow, namespace: string): readonly Reference[] {
    return workflowReferences(workflow, namespace, (kind, name) =>
      this.#registry.find(kind, namespace, name, workflow.resource),
    );
  }

  #ofEventBinding(binding: Resource): readonly Reference[] {
    return eventBindingReferences(binding, this.#registry.namespaceOf(binding));
  }

  /**
   * An object without a namespace is created in the Sensor's.
   * Source: argo-events standard-k8s.go and argo-workflow.go (Execute).
   */
  #linkEmbedded(embedded: EmbeddedResource): readonly Link[] {
    const { resource, sensor } = embedded;
    const namespace = resource.namespace ?? this.#registry.namespaceOf(sensor.resource);
    const referrer: Referrer = { resource, namespace, via: embedded };
    const references = [
      ...submitFromReferences(embedded, namespace),
      ...(creates(embedded) ? this.#ofCreated(resource, namespace) : []),
    ];
    return references.map((reference) => this.#resolve(referrer, reference));
  }

  #ofCreated(resource: Resource, namespace: string): readonly Reference[] {
    // What is wrong with the fields of an object in a trigger is found when the trigger is simulated.
    const ignored: Diagnostic[] = [];
    const workflow =
      groupOf(resource.apiVersion) === groupOfKind(resource.kind)
        ? readWorkflow(resource, ignored)
        : undefined;
    return [
      ...(workflow === undefined ? [] : this.#ofWorkflow(workflow, namespace)),
      ...configReferences(resource.kind, resource.value, namespace),
    ];
  }

  #resolve(referrer: Referrer, reference: Reference): Link {
    const link = resolve(referrer, reference, this.#registry, this.#hasPart);
    return link.kind === 'backend' && link.target === undefined ? this.#toEventSource(link) : link;
  }

  /** Source: argo-events pkg/reconciler/eventsource/resource.go (buildService). */
  #toEventSource(link: Link): Link {
    const suffix = '-eventsource-svc';
    const { name, namespace } = link.to;
    if (!name.endsWith(suffix)) return link;
    const source = this.#registry.find('EventSource', namespace, name.slice(0, -suffix.length), link.from);
    return source !== undefined && hasService(source) ? { ...link, target: source } : link;
  }

  readonly #hasPart: HasPart = (target, part) =>
    (this.#eventNames.get(target) ?? this.#templateNames.get(target))?.has(part) === true;
}

/** The other operations of argoWorkflow only name a Workflow that is there already, and `delete` needs no more. */
function creates({ action, operation }: EmbeddedResource): boolean {
  return action === 'k8s' ? operation !== 'delete' : operation === 'submit';
}

function hasService({ value }: Resource): boolean {
  const spec = value['spec'];
  return typeof spec === 'object' && spec !== null && 'service' in spec && spec['service'] !== null;
}

function names<V extends { readonly resource: Resource }>(
  views: readonly V[],
  parts: (view: V) => readonly { readonly name: string }[],
): ReadonlyMap<Resource, ReadonlySet<string>> {
  return new Map(views.map((view) => [view.resource, new Set(parts(view).map(({ name }) => name))]));
}
