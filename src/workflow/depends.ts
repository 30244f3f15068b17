import { type JsonObject, objectAt, own, textAt, textsAt } from '../json.ts';

/** What a DAG's task waits for. Source: argo-workflows workflow/common/ancestry.go. */
export interface Dependencies {
  /** The names of the tasks, in the order in which they are mentioned; `items` when `.AnySucceeded` or `.AllFailed` asks. */
  readonly tasks: ReadonlyMap<string, 'task' | 'items'>;
  /** The condition with every result spelled out; empty for a task that waits for nobody. */
  readonly logic: string;
}

const NAME = /([a-zA-Z0-9][-a-zA-Z0-9]*?\.[A-Z][a-zA-Z]+)|([a-zA-Z0-9][-a-zA-Z0-9]*)/g;

export function dependenciesOf(
  task: JsonObject,
  taskNamed: (name: string) => JsonObject | undefined,
): Dependencies {
  const depends = textAt(task, 'depends') || fromList(task, taskNamed);
  const tasks = new Map<string, 'task' | 'items'>();
  const logic = depends.replace(NAME, (match, result: string | undefined) => {
    if (result === undefined) {
      tasks.set(match, 'task');
      return anyGoodResult(match, taskNamed(match));
    }
    const [name = '', what] = result.split('.');
    if (what === 'AnySucceeded' || what === 'AllFailed') tasks.set(name, 'items');
    else if (!tasks.has(name)) tasks.set(name, 'task');
    return match;
  });
  return { tasks, logic };
}

function fromList(task: JsonObject, taskNamed: (name: string) => JsonObject | undefined): string {
  return textsAt(task, 'dependencies')
    .map((name) => anyGoodResult(name, taskNamed(name)))
    .join(' && ');
}

function anyGoodResult(name: string, task: JsonObject | undefined): string {
  const results = ['Succeeded', 'Skipped', 'Daemoned'];
  const continueOn = objectAt(task, 'continueOn');
  if (own(continueOn, 'error') === true) results.push('Errored');
  if (own(continueOn, 'failed') === true) results.push('Failed');
  return `(${results.map((result) => `${name}.${result}`).join(' || ')})`;
}

/** All tasks that have to end before this one, nearest last; the task itself is not among them. */
export function ancestorsOf(
  name: string,
  dependencies: (name: string) => Iterable<string>,
): readonly string[] {
  const seen = new Set<string>();
  const visit = (task: string) => {
    if (seen.has(task)) return;
    seen.add(task);
    for (const dependency of dependencies(task)) visit(dependency);
  };
  for (const dependency of dependencies(name)) visit(dependency);
  seen.delete(name);
  return [...seen];
}
