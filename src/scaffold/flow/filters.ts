import type { Engine, GjsonResult } from '../../engine/engine.ts';
import { UserError } from '../../errors.ts';
import { placeInSample } from '../../payloads/curated.ts';
import type { Sample } from '../../payloads/sample.ts';
import type { ValueType } from '../../proposals/candidates.ts';
import { dataFilter, type FilterChoice } from '../../proposals/filters.ts';
import { lookUp, nothingThere } from '../event-places.ts';
import { parseFilter } from '../filter-text.ts';
import type { Filter } from '../sensor/values.ts';

/**
 * The filters of a dependency that must all hold. Two on one place with `=` can hold only together as one of several values.
 * Throws a UserError (usage) for a place that the event does not have, and for what the value there cannot be compared to.
 */
export function flowFilters(
  engine: Engine,
  texts: readonly string[],
  data: string,
  dependency: string,
): readonly Filter[] {
  const choices: FilterChoice[] = [];
  for (const choice of texts.map(parseFilter)) {
    const same = choices.findIndex(
      ({ path, operator }) => path === choice.path && operator === '=' && choice.operator === '=',
    );
    const other = choices[same];
    if (other === undefined) choices.push(choice);
    else choices[same] = { ...other, values: [...new Set([...other.values, ...choice.values])] };
  }
  const found = lookUp(
    engine,
    data,
    choices.map(({ path }) => path),
  );
  return choices.map((choice, index) => filterFor(choice, found[index], data, dependency));
}

function filterFor(
  choice: FilterChoice,
  found: GjsonResult | undefined,
  data: string,
  dependency: string,
): Filter {
  const { path, operator, values } = choice;
  if (found?.exists !== true) throw nothingThere(path, data, 'a filter on it would stop the event');
  const type = typeOf(found);
  if (type === 'list' || type === 'object') {
    throw new UserError(
      'usage',
      `"${path}" is ${type === 'list' ? 'a list' : 'an object'}, and filters compare single values`,
    );
  }
  if (/^[<>]/.test(operator) && type !== 'number' && !isNumber(found.string)) {
    throw new UserError(
      'usage',
      `"${path}" is ${found.raw.slice(0, 40)}, and "${operator}" compares numbers`,
    );
  }
  if (/^[<>]/.test(operator) && !values.every(isNumber)) {
    throw new UserError('usage', `"${operator}" compares numbers, and "${values.join('|')}" is none`);
  }
  if (type === 'number' && operator !== '~' && !values.every(isNumber)) {
    throw new UserError('usage', `"${path}" is the number ${found.raw}, and "${values.join('|')}" is none`);
  }
  if (type === 'boolean' && operator !== '~' && !values.every((value) => /^(?:true|false)$/.test(value))) {
    throw new UserError(
      'usage',
      `"${path}" is ${found.raw}, and "${values.join('|')}" is neither true nor false`,
    );
  }
  const filter = dataFilter(choice, type);
  const shown = filter.type === 'bool' ? filter.value : values;
  return {
    dependency,
    path,
    type: filter.type,
    ...(filter.comparator !== undefined && { comparator: filter.comparator }),
    values: shown,
    ...(operator === '~' && { isPattern: true }),
  };
}

/**
 * The changes to a sample, as `--set` says them, that let it pass the filters as far as it does not yet: whoever asks for
 * another branch wants the sample of that branch.
 */
export function passingChanges(
  engine: Engine,
  texts: readonly string[],
  data: string,
  sample: Sample,
): readonly string[] {
  const choices = texts.map(parseFilter);
  const found = lookUp(
    engine,
    data,
    choices.map(({ path }) => path),
  );
  return choices.flatMap((choice, index) => {
    const result = found[index];
    const place = placeInSample(sample, choice.path);
    const value = result?.exists === true ? passingValue(choice, result) : undefined;
    return place === undefined || value === undefined ? [] : [`${place}=${value}`];
  });
}

/** JSON text that the filter lets pass; undefined where what is there passes, or nothing is known to. */
function passingValue(
  { operator, values: [wanted = '', ...more] }: FilterChoice,
  found: GjsonResult,
): string | undefined {
  const type = typeOf(found);
  const text = (value: string) => (type === 'text' ? JSON.stringify(value) : value);
  const number = Number(wanted);
  switch (operator) {
    case '=':
      return [wanted, ...more].includes(found.string) ? undefined : text(wanted);
    case '!=':
      if (found.string !== wanted) return undefined;
      return type === 'boolean'
        ? String(wanted !== 'true')
        : text(type === 'number' ? `${wanted}1` : `not-${wanted}`);
    case '>=':
      return found.number >= number ? undefined : text(wanted);
    case '<=':
      return found.number <= number ? undefined : text(wanted);
    case '>':
      return found.number > number ? undefined : text(String(number + 1));
    case '<':
      return found.number < number ? undefined : text(String(number - 1));
    case '~':
      return undefined;
  }
}

function typeOf({ type, raw }: GjsonResult): ValueType | undefined {
  switch (type) {
    case 'String':
      return 'text';
    case 'Number':
      return 'number';
    case 'True':
    case 'False':
      return 'boolean';
    case 'Null':
      return undefined;
    case 'JSON':
      return raw.startsWith('[') ? 'list' : 'object';
  }
}

function isNumber(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(text);
}
