import { UserError } from '../errors.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import type { Parameter, Template } from './template.ts';

/** An object of a project, and where it stands. */
export interface ProjectObject {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** As the loading of the project named it. */
  readonly file: string;
  readonly value: JsonObject;
}

const FLOW_KINDS = ['EventSource', 'Sensor', 'EventBus'];

/**
 * The template with the project's own values as defaults: the namespace and the bus that its flow has. What the
 * project is not of one mind about stays as the template says.
 */
export function fitted(template: Template, objects: readonly ProjectObject[]): Template {
  const flow = objects.filter(({ kind }) => FLOW_KINDS.includes(kind));
  const namespace = only(flow.map((object) => object.namespace));
  const buses = flow.map(({ kind, name, value }) =>
    kind === 'EventBus' ? name : text(member(value, 'spec')['eventBusName']),
  );
  const own = new Map([
    ['namespace', namespace],
    ['bus', only(buses)],
  ]);
  const parameters = template.parameters.map((parameter) => withDefault(parameter, own.get(parameter.name)));
  return { ...template, parameters };
}

function withDefault(parameter: Parameter, value: string | undefined): Parameter {
  if (value === undefined || parameter.pattern?.test(value) === false) return parameter;
  return { ...parameter, default: value };
}

function only(values: readonly (string | undefined)[]): string | undefined {
  const known = new Set(values.filter((value) => value !== undefined));
  const [first] = known;
  return known.size === 1 ? first : undefined;
}

/**
 * Refuses a name that another file of the project has given away, and a route that another event source serves.
 * Throws a UserError (usage).
 *
 * @param own The files that are planned: an object in one of them is the same one.
 */
export function refuseTaken(
  objects: readonly ProjectObject[],
  planned: { readonly name: string; readonly namespace: string },
  own: readonly string[],
): void {
  const taken = objects.find(
    ({ kind, name, namespace, file }) =>
      kind === 'EventSource' &&
      name === planned.name &&
      (namespace ?? planned.namespace) === planned.namespace &&
      !own.includes(file),
  );
  if (taken === undefined) return;
  const names = new Set(objects.filter(({ kind }) => kind === 'EventSource').map(({ name }) => name));
  let number = 2;
  while (names.has(`${planned.name}-${number}`)) number++;
  throw new UserError(
    'usage',
    `the event source "${planned.name}" is there already, in ${taken.file}`,
    `--name ${planned.name}-${number}`,
  );
}

function member(value: JsonObject, key: string): JsonObject {
  const found = value[key];
  return isObject(found) && !isArray(found) ? found : {};
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
