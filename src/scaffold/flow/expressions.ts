import type { Engine } from '../../engine/engine.ts';
import { UserError } from '../../errors.ts';
import { nameFor, reserve } from '../../proposals/names.ts';
import { filterEvent, prepareFilter } from '../../simulate/dependency/dependency-filter.ts';
import { lookUp, nothingThere } from '../event-places.ts';
import type { Expression } from '../sensor/values.ts';

/** Texts in quotes, and words with the dots between them. */
const TOKENS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[A-Za-z_][\w-]*(?:\.(?:[\w-]|\\.)+)*/g;
const WORDS: ReadonlySet<string> = new Set(['true', 'false', 'in']);

/**
 * Expressions in which places of the event stand by their path, such as `body.action == "closed" && body.merged`, as a
 * dependency has them: with a name for each place. Throws a UserError (usage) for a place that the event does not have,
 * for an expression that fails, and for one that the event itself does not pass.
 */
export function flowExpressions(
  engine: Engine,
  texts: readonly string[],
  data: string,
): readonly Expression[] {
  return texts.map((text) => {
    const paths = [...text.matchAll(TOKENS)].map(([token]) => token).filter((token) => !/^["']/.test(token));
    const places = [...new Set(paths)].filter((path) => !WORDS.has(path));
    const found = lookUp(engine, data, places);
    const taken = new Set<string>();
    const names = new Map(
      places.map((path, index) => {
        if (found[index]?.exists !== true)
          throw nothingThere(path, data, 'an expression on it would stop the event');
        return [path, reserve(nameFor(path), taken).replaceAll('-', '_')] as const;
      }),
    );
    const expr = text.replace(TOKENS, (token) => names.get(token) ?? token);
    const made = { expr, fields: [...names].map(([path, name]) => ({ name, path })) };
    judge(engine, made, text, data);
    return made;
  });
}

function judge(engine: Engine, made: Expression, text: string, data: string): void {
  const none = {
    exprOperator: '',
    data: undefined,
    dataOperator: '',
    context: undefined,
    time: undefined,
    script: '',
  };
  const event = {
    id: '',
    type: '',
    source: '',
    subject: '',
    dataContentType: 'application/json',
    time: '',
    data,
  };
  const { pass, failure } = filterEvent(engine, prepareFilter({ ...none, exprs: [made] }, ''), event);
  if (failure !== undefined) throw new UserError('usage', `the expression "${text}" fails: ${failure.error}`);
  if (!pass)
    throw new UserError('usage', `the event itself does not pass "${text}"`, 'choose an event that does');
}
