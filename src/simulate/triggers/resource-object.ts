import { encodeGo, isObject, type JsonObject, objectAt, textAt } from '../../json.ts';
import { parsed } from '../object-json.ts';
import { fetchArtifact } from './artifact.ts';
import { parameterized } from './resource-parameters.ts';
import { type Executed, kindPlace, type Round } from './round.ts';

export type ResourceObject =
  | { readonly ok: true; readonly object: JsonObject }
  | { readonly ok: false; readonly executed: Executed };

/**
 * The object of a k8s or argoWorkflow trigger: fetched from its source, with the type's parameters applied.
 * Source: argo-events pkg/sensors/triggers/params.go (ApplyResourceParameters).
 */
export function resourceObject(
  round: Round,
  kind: 'k8s' | 'argoWorkflow',
  template: JsonObject,
  notes: readonly string[] = [],
): ResourceObject {
  const artifact = fetchArtifact(round.engine, round.model, round.namespace, objectAt(template, 'source'));
  const at = kindPlace(round, kind, 'source');
  if (artifact.kind === 'failed') {
    const { failure } = artifact;
    return { ok: false, executed: { failure, summary: failure.error, at } };
  }
  if (artifact.kind === 'elsewhere') {
    const summary = `would fetch the object from ${artifact.where}`;
    const note = `the object is not known here: its source is ${artifact.where}`;
    return { ok: false, executed: { summary, notes: [note], result: 'object' } };
  }
  const { parameters } = template;
  if (!Array.isArray(parameters) || parameters.length === 0) return { ok: true, object: artifact.object };
  const json = encoded(artifact.object);
  const applied = parameterized(
    round,
    json,
    parameters,
    ['template', kind, 'parameters'],
    'resource parameters',
    notes,
  );
  if (!applied.ok) {
    return { ok: false, executed: { failure: applied.failure, summary: applied.failure.error } };
  }
  const object = parsed(applied.json);
  if (!isObject(object) || textAt(object, 'kind') === '') {
    const error = `Object 'Kind' is missing in '${applied.json}'`;
    return { ok: false, executed: { failure: { kind: 'error', error }, summary: error, at } };
  }
  return { ok: true, object };
}

const ENCODED = new WeakMap<JsonObject, string>();

/** The object of a trigger is the same for every event. */
function encoded(object: JsonObject): string {
  const known = ENCODED.get(object);
  if (known !== undefined) return known;
  const json = encodeGo(object);
  ENCODED.set(object, json);
  return json;
}
