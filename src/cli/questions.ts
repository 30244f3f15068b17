import type { Readable, Writable } from 'node:stream';
import { confirm, isCancel, select, text } from '@clack/prompts';
import { checkValue, defaultValue } from '../scaffold/answers.ts';
import type { SensorQuestions } from '../scaffold/sensor/project.ts';
import type { Parameter, Template } from '../scaffold/template.ts';

// A module of its own: only a person at a terminal pays for loading the prompts.

/** Where questions are asked; the process's own streams when absent. */
export interface QuestionStreams {
  readonly input?: Readable;
  readonly output?: Writable;
}

/** Asks a question, or answers it where it was asked before. */
export type Remembered = <T>(question: () => Promise<T | undefined>) => Promise<T | undefined>;

/**
 * The answers to the template's questions, except those that `given` has already; undefined when the person gives up.
 * `folder` is the name of the project's folder.
 */
export async function askAnswers(
  template: Template,
  given: ReadonlyMap<string, string>,
  folder: string,
  streams: QuestionStreams = {},
  remembered: Remembered = (question) => question(),
): Promise<ReadonlyMap<string, string> | undefined> {
  const answers = new Map(given);
  for (const parameter of template.parameters) {
    if (parameter.question === undefined || answers.has(parameter.name)) continue;
    const { question } = parameter;
    const usual = defaultValue(parameter, folder);
    const answer = await remembered(() => ask(parameter, question, usual, streams));
    if (answer === undefined) return undefined;
    answers.set(parameter.name, answer);
  }
  return answers;
}

/** Which of the templates of a folder; undefined when the person gives up (Ctrl-C). */
export async function askKind(
  message: string,
  templates: readonly Template[],
  initialValue: string | undefined,
  streams: QuestionStreams = {},
): Promise<string | undefined> {
  const answer = await select({
    ...streams,
    message,
    ...(initialValue !== undefined && { initialValue }),
    options: templates.map(({ name, title }) => ({ value: name, label: name, hint: title })),
  });
  return isCancel(answer) ? undefined : answer;
}

/** The questions about a sensor that are none about parameters. */
export function sensorQuestions(streams: QuestionStreams = {}): SensorQuestions {
  return {
    event: async (names) => {
      const answer = await select({
        ...streams,
        message: 'Which event does the sensor wait for?',
        options: names.map((value) => ({ value, label: value })),
      });
      return isCancel(answer) ? undefined : answer;
    },
    dataKey: async (proposals, event) => {
      const answer = await select({
        ...streams,
        message: `Which value of ${event} does the trigger take?`,
        options: proposals
          .slice(0, MOST_KEYS)
          .map(({ path, value }) => ({ value: path, label: path, hint: shortened(value) })),
      });
      return isCancel(answer) ? undefined : answer;
    },
  };
}

/** More than fit on a screen help nobody to choose. */
const MOST_KEYS = 15;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}

async function ask(
  parameter: Parameter,
  message: string,
  initialValue: string,
  streams: QuestionStreams,
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

/** No where the person gives up. */
export async function askYesNo(message: string, streams: QuestionStreams = {}): Promise<boolean> {
  const answer = await confirm({ ...streams, message, initialValue: false });
  return !isCancel(answer) && answer;
}

/** Undefined where the person gives up; yes is what Enter says. */
export async function askYesNoOrEnd(
  message: string,
  streams: QuestionStreams = {},
): Promise<boolean | undefined> {
  const answer = await confirm({ ...streams, message });
  return isCancel(answer) ? undefined : answer;
}
