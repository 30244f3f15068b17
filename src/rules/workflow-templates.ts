import type { Path } from '../diagnostic.ts';
import { isObject, type JsonObject, listAt, listOf, objectAt, objectsAt, textAt } from '../json.ts';
import type { Workflow } from '../model/kinds/workflow.ts';

/** A template as it stands in a Workflow: in its list of templates, or inline in a step or task. */
export interface TemplatePart {
  readonly spec: JsonObject;
  /** From the resource's root. */
  readonly path: Path;
  readonly name: string;
  /** The template whose step or task it stands in. */
  readonly enclosing?: TemplatePart;
}

/** A step or a task of any template, inline ones included. */
export interface Call {
  readonly spec: JsonObject;
  readonly path: Path;
  readonly prefix: 'steps' | 'tasks';
  readonly template: TemplatePart;
}

// Most rules of a Workflow ask for the same parts of it.
const TEMPLATES = new WeakMap<JsonObject, readonly TemplatePart[]>();
const CALLS = new WeakMap<JsonObject, readonly Call[]>();

/** All templates, each followed by those that stand in it. */
export function templatesIn({ spec: whole, templates }: Workflow): readonly TemplatePart[] {
  let found = TEMPLATES.get(whole);
  if (found === undefined) {
    found = templates.flatMap(({ spec, path, name }) => withInline({ spec, path, name }, 0));
    TEMPLATES.set(whole, found);
  }
  return found;
}

const LEVELS = 20;

function withInline(template: TemplatePart, level: number): readonly TemplatePart[] {
  if (level > LEVELS) return [];
  return [
    template,
    ...callsOf(template).flatMap(({ spec, path }) => {
      const inline = objectAt(spec, 'inline');
      if (inline === undefined) return [];
      const part = { spec: inline, path: [...path, 'inline'], name: textAt(inline, 'name') };
      return withInline({ ...part, enclosing: template }, level + 1);
    }),
  ];
}

/** The steps and tasks of one template. */
export function callsOf(template: TemplatePart): readonly Call[] {
  const { spec, path } = template;
  const found: Call[] = [];
  for (const [index, group] of listAt(spec, 'steps').entries()) {
    for (const [position, step] of listOf(group).entries()) {
      if (!isObject(step)) continue;
      found.push({ spec: step, path: [...path, 'steps', index, position], prefix: 'steps', template });
    }
  }
  for (const [index, task] of listAt(objectAt(spec, 'dag'), 'tasks').entries()) {
    if (!isObject(task)) continue;
    found.push({ spec: task, path: [...path, 'dag', 'tasks', index], prefix: 'tasks', template });
  }
  return found;
}

/** The template of the Workflow's list that a template stands in, or is. */
export function outermost(template: TemplatePart): TemplatePart {
  return template.enclosing === undefined ? template : outermost(template.enclosing);
}

/** The steps and tasks of all templates. */
export function callsIn(workflow: Workflow): readonly Call[] {
  let found = CALLS.get(workflow.spec);
  if (found === undefined) {
    found = templatesIn(workflow).flatMap(callsOf);
    CALLS.set(workflow.spec, found);
  }
  return found;
}

/** A container in a template and where it stands. */
export interface ContainerPart {
  readonly spec: JsonObject;
  readonly path: Path;
}

/** All containers of a template: its own, those of a set, before and beside them. */
export function containersOf({ spec, path }: TemplatePart): readonly ContainerPart[] {
  const found: ContainerPart[] = [];
  for (const field of ['container', 'script'] as const) {
    const own = objectAt(spec, field);
    if (own !== undefined) found.push({ spec: own, path: [...path, field] });
  }
  const add = (holder: JsonObject | undefined, key: string, at: Path) => {
    for (const [index, one] of listAt(holder, key).entries()) {
      if (isObject(one)) found.push({ spec: one, path: [...at, key, index] });
    }
  };
  const set = objectAt(spec, 'containerSet');
  if (set !== undefined) found.push({ spec: set, path: [...path, 'containerSet'] });
  add(set, 'containers', [...path, 'containerSet']);
  add(spec, 'initContainers', path);
  add(spec, 'sidecars', path);
  return found;
}

/** The parameters of an object of arguments, inputs or outputs, with their places. */
export function entriesOf(
  holder: JsonObject | undefined,
  key: 'parameters' | 'artifacts',
  path: Path,
): readonly { readonly spec: JsonObject; readonly name: string; readonly path: Path }[] {
  return listAt(holder, key).flatMap((spec, index) =>
    isObject(spec) ? [{ spec, name: textAt(spec, 'name'), path: [...path, key, index] }] : [],
  );
}

/** The names of the parameters or artifacts that a template asks for. */
export function inputNames(template: JsonObject, key: 'parameters' | 'artifacts'): ReadonlySet<string> {
  return new Set(objectsAt(objectAt(template, 'inputs'), key).map((input) => textAt(input, 'name')));
}

/** Does a template run as a pod? Steps, DAGs, suspensions and the like have none, whatever they say of containers. */
export function makesPod(template: JsonObject): boolean {
  return ['container', 'containerSet', 'script', 'resource', 'data'].some((type) => objectAt(template, type));
}
