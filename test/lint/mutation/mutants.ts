import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A flow with one fault: a text that stands once in one of its files, and what is written instead. */
export interface Mutant {
  readonly rule: string;
  readonly file: string;
  readonly replace: string;
  readonly with: string;
  /** The file in which the fault shows, when it is not the one that was changed. */
  readonly 'said-in'?: string;
  /** When it is not the severity of the rule. */
  readonly severity?: string;
  /** True when it is said of another line: of what is around a removed field, or of the other half of a pair. */
  readonly elsewhere?: boolean;
}

const FOLDER = join(import.meta.dirname, 'mutants');

export function mutantsOf(flow: string): readonly Mutant[] {
  return parse(readFileSync(join(FOLDER, `${flow}.yaml`), 'utf8'));
}

/** The flows that have mutants. */
export const MUTATED: readonly string[] = readdirSync(FOLDER)
  .map((file) => file.replace(/\.yaml$/, ''))
  .sort();

export interface Mutated {
  readonly text: string;
  /** First and last line that the fault is on. */
  readonly lines: readonly [number, number];
}

/** Throws when the text to replace does not stand there exactly once. */
export function mutate(text: string, { rule, replace, with: by }: Mutant): Mutated {
  const [before = '', after, ...more] = text.split(replace);
  if (after === undefined || more.length > 0)
    throw new Error(`the text to replace for "${rule}" must stand there exactly once: "${replace}"`);
  const first = before.split('\n').length;
  return { text: before + by + after, lines: [first, first + by.split('\n').length - 1] };
}
