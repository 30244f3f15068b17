import type { Engine } from '../../engine/engine.ts';
import { UserError } from '../../errors.ts';
import { nameFor } from '../../proposals/names.ts';
import { lookUp, nothingThere } from '../event-places.ts';
import type { Value } from '../sensor/values.ts';

/** What a trigger takes of an event, as `--param` says it: `NAME=DATAKEY`, or only the key. */
export function parameterText({ name, path }: { readonly name: string; readonly path: string }): string {
  return `${name}=${path}`;
}

/** A value that a trigger takes, with the text that a parameter becomes of it. */
export interface TakenValue extends Value {
  readonly text: string;
}

/**
 * The values that a trigger takes. Throws a UserError (usage) for a place that the event does not have, and for a name
 * that no parameter can have.
 */
export function flowValues(
  engine: Engine,
  texts: readonly string[],
  data: string,
  dependency: string,
): readonly TakenValue[] {
  const written = texts.map((text) => {
    const [, name, path = ''] = /^(?:([^=]*)=)?(.*)$/s.exec(text) ?? [];
    if (path === '')
      throw new UserError('usage', `"${text}" names no value of the event`, '--param ref=body.ref');
    if (name !== undefined && !/^[A-Za-z0-9_][\w-]*$/.test(name)) {
      throw new UserError(
        'usage',
        `"${name}" is no name of a parameter`,
        'letters, digits, "-" and "_", such as --param ref=body.ref',
      );
    }
    return { name: name ?? nameFor(path), path };
  });
  written.forEach(({ name }, index) => {
    if (written.findIndex((other) => other.name === name) === index) return;
    throw new UserError('usage', `two parameters are called "${name}"`);
  });
  const found = lookUp(
    engine,
    data,
    written.map(({ path }) => path),
  );
  return written.map(({ name, path }, index) => {
    const result = found[index];
    if (result?.exists !== true) throw nothingThere(path, data, 'its parameter would get nothing');
    const isInteger = result.type === 'Number' && /^-?\d+$/.test(result.raw);
    const text = result.type === 'JSON' || result.type === 'Null' ? result.raw : result.string;
    return { name, dependency, dataKey: path, text, isInteger };
  });
}
