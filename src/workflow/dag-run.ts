import type { JsonObject } from '../json.ts';
import type { Dependencies } from './depends.ts';
import type { WalkNode } from './node.ts';
import type { TemplateBase } from './template-library.ts';
import type { Walk } from './walk.ts';

/** One execution of a DAG template. */
export interface DagRun {
  readonly walk: Walk;
  readonly node: WalkNode;
  readonly template: JsonObject;
  readonly base: TemplateBase;
  readonly tasks: ReadonlyMap<string, JsonObject>;
  readonly dependencies: (name: string) => Dependencies;
  readonly visited: Set<string>;
}

export function taskNodeName(run: DagRun, name: string): string {
  return `${run.node.name}.${name}`;
}

/** The node of a task, once it is there. */
export function nodeOf(run: DagRun, name: string): WalkNode | undefined {
  return run.walk.named(taskNodeName(run, name));
}
