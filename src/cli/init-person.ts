import { flowQuestions } from './flow-questions.ts';
import type { Person } from './init-flow.ts';
import { askAnswers, type QuestionStreams } from './questions.ts';
import type { Terminal } from './terminal.ts';

/** Somebody at a terminal who is asked what the flags do not say. */
export function personAt(
  { columns = 80 }: Terminal,
  given: ReadonlyMap<string, string>,
  folder: string,
  streams: QuestionStreams = {},
): Person {
  return {
    flow: flowQuestions(columns, streams),
    answers: (template) => askAnswers(template, given, folder, streams),
  };
}
