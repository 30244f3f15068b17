import type { Diagnostic } from '../diagnostic.ts';
import { bareObject, isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import { linkModel, type ModelOptions } from './build.ts';
import { resourceWithoutText } from './manifest.ts';
import type { Model } from './model.ts';
import type { Resource } from './resource.ts';

/**
 * An object as a cluster holds it, without what only the cluster writes: the status and who owns which field. Its
 * places have no file; they name the object (`Sensor/namespace/name`) and the path.
 */
export function liveResource(object: JsonObject): Resource {
  const { status: _, ...written } = object;
  const { metadata } = written;
  if (!isObject(metadata)) return resourceWithoutText(bare(written));
  const { managedFields: __, ...kept } = metadata;
  return resourceWithoutText(bare({ ...written, metadata: kept }));
}

/** The model of objects that a cluster holds. Never throws: what is wrong with them is in the diagnostics. */
export function buildLiveModel(objects: readonly JsonObject[], options: ModelOptions = {}): Model {
  const diagnostics: Diagnostic[] = [];
  return linkModel(objects.map(liveResource), options, diagnostics);
}

/** A copy in which no object has a prototype: a key such as `constructor` is data like any other. */
function bare(object: JsonObject): JsonObject {
  const copy = bareObject();
  for (const [key, value] of Object.entries(object)) copy[key] = bareValue(value);
  return copy;
}

function bareValue(value: JsonValue): JsonValue {
  if (isArray(value)) return value.map(bareValue);
  return isObject(value) ? bare(value) : value;
}
