import type { Path } from '../diagnostic.ts';
import { isArray, isObject, type JsonValue, objectAt, scalarText } from '../json.ts';
import type { EventSource } from '../model/kinds/event-source.ts';
import type { Model } from '../model/model.ts';
import type { Resource } from '../model/resource.ts';

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

interface Selecting {
  readonly service: Resource;
  readonly selector: readonly (readonly [key: string, value: JsonValue])[];
}

const KNOWN = new WeakMap<Model, ReadonlyMap<string, readonly Selecting[]>>();

/** The Services of the core group that select pods, by namespace and the first label that they ask for. */
function selectingServices(model: Model): ReadonlyMap<string, readonly Selecting[]> {
  const known = KNOWN.get(model);
  if (known !== undefined) return known;
  const found = new Map<string, Selecting[]>();
  for (const service of model.resources) {
    if (service.kind !== 'Service' || service.apiVersion !== 'v1') continue;
    const selector = Object.entries(objectAt(objectAt(service.value, 'spec'), 'selector') ?? {});
    const [first] = selector;
    if (first === undefined) continue;
    const key = labelKey(model.namespaceOf(service), ...first);
    const others = found.get(key);
    if (others === undefined) found.set(key, [{ service, selector }]);
    else others.push({ service, selector });
  }
  KNOWN.set(model, found);
  return found;
}

function labelKey(namespace: string, key: string, value: JsonValue): string {
  return JSON.stringify([namespace, key, scalarText(value) ?? null]);
}

/** True when there is any Service among the objects that selects pods. */
export function hasServices(model: Model): boolean {
  return selectingServices(model).size > 0;
}

/** The ports of the Services among the objects that select the pods of an EventSource. */
export function selectingPorts(model: Model, source: EventSource): readonly ServicePort[] {
  const services = selectingServices(model);
  if (services.size === 0) return [];
  const labels = podLabels(source);
  const namespace = model.namespaceOf(source.resource);
  return [...labels].flatMap(([label, wanted]) =>
    (services.get(labelKey(namespace, label, wanted)) ?? []).flatMap(({ service, selector }) =>
      selector.every(([key, value]) => labels.get(key) === value)
        ? portsAt(service, objectAt(service.value, 'spec')?.['ports'], ['spec', 'ports'])
        : [],
    ),
  );
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
