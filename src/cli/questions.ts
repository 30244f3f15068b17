import type { Readable, Writable } from 'node:stream';
import { isCancel, select, text } from '@clack/prompts';
import { checkValue, defaultValue } from '../scaffold/answers.ts';
import type { Parameter, Template } from '../scaffold/template.ts';

// A module of its own: only a person at a terminal pays for loading the prompts.

/** Where questions are asked; the process's own streams when absent. */
export interface Streams {
  readonly input?: Readable;
  readonly output?: Writable;
}

/** Which of the templates; undefined when the person gives up (Ctrl-C). */
export async function askTemplate(
  templates: readonly Template[],
  initial: string,
  streams: Streams = {},
): Promise<string | undefined> {
  const answer = await select({
    ...streams,
    message: 'What shall the project do?',
    initialValue: initial,
    options: templates.map(({ name, title }) => ({ value: name, label: name, hint: title })),
  });
  return isCancel(answer) ? undefined : answer;
}

/**
 * The answers to the template's questions, except those that `given` has already; undefined when the person gives up.
 * `folder` is the name of the project's folder.
 */
export async function askAnswers(
  template: Template,
  given: ReadonlyMap<string, string>,
  folder: string,
  streams: Streams = {},
): Promise<ReadonlyMap<string, string> | undefined> {
  const answers = new Map(given);
  for (const parameter of template.parameters) {
    if (parameter.question === undefined || answers.has(parameter.name)) continue;
    const answer = await ask(parameter, parameter.question, defaultValue(parameter, folder), streams);
    if (answer === undefined) return undefined;
    answers.set(parameter.name, answer);
  }
  return answers;
}

async function ask(
  parameter: Parameter,
  message: string,
  initialValue: string,
  streams: Streams,
): Promise<string | undefined> {
  const { choices } = parameter;
  const answer =
    choices.length > 0
      ? await select({
          ...streams,
          message,
          initialValue,
          options: choices.map(({ value, hint }) =>
            hint === undefined ? { value, label: value } : { value, label: value, hint },
          ),
        })
      : await text({
          ...streams,
          message,
          initialValue,
          validate: (value) => checkValue(parameter, value ?? ''),
        });
  return isCancel(answer) ? undefined : answer;
}
