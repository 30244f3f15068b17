import type { Engine, GjsonResult } from '../engine/engine.ts';
import { UserError } from '../errors.ts';
import { placeInSample } from '../payloads/curated.ts';
import type { Sample } from '../payloads/sample.ts';
import type { ValueType } from '../proposals/candidates.ts';
import { dataFilter, type FilterChoice, type Operator } from '../proposals/filters.ts';
import { reserve } from '../proposals/names.ts';
import type { Proposals } from '../proposals/proposals.ts';
import { whatIsThere } from '../simulate/data-outline.ts';
import { filterEvent, prepareFilter } from '../simulate/dependency/dependency-filter.ts';
import { nameFor } from './data-key.ts';
import type { Filter, Value } from './sensor.ts';

/** What a trigger takes of an event, as `--param` says it: `NAME=DATAKEY`, or only the key. */
export function parameterText({ name, path }: { readonly name: string; readonly path: string }): string {
  return `${name}=${path}`;
}

/** A filter as `--filter` says it. */
export function filterText({ path, operator, values }: FilterChoice): string {
  return `${path}${operator}${values.join('|')}`;
}

/** Throws a UserError (usage) for a text that is no filter. */
export function parseFilter(text: string): FilterChoice {
  const [, path = '', sign = '', right = ''] = /^(.+?)\s*(>=|<=|!=|==|=|>|<|~)\s*(.*)$/s.exec(text) ?? [];
  const operator = (sign === '==' ? '=' : sign) as Operator;
  if (path === '' || right === '') {
    throw new UserError('usage', `"${text}" is no filter`, "--filter 'body.ref=refs/heads/main'");
  }
  // A regular expression has its own "|".
  const values = operator === '~' ? [right] : right.split('|');
  if (values.length > 1 && operator !== '=') {
    throw new UserError('usage', `"${operator}" takes one value, and "${text}" has ${values.length}`);
  }
  return { path, operator, values };
}

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

/** An item of `filters.exprs` of a dependency. */
export interface FlowExpression {
  readonly expr: string;
  readonly fields: readonly { readonly name: string; readonly path: string }[];
}

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
): readonly FlowExpression[] {
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

function judge(engine: Engine, made: FlowExpression, text: string, data: string): void {
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
    const sample =
      result.type === 'Number' ? Number(result.raw) : result.type === 'String' ? result.string : undefined;
    const text = result.type === 'JSON' || result.type === 'Null' ? result.raw : result.string;
    return { name, dependency, dataKey: path, text, ...(sample !== undefined && { sample }) };
  });
}

function nothingThere(path: string, data: string, why: string): UserError {
  const there = whatIsThere(data, path);
  return new UserError('usage', `the event has no "${path}": ${why}`, there);
}

function lookUp(engine: Engine, data: string, paths: readonly string[]): readonly GjsonResult[] {
  if (paths.length === 0) return [];
  const [answer] = engine.ask([{ op: 'gjson', json: data, paths }]);
  if (answer.ok) return answer.value;
  throw new UserError('usage', `a path cannot be followed: ${answer.error}`);
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

/** What a trigger takes when nobody says so: what people take first. `plain`: no queries, only keys. */
export function proposedParameters({ parameters, events }: Proposals, plain: boolean): readonly string[] {
  return (
    parameters
      .filter((one) => one.events === events && /^(?:text|number|boolean)$/.test(one.type))
      // Headers are chosen by those who know why.
      .filter(
        ({ value, path }) => value !== '' && !/^headers?\.[A-Z]/.test(path) && !(plain && path.includes('@')),
      )
      .slice(0, 3)
      .map(parameterText)
  );
}

/** The filters on what kind of event it is: without them a sensor runs for each kind. */
export function proposedFilters({ filters }: Proposals): readonly string[] {
  return filters
    .filter(({ path }) => TELLS_KIND.test(path))
    .slice(0, 2)
    .map(({ path, values }) => filterText({ path, operator: '=', values: values.slice(0, 1) }));
}

const TELLS_KIND =
  /^(?:body\.(?:X-GitHub-Event|object_kind|eventKey|event_type|type|action|detail-type)|headers\.X-Event-Key\.0|event\.type|command|type|header\.(?:Ce-Type|X-Gitea-Event)\.0)$/;
