import type { Answer, Answers, Engine, Question } from './engine.ts';

/** Answers kept at most; then all are forgotten. */
const MOST = 10_000;

/**
 * The same engine, which asks nothing twice: rule after rule wants to know the same of one expression, and flows of one
 * team look alike. What depends on the time or on chance is asked each time.
 */
export function remembering(engine: Engine): Engine {
  const known = new Map<string, Answer<unknown>>();
  return {
    ask<const Q extends readonly Question[]>(questions: Q): Answers<Q> {
      const keys = questions.map(keyOf);
      const before = keys.map((key) => (key === undefined ? undefined : known.get(key)));
      const open = questions.filter((_, index) => before[index] === undefined);
      const fresh: readonly Answer<unknown>[] = open.length === 0 ? [] : engine.ask(open);
      let next = 0;
      const answers = before.map((answer) => answer ?? fresh[next++]);
      for (const [index, answer] of answers.entries()) {
        const key = keys[index];
        if (key !== undefined && answer !== undefined && isLasting(answer)) known.set(key, answer);
      }
      if (known.size > MOST) known.clear();
      // Each question has the answer that it was given, now or before.
      return answers as unknown as Answers<Q>;
    },
    close: () => engine.close(),
  };
}

/** A limit was the machine's, too: with more time it may be another answer. */
function isLasting(answer: Answer<unknown>): boolean {
  return answer.ok || answer.kind !== 'limit';
}

/** A text that only the same question has; undefined for one whose answer may be another one next time. */
function keyOf(question: Question): string | undefined {
  switch (question.op) {
    case 'duration':
      return `duration ${question.text}`;
    case 'govaluateVariables':
    case 'workflowVariables':
    case 'when':
      return `${question.op} ${question.expression}`;
    case 'regexp':
    case 'cron':
    case 'wallClock':
      return JSON.stringify(question);
    default:
      return undefined;
  }
}
