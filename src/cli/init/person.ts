import process from 'node:process';
import { intro } from '@clack/prompts';
import type { FlowQuestions, Person } from '../../scaffold/flow/person.ts';
import { askAnswers, askYesNoOrEnd, type QuestionStreams, type Remembered } from '../questions.ts';
import { Recall } from '../recall.ts';
import type { Terminal } from '../terminal.ts';
import { flowQuestions } from './flow-questions.ts';

/** Somebody at a terminal, who may also be asked whether to install what the project needs. */
export interface InitPerson extends Person {
  /** Does what asks them; again from the start, with what was answered so far, when they go back. */
  asked<T>(task: () => Promise<T>): Promise<T>;
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
  const recall = new Recall(streams.input ?? process.stdin);
  const ask: Remembered = (question) => recall.ask(question);
  return {
    flow: remembering(flowQuestions(columns, streams), recall),
    answers: (template) => askAnswers(template, given, folder, streams, ask),
    asked: (task) => {
      intro('Esc goes back a question, Ctrl-C gives up', streams);
      return recall.run(task);
    },
    install: (question) => askYesNoOrEnd(question, streams),
  };
}

function remembering(flow: FlowQuestions, recall: Recall): FlowQuestions {
  return {
    start: (...words) => recall.ask(() => flow.start(...words)),
    event: (...words) => recall.ask(() => flow.event(...words)),
    trigger: (...words) => recall.ask(() => flow.trigger(...words)),
    show: (...words) => {
      // What stands above already is not shown twice.
      if (!recall.isAnswered()) flow.show(...words);
    },
    filters: (...words) => recall.ask(() => flow.filters(...words)),
    parameters: (...words) => recall.ask(() => flow.parameters(...words)),
    agree: (...words) => recall.ask(() => flow.agree(...words)),
  };
}
