import { encodeGo, type JsonObject, objectAt, objectsAt, own, textAt, textMap } from '../json.ts';
import type { Model } from '../model/model.ts';
import { Failure } from './failure.ts';
import type { ConfigMapLookup } from './inputs.ts';
import { defaultFrom, encodeParameters, readParameter } from './parameter.ts';
import type { Unknowns } from './unknown.ts';

export interface GlobalSetup {
  readonly name: string;
  readonly namespace: string;
  readonly metadata: JsonObject;
  /** The merged spec, as it is before anything in it was replaced. */
  readonly spec: JsonObject;
  readonly now: string | undefined;
  readonly unknowns: Unknowns;
  readonly configMap: ConfigMapLookup;
}

/** Shown in `WorkflowRun.parameters` and read as `workflow.parameters.…`. */
export type Globals = Map<string, string | null>;

/**
 * What every template can read. Throws a Failure for a parameter without a value.
 * Source: argo-workflows workflow/controller/operator.go (setGlobalParameters).
 */
export function globalsOf(setup: GlobalSetup): Globals {
  const { metadata, spec, unknowns } = setup;
  const globals: Globals = new Map();
  globals.set('workflow.name', setup.name);
  globals.set('workflow.namespace', setup.namespace);
  globals.set('workflow.mainEntrypoint', textAt(spec, 'entrypoint'));
  globals.set('workflow.serviceAccountName', textAt(spec, 'serviceAccountName'));
  for (const key of [
    'uid',
    'status',
    'duration',
    'labels',
    'labels.json',
    'annotations',
    'annotations.json',
  ]) {
    globals.set(`workflow.${key}`, unknowns.mark(`workflow.${key}`, []));
  }
  for (const [key, value] of creationTimes(setup.now, unknowns)) globals.set(key, value);
  const priority = own(spec, 'priority');
  if (typeof priority === 'number') globals.set('workflow.priority', String(priority));

  const args = objectAt(spec, 'arguments');
  const parameters = encodeParameters(args);
  globals.set('workflow.parameters', parameters);
  globals.set('workflow.parameters.json', parameters);
  for (const object of objectsAt(args, 'parameters')) {
    const name = textAt(object, 'name');
    globals.set(`workflow.parameters.${name}`, parameterValue(object, setup.configMap));
  }
  addMetadata(globals, metadata, spec);
  return globals;
}

function parameterValue(object: JsonObject, configMap: ConfigMapLookup): string {
  const parameter = readParameter(object);
  if (parameter.value !== undefined) return parameter.value;
  const reference = objectAt(parameter.valueFrom, 'configMapKeyRef');
  if (reference === undefined) {
    throw new Failure(
      'error',
      `either value or valueFrom must be specified in order to set global parameter ${parameter.name}`,
    );
  }
  const map = textAt(reference, 'name');
  const key = textAt(reference, 'key');
  const fallback = defaultFrom(parameter);
  try {
    return configMap(map, key);
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    if (fallback !== undefined) return fallback;
    throw new Failure(
      'error',
      `failed to set global parameter ${parameter.name} from configmap with name ${map} and key ${key}: ${thrown.message}`,
    );
  }
}

function addMetadata(globals: Globals, metadata: JsonObject, spec: JsonObject): void {
  const added = objectAt(spec, 'workflowMetadata');
  const computed = objectAt(added, 'labelsFrom') ?? {};
  for (const source of [metadata, added]) {
    for (const [key, value] of textMap(source, 'annotations'))
      globals.set(`workflow.annotations.${key}`, value);
    for (const [key, value] of textMap(source, 'labels')) {
      if (!Object.hasOwn(computed, key)) globals.set(`workflow.labels.${key}`, value);
    }
  }
  const scheduled = textMap(metadata, 'annotations').get('workflows.argoproj.io/scheduled-time');
  if (scheduled !== undefined) globals.set('workflow.scheduledTime', scheduled);
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** Kubernetes keeps whole seconds in UTC. Source: argo-workflows util/strftime/strftime.go (FormatChars). */
function creationTimes(now: string | undefined, unknowns: Unknowns): readonly (readonly [string, string])[] {
  const name = 'workflow.creationTimestamp';
  const letters = [...'BbmAadHIMSYypZzL'];
  const time = now === undefined ? Number.NaN : Math.floor(Date.parse(now) / 1000) * 1000;
  if (Number.isNaN(time)) {
    return [name, ...[...letters, 's', 'RFC3339'].map((letter) => `${name}.${letter}`)].map(
      (key) => [key, unknowns.mark(key, [])] as const,
    );
  }
  const at = new Date(time);
  const text = `${at.toISOString().slice(0, 19)}Z`;
  const two = (value: number) => String(value).padStart(2, '0');
  const month = MONTHS[at.getUTCMonth()] ?? '';
  const day = DAYS[at.getUTCDay()] ?? '';
  const values: Record<string, string> = {
    B: month,
    b: month.slice(0, 3),
    m: two(at.getUTCMonth() + 1),
    A: day,
    a: day.slice(0, 3),
    d: two(at.getUTCDate()),
    H: two(at.getUTCHours()),
    I: two(((at.getUTCHours() + 11) % 12) + 1),
    M: two(at.getUTCMinutes()),
    S: two(at.getUTCSeconds()),
    Y: String(at.getUTCFullYear()).padStart(4, '0'),
    y: two(at.getUTCFullYear() % 100),
    p: at.getUTCHours() < 12 ? 'AM' : 'PM',
    Z: 'UTC',
    z: '+0000',
    L: '.000',
    s: String(time / 1000),
    RFC3339: text,
  };
  return [
    [name, text] as const,
    ...Object.entries(values).map(([key, value]) => [`${name}.${key}`, value] as const),
  ];
}

/**
 * Values of ConfigMaps that were given; of others a mark, because the cluster may hold them. Throws a Failure when the
 * controller could not read one.
 * Source: argo-workflows workflow/common/configmap.go (GetConfigMapValue).
 */
export function configMapsOf(model: Model, namespace: string, unknowns: Unknowns): ConfigMapLookup {
  return (name, key) => {
    if (unknowns.isIn(name + key)) return unknowns.mark(`ConfigMap ${unknowns.reveal(`${name}/${key}`)}`, []);
    const resource = model.find('ConfigMap', namespace, name);
    if (resource === undefined) return unknowns.mark(`ConfigMap ${name}/${key}`, []);
    const labels = textMap(objectAt(resource.value, 'metadata'), 'labels');
    if (labels.get('workflows.argoproj.io/configmap-type') !== 'Parameter') {
      throw new Failure(
        'unreadable',
        `ConfigMap '${name}' needs to have the label workflows.argoproj.io/configmap-type: Parameter to load parameters`,
      );
    }
    const value = textMap(resource.value, 'data').get(key);
    if (value === undefined) throw new Failure('error', `ConfigMap '${name}' does not have the key '${key}'`);
    return value;
  };
}

/** `workflow.failures`: a quoted JSON list, or nothing that can be known once there are any (it holds times). */
export function failuresText(hasFailures: boolean, unknowns: Unknowns): string {
  return hasFailures ? unknowns.mark('workflow.failures', []) : encodeGo('null');
}
