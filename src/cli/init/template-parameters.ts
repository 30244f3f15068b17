import { UserError } from '../../errors.ts';
import { type Answers, givenAnswers } from '../../scaffold/answers.ts';
import type { Template } from '../../scaffold/template.ts';

/** What is written when nobody says which. */
export const DEFAULT_TEMPLATE = 'webhook';
/** Parameters that most templates have, with flags of their own; all others go through --set. */
const COMMON = ['name', 'namespace', 'endpoint', 'port'] as const;

/** What the flags say about parameters. Throws a UserError (usage) for a --set that is not KEY=VALUE or repeats. */
export function givenBy(
  flags: {
    readonly [Flag in (typeof COMMON)[number]]?: string | undefined;
  } & { readonly set?: readonly string[] | undefined },
): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  for (const name of COMMON) {
    const value = flags[name];
    if (value !== undefined) given.set(name, value);
  }
  for (const text of flags.set ?? []) {
    const equals = text.indexOf('=');
    if (equals < 1) throw new UserError('usage', `--set "${text}" is not KEY=VALUE`, '--set replicas=1');
    const name = text.slice(0, equals);
    if (given.has(name)) throw new UserError('usage', `parameter "${name}" is given twice`);
    given.set(name, text.slice(equals + 1));
  }
  return given;
}

/** The flags that give the same answers again. `folder` is the name of the project's folder. */
export function flagsFor(template: Template, answers: Answers, folder: string): readonly string[] {
  return givenAnswers(template, answers, folder).flatMap(([name, value]) =>
    COMMON.some((common) => common === name) ? [`--${name}`, value] : ['--set', `${name}=${value}`],
  );
}
