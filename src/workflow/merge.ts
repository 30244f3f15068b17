import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import { isSet, objectOf, objectsOf, own, textOf, withFields } from './field.ts';
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
  const changes: Record<string, JsonValue | undefined> = Object.create(null);
  for (const [key, value] of Object.entries(patch)) {
    const before = own(original, key);
    if (value === null) changes[key] = undefined;
    else if (isObject(value) && isObject(before)) changes[key] = strategicMerge(before, value);
    else if (isArray(value) && isArray(before)) changes[key] = mergeLists(key, before, value);
    else changes[key] = value;
  }
  return withFields(original, changes);
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
  const metadata = objectOf(template, 'workflowMetadata');
  const merged = strategicMerge(
    withFields(template, {
      hooks: undefined,
      workflowMetadata: metadata && withFields(metadata, { labelsFrom: undefined }),
    }),
    withoutNulls(workflow),
  );
  const changes: Record<string, JsonValue | undefined> = Object.create(null);
  const hooks = { ...objectOf(template, 'hooks'), ...objectOf(workflow, 'hooks') };
  if (Object.keys(hooks).length > 0) changes['hooks'] = hooks;
  const labelsFrom = {
    ...objectOf(metadata, 'labelsFrom'),
    ...objectOf(objectOf(workflow, 'workflowMetadata'), 'labelsFrom'),
  };
  if (Object.keys(labelsFrom).length > 0) {
    changes['workflowMetadata'] = withFields(objectOf(merged, 'workflowMetadata') ?? {}, { labelsFrom });
  }
  changes['suspend'] = own(workflow, 'suspend');
  const argumentsOfRun = objectOf(merged, 'arguments');
  if (argumentsOfRun !== undefined) {
    changes['arguments'] = withFields(argumentsOfRun, {
      ...(isSet(argumentsOfRun, 'parameters') && {
        parameters: objectsOf(argumentsOfRun, 'parameters').map((parameter) =>
          wholeParameter(parameter, [workflow, template]),
        ),
      }),
    });
  }
  return withFields(merged, changes);
}

function wholeParameter(merged: JsonObject, specs: readonly JsonObject[]): JsonObject {
  if (!hasValue(merged)) return merged;
  for (const spec of specs) {
    const named = objectsOf(objectOf(spec, 'arguments'), 'parameters').filter(
      (parameter) => textOf(parameter, 'name') === textOf(merged, 'name') && hasValue(parameter),
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
  const copy: Record<string, JsonValue> = Object.create(null);
  for (const [key, member] of Object.entries(value)) {
    if (member !== null) copy[key] = withoutNulls(member);
  }
  return copy as JsonValue as T;
}
