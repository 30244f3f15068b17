import { basename, resolve } from 'node:path';
import { type Answers, resolveAnswers } from './answers.ts';
import type { Template } from './template.ts';

/** Asks a person for what is not given; undefined when they give up. */
export type Ask = (template: Template) => Promise<ReadonlyMap<string, string> | undefined>;

/**
 * What is said about a template's parameters, for a project in `folder`. What is given is checked before the first
 * question. Throws a UserError (usage); undefined when the person gives up.
 */
export async function answersFor(
  template: Template,
  given: ReadonlyMap<string, string>,
  folder: string,
  ask: Ask,
): Promise<Answers | undefined> {
  const name = basename(resolve(folder));
  resolveAnswers(template, given, name);
  const asked = await ask(template);
  return asked === undefined ? undefined : resolveAnswers(template, asked, name);
}
