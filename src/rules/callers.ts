import type { Path } from '../diagnostic.ts';
import { isObject, type JsonObject, listOf } from '../json.ts';
import type { Workflow } from '../model/kinds/workflow.ts';

/** A step or a task of a DAG: what calls a template. */
export interface Caller {
  readonly spec: JsonObject;
  /** From the resource's root. */
  readonly path: Path;
  /** The tasks of the same DAG by name; undefined for a step. */
  readonly tasks: ReadonlyMap<string, JsonObject> | undefined;
}

/** All steps and tasks of the templates of a Workflow. What has another shape is left out. */
export function callersOf(workflow: Workflow): readonly Caller[] {
  return workflow.templates.flatMap(({ spec, path }) => [...stepsOf(spec, path), ...tasksOf(spec, path)]);
}

function stepsOf(template: JsonObject, path: Path): readonly Caller[] {
  return listOf(template['steps']).flatMap((group, index) =>
    listOf(group).flatMap((step, position) =>
      isObject(step) ? [{ spec: step, path: [...path, 'steps', index, position], tasks: undefined }] : [],
    ),
  );
}

function tasksOf(template: JsonObject, path: Path): readonly Caller[] {
  const dag = template['dag'];
  const entries = isObject(dag) ? listOf(dag['tasks']) : [];
  const named = entries.filter(isObject).map((task): [string, JsonObject] => {
    const { name } = task;
    return [typeof name === 'string' ? name : '', task];
  });
  const tasks = new Map(named);
  return entries.flatMap((task, index) =>
    isObject(task) ? [{ spec: task, path: [...path, 'dag', 'tasks', index], tasks }] : [],
  );
}
