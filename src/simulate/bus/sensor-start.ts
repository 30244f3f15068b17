import type { Place } from '../../diagnostic.ts';
import type { Engine } from '../../engine/engine.ts';
import { isObject } from '../../json.ts';
import type { BusKind } from '../../model/kinds/event-bus.ts';
import type { Dependency, Sensor } from '../../model/kinds/sensor.ts';
import type { Model } from '../../model/model.ts';
import { type DependencyFilter, dependencyFilter } from '../dependency/dependency-filter.ts';
import { decode } from '../go-struct.ts';
import { TEMPLATE } from '../triggers/trigger-shape.ts';
import { refusedSensor } from '../validation/sensor-validation.ts';
import type { World } from '../world.ts';
import { eventBusOf } from './publish.ts';
import { readRateLimit } from './rate-limit.ts';

/** Why a sensor as a whole does nothing. */
export interface Stopped {
  readonly outcome: 'crashed' | 'inert';
  readonly summary: string;
  readonly at: Place;
  readonly notes: readonly string[];
}

/** A dependency with what does not change from event to event. */
export interface PreparedDependency {
  readonly dependency: Dependency;
  readonly filter: DependencyFilter | undefined;
  readonly at: Place;
}

/** A sensor that has started, or the reason why it has not. */
export interface StartedSensor {
  readonly sensor: Sensor;
  readonly namespace: string;
  readonly stopped: Stopped | undefined;
  /** By name; of two with the same name the later one counts. */
  readonly dependencies: ReadonlyMap<string, PreparedDependency>;
  /** The kind of its bus; undefined when the bus is not among the manifests. */
  readonly bus: BusKind | undefined;
}

/** What a sensor is started with. */
export interface StartSurroundings {
  readonly model: Model;
  readonly engine: Engine;
  readonly world: World;
}

/** Source: argo-events pkg/sensors/listener.go (listenEvents), pkg/eventbus/jetstream/sensor/sensor_jetstream.go. */
export function startSensor(around: StartSurroundings, sensor: Sensor): StartedSensor {
  const { model } = around;
  const namespace = model.namespaceOf(sensor.resource);
  const dependencies = new Map<string, PreparedDependency>();
  for (const dependency of sensor.dependencies) {
    dependencies.set(dependency.name, {
      dependency,
      filter: dependencyFilter(dependency),
      at: sensor.resource.at(dependency.path),
    });
  }
  const stopped =
    unreadable(sensor, dependencies) ??
    refused(around, namespace, sensor) ??
    invalidNames(model, namespace, sensor) ??
    crashing(sensor);
  const bus = eventBusOf(model, namespace, sensor.eventBusName)?.bus;
  return { sensor, namespace, stopped, dependencies, bus };
}

/**
 * One field of a wrong type, and the controller cannot read the object.
 * Source: argo-events pkg/apis/events/v1alpha1/sensor_types.go.
 */
function unreadable(
  sensor: Sensor,
  dependencies: ReadonlyMap<string, PreparedDependency>,
): Stopped | undefined {
  for (const { dependency, filter } of dependencies.values()) {
    const [problem] = filter?.problems ?? [];
    if (problem === undefined) continue;
    return {
      outcome: 'inert',
      summary: `the controller cannot read this Sensor: in the filters of "${dependency.name}" ${problem.message}`,
      at: sensor.resource.at([...dependency.path, 'filters', ...problem.path]),
      notes: ['a field of the wrong type stops the controller from reading any Sensor'],
    };
  }
  for (const { spec, path } of sensor.triggers) {
    const template = spec['template'];
    const decoded = decode(isObject(template) ? template : {}, TEMPLATE);
    if (decoded.ok) continue;
    return {
      outcome: 'inert',
      summary: `the controller cannot read this Sensor: ${decoded.error}`,
      at: sensor.resource.at([...path, 'template']),
      notes: ['a field of the wrong type stops the controller from reading any Sensor'],
    };
  }
  return undefined;
}

/** A Sensor that the controller refuses has no process. Source: argo-events pkg/reconciler/sensor/controller.go. */
function refused(
  { model, engine, world }: StartSurroundings,
  namespace: string,
  sensor: Sensor,
): Stopped | undefined {
  const spec = sensor.resource.value['spec'];
  const bus = eventBusOf(model, namespace, sensor.eventBusName)?.bus;
  const refusal = refusedSensor({ engine, now: world.now(), bus }, isObject(spec) ? spec : {});
  if (refusal === undefined) return undefined;
  return {
    outcome: 'inert',
    summary: `the controller refuses this Sensor: ${refusal.message}`,
    at: sensor.resource.at(refusal.path),
    notes: ['a Deployment that was made from an earlier version of this Sensor keeps running'],
  };
}

/** Source: nats.go v1.52.0 kv.go (validBucketRe). */
export function isBucketName(name: string): boolean {
  return /^[\w-]+$/.test(name);
}

/** Source: nats.go v1.52.0 kv.go (validKeyRe, keyValid). */
export function isBucketKey(name: string): boolean {
  return /^[-/=.\w]+$/.test(name) && !name.startsWith('.');
}

/** The sensor keeps its state in a JetStream bucket named after it, under keys named after its triggers. */
function invalidNames(model: Model, namespace: string, sensor: Sensor): Stopped | undefined {
  const kind = eventBusOf(model, namespace, sensor.eventBusName)?.bus ?? 'jetstream';
  if (kind !== 'jetstream' && kind !== 'jetstreamExotic') return undefined;
  if (!isBucketName(sensor.name)) {
    return {
      outcome: 'crashed',
      summary: `the sensor exits when it starts: failed to Create Key/Value Store for sensor ${sensor.name}, err: nats: invalid bucket name`,
      at: sensor.resource.at(['metadata', 'name']),
      notes: ['on a JetStream bus the name of a sensor may have letters, digits, "-" and "_" only'],
    };
  }
  for (const { name, path } of sensor.triggers) {
    if (isBucketKey(name)) continue;
    return {
      outcome: 'crashed',
      summary: `the sensor exits when it starts: the trigger name "${name}" is no valid key: nats: invalid key`,
      at: sensor.resource.at([...path, 'template', 'name']),
      notes: [
        'on a JetStream bus the name of a trigger may have letters, digits, "-", "_", "/", "=" and "." only',
      ],
    };
  }
  return undefined;
}

function crashing(sensor: Sensor): Stopped | undefined {
  for (const { name, spec, path } of sensor.triggers) {
    const limit = readRateLimit(spec['rateLimit']);
    if (limit.kind !== 'crash') continue;
    return {
      outcome: 'crashed',
      summary: `the sensor crashes when it starts: panic: ${limit.error}`,
      at: sensor.resource.at([...path, 'rateLimit']),
      notes: [`the rate limit of the trigger "${name}" has no "requestsPerUnit" above 0`],
    };
  }
  return undefined;
}
