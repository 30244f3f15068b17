import type { Path } from '../diagnostic.ts';
import { isObject, isSet, type JsonObject, objectAt, textAt } from '../json.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { Sensor } from './kinds/sensor.ts';
import { resourceInside, resourceInText } from './manifest.ts';
import type { Resource } from './resource.ts';

/** An object that a Sensor's trigger acts on, written out in the Sensor. */
export interface EmbeddedResource {
  readonly sensor: Sensor;
  /** The trigger's name; a dlqTrigger has its own. */
  readonly triggerName: string;
  readonly action: 'k8s' | 'argoWorkflow';
  /** As written, or the sensor's default: `create` and `submit`. */
  readonly operation: string;
  /** From the sensor's root to the object, or to the text that holds it. */
  readonly path: Path;
  /** The object; its places stand in the Sensor. */
  readonly resource: Resource;
}

const ACTIONS = [
  { action: 'k8s', operation: 'create' },
  { action: 'argoWorkflow', operation: 'submit' },
] as const;

/** Where an object can come from, in the order in which the sensor looks; the first one counts. */
const ORIGINS = ['s3', 'inline', 'file', 'url', 'git', 'configmap', 'resource'] as const;

/**
 * The objects in `source.resource` and `source.inline` of all triggers, dead letter triggers too. Objects that come
 * from elsewhere (a file, a URL, git …) are not in the manifest.
 * Source: argo-events pkg/sensors/artifacts/store.go (GetArtifactReader), pkg/sensors/triggers/fetch.go.
 */
export function embeddedResources(sensor: Sensor): readonly EmbeddedResource[] {
  return sensor.triggers.flatMap((trigger) => ofTrigger(sensor, trigger.spec, trigger.path));
}

function ofTrigger(sensor: Sensor, trigger: JsonObject, path: Path): EmbeddedResource[] {
  const found: EmbeddedResource[] = [];
  const template = objectAt(trigger, 'template');
  const triggerName = textAt(template, 'name');
  for (const { action, operation } of ACTIONS) {
    const spec = objectAt(template, action);
    const source = objectAt(spec, 'source');
    const at = [...path, 'template', action, 'source'];
    const object = readSource(sensor.resource, source, at);
    if (object === undefined) continue;
    found.push({
      sensor,
      triggerName,
      action,
      operation: textAt(spec, 'operation') || operation,
      ...object,
    });
  }
  const dead = objectAt(trigger, 'dlqTrigger');
  return dead !== undefined ? [...found, ...ofTrigger(sensor, dead, [...path, 'dlqTrigger'])] : found;
}

function readSource(
  outer: Resource,
  source: JsonObject | undefined,
  path: Path,
): { readonly path: Path; readonly resource: Resource } | undefined {
  const origin = ORIGINS.find((name) => isSet(source, name));
  if (origin === 'inline') {
    const value = parseYaml(textAt(source, 'inline'), '').documents[0]?.value;
    const at = [...path, 'inline'];
    return isObject(value) ? { path: at, resource: resourceInText(outer, at, value) } : undefined;
  }
  const value = origin === 'resource' ? objectAt(source, 'resource') : undefined;
  const at = [...path, 'resource'];
  return value !== undefined ? { path: at, resource: resourceInside(outer, at, value) } : undefined;
}
