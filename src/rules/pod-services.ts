import type { Path } from '../diagnostic.ts';
import { isArray, isObject, type JsonValue } from '../json.ts';
import type { EventSource } from '../model/kinds/event-source.ts';
import type { Model } from '../model/model.ts';
import type { Resource } from '../model/resource.ts';
import { objectAt } from '../simulate/object-json.ts';

/** A port of a Service that leads to the pods of an EventSource. */
export interface ServicePort {
  /** The Service, or the EventSource for which the controller makes one. */
  readonly resource: Resource;
  /** Of the entry in `ports`. */
  readonly path: Path;
  /** The port of the pods, or its name. */
  readonly target: number | string;
}

/** The label by which the pods of an EventSource are found. */
export const SOURCE_LABEL = 'eventsource-name';

/**
 * The labels of the pods of an EventSource.
 * Source: argo-events pkg/reconciler/eventsource/controller.go (reconcile), resource.go (buildDeploymentSpec).
 */
export function podLabels({ resource, name }: EventSource): ReadonlyMap<string, JsonValue> {
  const template = objectAt(objectAt(resource.value, 'spec'), 'template');
  const own = objectAt(objectAt(template, 'metadata'), 'labels') ?? {};
  return new Map<string, JsonValue>([
    ...Object.entries(own),
    ['controller', 'eventsource-controller'],
    [SOURCE_LABEL, name],
    ['owner-name', name],
  ]);
}

/** All Services of the core group among the objects. */
export function servicesOf(model: Model): readonly Resource[] {
  return model.resources.filter(({ kind, apiVersion }) => kind === 'Service' && apiVersion === 'v1');
}

/** The ports of the Services among the objects that select the pods of an EventSource. */
export function selectingPorts(model: Model, source: EventSource): readonly ServicePort[] {
  const labels = podLabels(source);
  return servicesOf(model).flatMap((service) => {
    if (model.namespaceOf(service) !== model.namespaceOf(source.resource)) return [];
    const spec = objectAt(service.value, 'spec');
    const selector = Object.entries(objectAt(spec, 'selector') ?? {});
    if (selector.length === 0 || !selector.every(([key, value]) => labels.get(key) === value)) return [];
    return portsAt(service, spec?.['ports'], ['spec', 'ports']);
  });
}

/** The ports of the Service that the controller makes for an EventSource. */
export function ownPorts({ resource }: EventSource): readonly ServicePort[] {
  const service = objectAt(objectAt(resource.value, 'spec'), 'service');
  return portsAt(resource, service?.['ports'], ['spec', 'service', 'ports']);
}

/** Source: Kubernetes API core/v1 (ServicePort): without a targetPort it is the port itself. */
function portsAt(resource: Resource, ports: JsonValue | undefined, path: Path): readonly ServicePort[] {
  return (isArray(ports) ? ports : []).flatMap((entry, index) => {
    if (!isObject(entry)) return [];
    const { port, targetPort = null } = entry;
    const target = targetPort === null || targetPort === 0 || targetPort === '' ? port : targetPort;
    if (typeof target !== 'number' && typeof target !== 'string') return [];
    const numeric = typeof target === 'string' && /^\d+$/.test(target) ? Number(target) : target;
    return [{ resource, path: [...path, index], target: numeric }];
  });
}
