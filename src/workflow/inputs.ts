import { isSet, type JsonObject, objectAt, objectsAt, own, textAt, withMembers } from '../json.ts';
import { asFailure, Failure } from './failure.ts';
import { anyString, encodeParameters, readParameter } from './parameter.ts';
import type { Substitution } from './substitution.ts';
import type { Variables } from './variables.ts';

/**
 * Stands for an argument that was a plain reference to the output of a skipped node without a default.
 * Source: argo-workflows workflow/common/common.go (AbsentOptionalArgumentValue).
 */
export const ABSENT = '__argo-internal.absent-optional-output__';

/** The value of a key of a ConfigMap, or what marks it as unknown. Throws a Failure when it cannot be read. */
export type ConfigMapLookup = (name: string, key: string) => string;

export interface Surroundings {
  readonly substitution: Substitution;
  readonly globals: Variables;
  readonly configMap: ConfigMapLookup;
}

/**
 * The template with its inputs filled in and all variables replaced that are known by now. Precedence: the argument,
 * the input's own value, the input's default. Throws a Failure with the controller's words.
 * Source: argo-workflows workflow/common/util.go (ProcessArgs).
 */
export function processArguments(
  template: JsonObject,
  args: JsonObject | undefined,
  locals: Variables,
  surroundings: Surroundings,
): JsonObject {
  const inputs = objectAt(template, 'inputs');
  const parameters = objectsAt(inputs, 'parameters').map((input) => fill(input, args, surroundings));
  const artifacts = objectsAt(inputs, 'artifacts').map((input) => fillArtifact(input, args));
  const filled =
    inputs === undefined
      ? template
      : withMembers(template, { inputs: withMembers(inputs, { parameters, artifacts }) });
  return substituteTemplate(filled, locals, surroundings);
}

function fill(
  input: JsonObject,
  args: JsonObject | undefined,
  { substitution, globals, configMap }: Surroundings,
): JsonObject {
  const { name, value: own_, default: fallback, valueFrom: ownFrom } = readParameter(input);
  let value = own_ ?? fallback;
  let valueFrom = ownFrom;
  const argument = objectsAt(args, 'parameters').find((one) => textAt(one, 'name') === name);
  if (argument !== undefined) {
    const given = readParameter(argument);
    if (given.value === ABSENT) {
      if (value === undefined && valueFrom === undefined) {
        throw new Failure(
          'error',
          `inputs.parameters.${name}: argument references an absent optional (skipped/omitted node output with no default)`,
        );
      }
    } else if (given.value !== undefined) {
      value = given.value;
      valueFrom = undefined;
    } else {
      value = undefined;
      valueFrom = given.valueFrom;
    }
  }
  const reference = objectAt(valueFrom, 'configMapKeyRef');
  if (reference !== undefined) {
    const map = substitution.text(textAt(reference, 'name'), globals, 'lenient');
    const key = substitution.text(textAt(reference, 'key'), globals, 'lenient');
    try {
      value = configMap(map, key);
    } catch (thrown) {
      const failure = asFailure(thrown);
      const fallback = anyString(own(valueFrom, 'default'));
      if (fallback === undefined || failure.kind !== 'error') {
        const why = `unable to retrieve inputs.parameters.${name} from ConfigMap: ${failure.message}`;
        throw new Failure('error', why);
      }
      value = fallback;
    }
  } else if (value === undefined) {
    throw new Failure('error', `inputs.parameters.${name} was not supplied`);
  }
  return withMembers(input, { value, valueFrom });
}

function fillArtifact(input: JsonObject, args: JsonObject | undefined): JsonObject {
  const name = textAt(input, 'name');
  const argument = objectsAt(args, 'artifacts').find((one) => textAt(one, 'name') === name);
  if (own(input, 'optional') !== true && !hasLocationOrKey(input)) {
    if (argument === undefined) throw new Failure('error', `inputs.artifacts.${name} was not supplied`);
    const resolved = isSet(argument, 'resolved');
    if (!resolved && !hasLocationOrKey(argument)) {
      throw new Failure('error', `inputs.artifacts.${name} missing location information`);
    }
  }
  if (argument === undefined) return input;
  return withMembers(argument, {
    path: own(input, 'path'),
    mode: own(input, 'mode'),
    recurseMode: own(input, 'recurseMode'),
  });
}

const LOCATIONS: readonly (readonly [type: string, field: string])[] = [
  ['artifactory', 'url'],
  ['azure', 'blob'],
  ['git', 'repo'],
  ['gcs', 'key'],
  ['hdfs', 'path'],
  ['http', 'url'],
  ['oss', 'key'],
  ['raw', ''],
  ['s3', 'key'],
  ['plugin', 'key'],
];

/** Source: argo-workflows pkg/apis/workflow/v1alpha1/artifact_types.go, workflow_types.go (HasLocationOrKey). */
export function hasLocationOrKey(artifact: JsonObject): boolean {
  for (const [type, field] of LOCATIONS) {
    const location = objectAt(artifact, type);
    if (location === undefined) continue;
    return field === '' || textAt(location, field) !== '';
  }
  return false;
}

/**
 * Globals and locals first, then the inputs, because inputs may themselves hold globals.
 * Source: argo-workflows workflow/common/util.go (SubstituteParams).
 */
export function substituteTemplate(
  template: JsonObject,
  locals: Variables,
  { substitution, globals }: Surroundings,
): JsonObject {
  const variables = new Map([...globals, ...locals]);
  const first = substitution.apply(template, variables, 'lenient');
  const inputs = objectAt(first, 'inputs');
  const outputs = objectAt(first, 'outputs');
  for (const input of objectsAt(inputs, 'parameters')) {
    const { name, value, valueFrom } = readParameter(input);
    if (value !== undefined) variables.set(`inputs.parameters.${name}`, value);
    else if (valueFrom === undefined) throw new Failure('error', `inputs.parameters.${name} had no value`);
  }
  variables.set('inputs.parameters', encodeParameters(inputs));
  for (const artifact of objectsAt(inputs, 'artifacts')) setPath('inputs.artifacts', artifact);
  for (const artifact of objectsAt(outputs, 'artifacts')) setPath('outputs.artifacts', artifact);
  for (const output of objectsAt(outputs, 'parameters')) {
    const path = textAt(objectAt(output, 'valueFrom'), 'path');
    if (path !== '') variables.set(`outputs.parameters.${textAt(output, 'name')}.path`, path);
  }
  return substitution.apply(first, variables, 'lenient');

  function setPath(prefix: string, artifact: JsonObject): void {
    const path = textAt(artifact, 'path');
    if (path !== '') variables.set(`${prefix}.${textAt(artifact, 'name')}.path`, path);
  }
}
