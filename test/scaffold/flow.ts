import { expect } from 'vitest';
import { isArray, isObject, type JsonValue } from '../../src/json.ts';
import { sourceEvents } from '../../src/scaffold/dependencies.ts';
import type { Project } from '../../src/scaffold/project.ts';
import type { Template } from '../../src/scaffold/template.ts';
import { allTriggers } from '../../src/test-event/outcome.ts';
import {
  BUSES,
  emptyProject,
  fire,
  type Given,
  planEventBus,
  planSource,
  takable,
  written,
} from './project.ts';

const KUSTOMIZATION = '# All of the flow.\nresources: []\n';

export function named(templates: readonly Template[], name: string): Template {
  const found = templates.find((template) => template.name === name);
  if (found === undefined) throw new Error(`no template ${name}`);
  return found;
}

/** An event source of that type and a bus. */
export function flowOf(type: Template, given: Given = {}): Project {
  const project = emptyProject(KUSTOMIZATION);
  const withSource = written(project, planSource(project, type, given));
  return written(withSource, planEventBus(withSource, named(BUSES, 'jetstream')));
}

/** Every trigger fires, and does something with the value that is worth most. */
export function everyTriggerFires(project: Project, count: number): void {
  const [event] = sourceEvents(project.model);
  const proposals = event === undefined ? [] : takable(event);
  // What goes into a template is no query.
  const values = [proposals[0], proposals.find(({ path }) => !path.includes('@'))].map((one) => one?.value);
  const result = fire(project, []);
  const triggers = result.firings.flatMap(allTriggers);
  expect(triggers.map(({ outcome }) => outcome)).toEqual(Array(count).fill('fires'));
  for (const { action, trigger } of triggers) {
    const texts = textsIn((action ?? null) as JsonValue);
    const has = values.some((value) => value !== undefined && texts.some((text) => text.includes(value)));
    expect(has, `${trigger} has one of ${values.join(', ')} in ${texts.join('\n')}`).toBe(true);
  }
}

/** All texts in a value, those in texts of JSON too. */
function textsIn(value: JsonValue): readonly string[] {
  if (isArray(value)) return value.flatMap(textsIn);
  if (isObject(value)) return Object.values(value).flatMap(textsIn);
  if (typeof value !== 'string') return [String(value)];
  try {
    return [value, ...textsIn(JSON.parse(value) as JsonValue)];
  } catch {
    return [value];
  }
}
