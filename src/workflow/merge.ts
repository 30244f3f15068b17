import {
  bareObject,
  isArray,
  isObject,
  isSet,
  type JsonObject,
  type JsonValue,
  objectAt,
  objectsAt,
  own,
  textAt,
  withMembers,
} from '../json.ts';
import { readParameter } from './parameter.ts';

/**
 * Lists that are merged item by item, with the field that tells the items apart. All other lists are replaced.
 * Source: the patchMergeKey tags of argo-workflows pkg/apis/workflow/v1alpha1 and of Kubernetes' core types.
 */
const MERGE_KEYS: Readonly<Record<string, string>> = {
  artifacts: 'name',
  containers: 'name',
  env: 'name',
  hostAliases: 'ip',
  imagePullSecrets: 'name',
  initContainers: 'name',
  parameters: 'name',
  ports: 'containerPort',
  sidecars: 'name',
  tasks: 'name',
  templates: 'name',
  tolerations: 'key',
  volumeDevices: 'devicePath',
  volumeMounts: 'mountPath',
  volumes: 'name',
};

/** Kubernetes' strategic merge patch: what `patch` sets goes over `original`; null takes away. */
export function strategicMerge(original: JsonObject, patch: JsonObject): JsonObject {
  const changes = bareObject<JsonValue | undefined>();
  for (const [key, value] of Object.entries(patch)) {
    const before = own(original, key);
    if (value === null) changes[key] = undefined;
    else if (isObject(value) && isObject(before)) changes[key] = strategicMerge(before, value);
    else if (isArray(value) && isArray(before)) changes[key] = mergeLists(key, before, value);
    else changes[key] = value;
  }
  return withMembers(original, changes);
}

function mergeLists(key: string, original: readonly JsonValue[], patch: readonly JsonValue[]): JsonValue {
  const mergeKey = Object.hasOwn(MERGE_KEYS, key) ? MERGE_KEYS[key] : undefined;
  if (mergeKey === undefined || ![...original, ...patch].every(isObject)) return patch;
  const merged = original.filter(isObject);
  for (const item of patch.filter(isObject)) {
    const at = merged.findIndex((other) => own(other, mergeKey) === own(item, mergeKey));
    const before = merged[at];
    if (before === undefined) merged.push(item);
    else merged[at] = strategicMerge(before, item);
  }
  return merged;
}

/**
 * The spec that a Workflow with a `workflowTemplateRef` runs: its own over the template's. Hooks and `labelsFrom` are
 * taken whole, an argument is taken whole from where it has a value, and `suspend` is the Workflow's.
 * Source: argo-workflows workflow/util/merge.go (JoinWorkflowSpec, MergeTo).
 */
export function joinSpecs(workflow: JsonObject, template: JsonObject): JsonObject {
  const metadata = objectAt(template, 'workflowMetadata');
  const merged = strategicMerge(
    withMembers(template, {
      hooks: undefined,
      workflowMetadata: metadata && withMembers(metadata, { labelsFrom: undefined }),
    }),
    withoutNulls(workflow),
  );
  const changes = bareObject<JsonValue | undefined>();
  const hooks = { ...objectAt(template, 'hooks'), ...objectAt(workflow, 'hooks') };
  if (Object.keys(hooks).length > 0) changes['hooks'] = hooks;
  const labelsFrom = {
    ...objectAt(metadata, 'labelsFrom'),
    ...objectAt(objectAt(workflow, 'workflowMetadata'), 'labelsFrom'),
  };
  if (Object.keys(labelsFrom).length > 0) {
    changes['workflowMetadata'] = withMembers(objectAt(merged, 'workflowMetadata') ?? {}, { labelsFrom });
  }
  changes['suspend'] = own(workflow, 'suspend');
  const argumentsOfRun = objectAt(merged, 'arguments');
  if (argumentsOfRun !== undefined) {
    changes['arguments'] = withMembers(argumentsOfRun, {
      ...(isSet(argumentsOfRun, 'parameters') && {
        parameters: objectsAt(argumentsOfRun, 'parameters').map((parameter) =>
          wholeParameter(parameter, [workflow, template]),
        ),
      }),
    });
  }
  return withMembers(merged, changes);
}

function wholeParameter(merged: JsonObject, specs: readonly JsonObject[]): JsonObject {
  if (!hasValue(merged)) return merged;
  for (const spec of specs) {
    const named = objectsAt(objectAt(spec, 'arguments'), 'parameters').filter(
      (parameter) => textAt(parameter, 'name') === textAt(merged, 'name') && hasValue(parameter),
    );
    const last = named.at(-1);
    if (last !== undefined) return last;
  }
  return merged;
}

function hasValue(parameter: JsonObject): boolean {
  const { value, valueFrom, default: fallback } = readParameter(parameter);
  return value !== undefined || valueFrom !== undefined || fallback !== undefined;
}

/** As Go writes a decoded object: an explicit null is the same as an absent field. */
function withoutNulls<T extends JsonValue>(value: T): T {
  if (isArray(value)) return value.map(withoutNulls) as JsonValue as T;
  if (!isObject(value)) return value;
  const copy = bareObject();
  for (const [key, member] of Object.entries(value)) {
    if (member !== null) copy[key] = withoutNulls(member);
  }
  return copy as JsonValue as T;
}
