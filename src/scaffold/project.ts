import { UserError } from '../errors.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import { buildModel } from '../model/build.ts';
import type { Model } from '../model/model.ts';
import type { Scope } from '../rbac/audit.ts';
import type { Releases } from '../rbac/need.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { PlannedFile } from './plan.ts';
import type { Parameter, Template } from './template.ts';

/** What is there to add to. Files are named from the project's folder, with `/` between folders. */
export interface Project {
  readonly model: Model;
  /** The texts of the manifests. */
  readonly texts: ReadonlyMap<string, string>;
  /** The list of its manifests, where it has one. */
  readonly kustomization: { readonly path: string; readonly text: string } | undefined;
  /** What its .argoflow.yaml takes for granted. */
  readonly scope: Scope;
  readonly releases: Releases;
}

/** An object of a project, and where it stands. */
export interface ProjectObject {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** As the loading of the project named it. */
  readonly file: string;
  readonly value: JsonObject;
}

/** All objects of a model that stand in files. */
export function objectsOf(model: Model): readonly ProjectObject[] {
  return model.resources.map((resource) => ({
    kind: resource.kind,
    name: resource.name,
    namespace: resource.namespace,
    value: resource.value,
    file: resource.at([]).file ?? '',
  }));
}

/** The model of texts, by file. */
export function modelOf(texts: ReadonlyMap<string, string>): Model {
  return buildModel([...texts].flatMap(([file, text]) => parseYaml(text, file).documents));
}

/** The project once files are written into it. */
export function withFiles(project: Project, files: readonly PlannedFile[]): Project {
  const texts = new Map(project.texts);
  let { kustomization } = project;
  for (const { path, text } of files) {
    if (path === kustomization?.path) kustomization = { path, text };
    else texts.set(path, text);
  }
  return { ...project, texts, kustomization, model: modelOf(texts) };
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
  return withDefaults(
    template,
    new Map([
      ['namespace', namespace],
      ['bus', only(buses)],
    ]),
  );
}

/** The template of a bus with the name that the flow asks for and that no bus has yet, and the flow's namespace. */
export function fittedBus(template: Template, model: Model): Template {
  const there = new Set(model.eventBuses.map(({ name }) => name));
  const asked = [...model.eventSources, ...model.sensors].map(({ eventBusName }) => eventBusName);
  const missing = only(asked.filter((name) => !there.has(name)));
  const named = withDefaults(template, new Map([['name', missing]]));
  return fitted(named, objectsOf(model));
}

/** The template with other defaults, as far as they are values of its parameters. */
export function withDefaults(
  template: Template,
  defaults: ReadonlyMap<string, string | undefined>,
): Template {
  const parameters = template.parameters.map((parameter) =>
    withDefault(parameter, defaults.get(parameter.name)),
  );
  return { ...template, parameters };
}

function withDefault(parameter: Parameter, value: string | undefined): Parameter {
  if (value === undefined || parameter.pattern?.test(value) === false) return parameter;
  return { ...parameter, default: value, defaultFrom: undefined };
}

function only(values: readonly (string | undefined)[]): string | undefined {
  const known = new Set(values.filter((value) => value !== undefined));
  const [first] = known;
  return known.size === 1 ? first : undefined;
}

/**
 * Refuses a name that another file of the project has given away to an object of the same kind.
 * Throws a UserError (usage).
 *
 * @param planned An object in one of these files is the same one.
 * @param name The name that was asked for, from which those of the objects are made.
 */
export function refuseTaken(
  objects: readonly ProjectObject[],
  planned: readonly PlannedFile[],
  name: string,
): void {
  const own = planned.map(({ path }) => path);
  const others = objects.filter(({ file }) => !own.includes(file));
  const texts = new Map(
    planned.filter(({ path }) => /\.ya?ml$/.test(path)).map((one) => [one.path, one.text]),
  );
  for (const object of objectsOf(modelOf(texts))) {
    const taken = others.find((other) => isSame(object, other));
    if (taken === undefined) continue;
    const names = new Set(others.map((other) => other.name));
    let number = 2;
    while (names.has(object.name.replace(name, `${name}-${number}`))) number++;
    throw new UserError(
      'usage',
      `the ${object.kind} "${object.name}" is there already, in ${taken.file}`,
      `--name ${name}-${number}`,
    );
  }
}

function isSame(a: ProjectObject, b: ProjectObject): boolean {
  return (
    a.kind === b.kind &&
    a.name === b.name &&
    a.name !== '' &&
    (a.namespace ?? b.namespace) === (b.namespace ?? a.namespace)
  );
}

function member(value: JsonObject, key: string): JsonObject {
  const found = value[key];
  return isObject(found) && !isArray(found) ? found : {};
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
