import type { Answers, Engine, EngineWorld, Question } from './engine.ts';
import type { OpenEngine } from './wasm.ts';

export interface RepeatableEngine extends Engine {
  /** From here on, answers are those of an engine that was opened with this world, whatever was asked before. */
  begin(world: Required<Pick<EngineWorld, 'now' | 'seed'>>): void;
  /** It is another time now; random numbers go on. */
  moveClock(now: string): void;
}

/**
 * One engine for many runs, each of which gets the answers that it would get from an engine of its own. Opening one
 * for each would cost many times as much as a run does: the program starts anew only before a question that could
 * tell the difference, because it asks for the time or for random numbers.
 */
export function repeatable(
  engine: OpenEngine,
  first: Required<Pick<EngineWorld, 'now' | 'seed'>>,
): RepeatableEngine {
  let wanted = first;
  /** The time at which the running program's clock stands. */
  let clock = first.now;
  /** Random numbers of this run have been drawn: what follows goes on from there. */
  let drawn = false;

  function prepare(questions: readonly Question[]): void {
    if (clock === wanted.now && drawn) return;
    const texts = questions.flatMap(worldly);
    if (texts.length === 0) return;
    const draws = texts.some((text) => RANDOM.test(text));
    const tells = texts.some((text) => TIME.test(text));
    if (!(draws && !drawn) && !(tells && clock !== wanted.now)) return;
    engine.restart(wanted);
    clock = wanted.now;
    if (draws) drawn = true;
  }

  return {
    ask<const Q extends readonly Question[]>(questions: Q): Answers<Q> {
      prepare(questions);
      return engine.ask(questions);
    },
    close: () => engine.close(),
    begin(world) {
      wanted = world;
      drawn = false;
    },
    moveClock(now) {
      wanted = { ...wanted, now };
    },
  };
}

/** The programs in a question that could ask for the time or for random numbers. */
function worldly(question: Question): readonly string[] {
  switch (question.op) {
    case 'template':
      return [question.text];
    case 'jq':
      return [question.query];
    case 'luaFilter':
    case 'luaTransform':
      return [question.script];
    case 'sourceFilter':
    case 'workflowExpression':
      return [question.expression];
    default:
      return [];
  }
}

/**
 * Words of the functions whose answers are random, or in an order that Go draws: of sprig (rand…, uuidv4, shuffle,
 * gen…, htpasswd, bcrypt, encryptAES, keys, values, pick, omit), and Lua's math.random. A word too many costs a start
 * of the program.
 * Source: sprig v3 functions.go; gopher-lua mathlib.go.
 */
const RANDOM = /rand|uuid|shuffle|gen[A-Z]|htpasswd|bcrypt|encrypt|derive|keys|values|pick|omit|pairs|next/i;
/** Likewise of the time: now, date…, ago, os.time, os.clock, localtime, mktime. */
const TIME = /now|date|ago|time|clock|today/i;
