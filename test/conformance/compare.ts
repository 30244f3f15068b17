import { isDeepStrictEqual } from 'node:util';
import type { Engine } from '../../src/engine/engine.ts';
import { type Case, parseCase } from './cases.ts';
import { type Answered, evaluate } from './evaluate.ts';

export interface Difference {
  readonly example: Case;
  readonly answered: Answered;
}

export interface Comparison {
  readonly cases: number;
  readonly differences: readonly Difference[];
  /** Cases in which the real code returned an error. */
  readonly errorCases: number;
  /** Of those with an error on both sides: the ones whose texts differ. */
  readonly errorTexts: readonly Difference[];
}

export function compareAll(engine: Engine, lines: readonly string[]): Comparison {
  const differences: Difference[] = [];
  const errorTexts: Difference[] = [];
  let errorCases = 0;
  for (const line of lines) {
    const example = parseCase(line);
    const answered = evaluate(engine, example);
    if (example.expect.error !== undefined) errorCases += 1;
    if (differs(example, answered)) differences.push({ example, answered });
    else if (example.expect.error !== answered.error) errorTexts.push({ example, answered });
  }
  return { cases: lines.length, differences, errorCases, errorTexts };
}

/** The texts of errors are not compared here, only whether there is one. */
export function differs({ op, expect }: Case, answered: Answered): boolean {
  if (answered.limit !== undefined) return true;
  if ((expect.error === undefined) !== (answered.error === undefined)) return true;
  if (expect.panic !== answered.panic) return true;
  if (expect.pass !== undefined && expect.pass !== answered.pass) return true;
  if (expect.out === undefined) return false;
  return op === 'transform' ? !sameJson(expect.out, answered.out) : expect.out !== answered.out;
}

function sameJson(expected: string, answered: string | undefined): boolean {
  if (expected === answered || answered === undefined) return expected === answered;
  try {
    return isDeepStrictEqual(JSON.parse(expected), JSON.parse(answered));
  } catch {
    return false;
  }
}
