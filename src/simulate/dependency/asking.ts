import type { Answer, Answers, Engine, Question } from '../../engine/engine.ts';

/**
 * An evaluation that needs the engine, as a generator: it yields questions and is resumed with their answers.
 * A call to the engine costs far more than most questions, so evaluations that do not depend on each other
 * are driven together and share their calls.
 */
export type Asking<T> = Generator<readonly Question[], T, readonly Answer<unknown>[]>;

/** One round of questions; used as `yield* ask([…])`. No questions cost nothing. */
export function* ask<const Q extends readonly Question[]>(
  questions: Q,
): Generator<readonly Question[], Answers<Q>, readonly Answer<unknown>[]> {
  // The driver answers the very questions that were yielded, in their order.
  return (yield questions) as Answers<Q>;
}

/** Drives one evaluation to its end. */
export function answer<T>(engine: Engine, evaluation: Asking<T>): T {
  let step = evaluation.next();
  while (!step.done) step = evaluation.next(step.value.length === 0 ? [] : engine.ask(step.value));
  return step.value;
}

/** Runs evaluations side by side: what all of them ask in one round goes to the engine in one call. */
export function* together<T>(evaluations: readonly Asking<T>[]): Asking<T[]> {
  const steps = evaluations.map((evaluation) => evaluation.next());
  for (;;) {
    const questions = steps.flatMap((step) => (step.done ? [] : step.value));
    if (steps.every((step) => step.done)) break;
    const answers = yield questions;
    let taken = 0;
    for (const [index, step] of steps.entries()) {
      if (step.done) continue;
      const own = answers.slice(taken, taken + step.value.length);
      taken += step.value.length;
      const evaluation = evaluations[index];
      if (evaluation !== undefined) steps[index] = evaluation.next(own);
    }
  }
  return steps.flatMap((step) => (step.done ? [step.value] : []));
}
