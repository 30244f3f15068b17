import type { Person } from '../scaffold/flow-person.ts';
import { flowQuestions } from './flow-questions.ts';
import { askAnswers, askYesNoOrEnd, type QuestionStreams } from './questions.ts';
import type { Terminal } from './terminal.ts';

/** Somebody at a terminal, who may also be asked whether to install what the project needs. */
export interface InitPerson extends Person {
  /** Undefined when they give up. */
  install(question: string): Promise<boolean | undefined>;
}

/** Somebody at a terminal who is asked what the flags do not say. */
export function personAt(
  { columns = 80 }: Terminal,
  given: ReadonlyMap<string, string>,
  folder: string,
  streams: QuestionStreams = {},
): InitPerson {
  return {
    flow: flowQuestions(columns, streams),
    answers: (template) => askAnswers(template, given, folder, streams),
    install: (question) => askYesNoOrEnd(question, streams),
  };
}
