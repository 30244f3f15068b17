import type { GjsonResult, Question } from '../../engine/engine.ts';
import type { Event } from '../event.ts';
import { isJson } from '../event-json.ts';
import { failureOf } from '../failure.ts';
import { type Parsed, parseBool, parseFloat64, quote } from '../strconv.ts';
import { type Asking, ask } from './asking.ts';
import type { DataSpec } from './filter-spec.ts';
import { simplePattern } from './pattern.ts';
import { a, type FilterDecision, filterError, join, oneOf, PASSED, type Verdict } from './verdict.ts';

/** A data filter with everything worked out that does not depend on the event. */
export interface PreparedData {
  readonly spec: DataSpec;
  readonly index: number;
  /** For strings: what answers each pattern here; undefined where the engine has to. */
  readonly patterns: readonly (((text: string) => boolean) | undefined)[];
  readonly numbers: readonly Parsed<number>[];
  readonly booleans: readonly Parsed<boolean>[];
}

type Found = Pick<GjsonResult, 'string' | 'number' | 'boolean' | 'raw'>;
type Template = Extract<Question, { op: 'template' }>;
type Regexp = Extract<Question, { op: 'regexp' }>;
type Matches = readonly (() => Parsed<boolean> | { readonly ok: false; readonly verdict: Verdict })[];

export function prepareData(specs: readonly DataSpec[]): readonly PreparedData[] {
  return specs.map((spec, index) => ({
    spec,
    index,
    patterns: spec.type === 'string' ? spec.value.map(simplePattern) : [],
    numbers: spec.type === 'number' ? spec.value.map(parseFloat64) : [],
    booleans: spec.type === 'bool' ? spec.value.map(parseBool) : [],
  }));
}

/** Source: argo-events pkg/sensors/dependencies/filter.go (filterData). */
export function* filterData(
  filters: readonly PreparedData[],
  operator: string,
  event: Event,
): Asking<Verdict> {
  if (filters.length === 0 || event.data === null) return PASSED;
  if (!isJson(event.data)) return notJson('data', event.data);

  const [looked] = yield* ask([
    { op: 'gjson', json: event.data, paths: filters.map(({ spec }) => spec.path) },
  ]);
  if (!looked.ok) return { pass: false, failure: failureOf(looked) };
  const items = filters.flatMap((filter, index) => {
    const result = looked.value[index];
    return result === undefined ? [] : [{ filter, result }];
  });

  const rendered = yield* renderTemplates(items);
  const found = items.map(({ result }, index): Found => {
    const output = rendered[index];
    return output !== undefined && 'found' in output ? output.found : result;
  });
  const matches = yield* matchPatterns(
    items.map(({ filter, result }, index) => ({
      filter,
      text: found[index]?.string ?? '',
      asked: result.exists && !(rendered[index] !== undefined && 'verdict' in rendered[index]),
    })),
  );

  return join(
    'data',
    operator,
    items.map(({ filter, result }, index): Verdict => {
      if (!result.exists) return pathMissing(filter);
      if (filter.spec.value.length === 0) return noValues(filter, result);
      const output = rendered[index];
      if (output !== undefined && 'verdict' in output) return output.verdict(operator);
      return compare(filter, found[index] ?? result, matches[index] ?? []);
    }),
  );
}

type Rendered = { readonly found: Found } | { readonly verdict: (operator: string) => Verdict };

/** The values after their templates; undefined where there is no template, or nothing to render. */
function* renderTemplates(
  items: readonly { filter: PreparedData; result: GjsonResult }[],
): Asking<(Rendered | undefined)[]> {
  const rendered: (Rendered | undefined)[] = items.map(() => undefined);
  const wanted = items.flatMap(({ filter: { spec }, result }, index) =>
    spec.template !== '' && result.exists && spec.value.length > 0 ? [{ spec, result, index }] : [],
  );
  if (wanted.length === 0) return rendered;
  const outputs = yield* ask(
    wanted.map(
      ({ spec, result }): Template => ({
        op: 'template',
        name: 'param',
        text: spec.template,
        input: { text: result.string },
      }),
    ),
  );
  const texts: { index: number; text: string }[] = [];
  for (const [position, { spec, result, index }] of wanted.entries()) {
    const output = outputs[position];
    if (output === undefined) continue;
    if (!output.ok) {
      const verdict: Verdict = {
        pass: false,
        failure: failureOf(output),
        decision: templateDecision(spec, index, result, `the template fails (${output.error})`),
      };
      rendered[index] = { verdict: () => verdict };
    } else if (output.value === '' || output.value === '<no value>') {
      const decision = templateDecision(spec, index, result, `the template gives ${quote(output.value)}`);
      rendered[index] = {
        verdict: (operator) => ({ pass: false, decision, failure: emptyTemplate(spec.template, operator) }),
      };
    } else texts.push({ index, text: output.value });
  }
  // The output becomes a JSON string by way of Go's quoting, whose escapes are not all JSON's.
  const quoted = yield* quoteAll(texts.map(({ text }) => text));
  const parsed = yield* ask(quoted.map((json) => ({ op: 'gjson' as const, json, paths: ['@this'] })));
  for (const [position, { index }] of texts.entries()) {
    const reread = parsed[position];
    if (reread === undefined) continue;
    if (!reread.ok) rendered[index] = { verdict: () => ({ pass: false, failure: failureOf(reread) }) };
    else if (reread.value[0] !== undefined) rendered[index] = { found: reread.value[0] };
  }
  return rendered;
}

/** Go's own quoting, except for ASCII: which other characters are printable depends on the version of Unicode. */
function* quoteAll(texts: readonly string[]): Asking<readonly string[]> {
  const foreign = [...new Set(texts.filter((text) => /\P{ASCII}/u.test(text)))];
  const answers = yield* ask(
    foreign.map(
      (text): Template => ({
        op: 'template',
        name: 'quote',
        text: '{{ printf "%q" .Input }}',
        input: { text },
      }),
    ),
  );
  return texts.map((text) => {
    const answer = answers[foreign.indexOf(text)];
    return answer?.ok ? answer.value : quote(text);
  });
}

function emptyTemplate(template: string, operator: string) {
  const error =
    operator === 'or'
      ? `template evaluated to empty string or no value: '${template}'`
      : `template '${template}' evaluated to empty string or no value`;
  return { kind: 'error', error } as const;
}

/** For every filter on a string, whether each of its patterns matches; lazily, as errors count only when reached. */
function* matchPatterns(
  items: readonly { filter: PreparedData; text: string; asked: boolean }[],
): Asking<Matches[]> {
  const questions: Regexp[] = [];
  const places = items.map(({ filter, text, asked }) => {
    if (!asked) return [];
    return filter.patterns.map((simple, index) => {
      if (simple !== undefined) return { simple };
      questions.push({ op: 'regexp', pattern: filter.spec.value[index] ?? '', texts: [text] });
      return { question: questions.length - 1 };
    });
  });
  const answers = yield* ask(questions);
  return places.map((patterns, index) =>
    patterns.map((place) => () => {
      if (place.simple !== undefined) return { ok: true, value: place.simple(items[index]?.text ?? '') };
      const answer = answers[place.question];
      if (answer?.ok) return { ok: true, value: answer.value[0] === true };
      if (answer?.kind === 'error') return { ok: false, error: answer.error };
      const failure = answer && failureOf(answer);
      return { ok: false, verdict: { pass: false, ...(failure && { failure }) } };
    }),
  );
}

const NUMBER_COMPARATORS: Readonly<Record<string, (event: number, filter: number) => boolean>> = {
  '>=': (event, filter) => event >= filter,
  '>': (event, filter) => event > filter,
  '=': (event, filter) => event === filter,
  '': (event, filter) => event === filter,
  '!=': (event, filter) => event !== filter,
  '<': (event, filter) => event < filter,
  '<=': (event, filter) => event <= filter,
};

/** Passes with the first value that the event's value compares to; an error in a value before that ends it. */
function compare(filter: PreparedData, found: Found, matches: Matches): Verdict {
  const { spec } = filter;
  const failed = (error: string): Verdict => ({
    pass: false,
    failure: { kind: 'error', error },
    decision: decision(filter, found, `nothing would pass: the filter itself is wrong (${error})`),
  });
  switch (spec.type) {
    case 'bool':
      for (const value of filter.booleans) {
        if (!value.ok) return failed(value.error);
        if (value.value === found.boolean) return PASSED;
      }
      break;
    case 'number': {
      const holds = Object.hasOwn(NUMBER_COMPARATORS, spec.comparator)
        ? NUMBER_COMPARATORS[spec.comparator]
        : undefined;
      for (const value of filter.numbers) {
        if (!value.ok) return failed(value.error);
        if (holds?.(found.number, value.value)) return PASSED;
      }
      break;
    }
    case 'string':
      for (const matched of matches) {
        const match = matched();
        if (!match.ok) return 'verdict' in match ? match.verdict : failed(match.error);
        if (spec.comparator === '!=' && !match.value) return PASSED;
        if ((spec.comparator === '' || spec.comparator === '=') && match.value) return PASSED;
      }
      break;
    default:
      return failed(`unsupported JSON type '${spec.type}'`);
  }
  return { pass: false, decision: decision(filter, found) };
}

function pathMissing(filter: PreparedData): Verdict {
  const { spec, index } = filter;
  return {
    pass: false,
    failure: { kind: 'error', error: `path '${spec.path}' does not exist` },
    decision: {
      subject: spec.path,
      expected: expectation(spec),
      wouldPass: `${wouldPass(spec)}; the event has no ${spec.path}`,
      path: ['data', index, 'path'],
    },
  };
}

function noValues({ spec, index }: PreparedData, result: Found): Verdict {
  return {
    pass: false,
    failure: { kind: 'error', error: 'no values specified' },
    decision: {
      subject: spec.path,
      value: result.raw,
      expected: 'one of no values',
      wouldPass: 'nothing would pass: the filter has no values to compare with',
      path: ['data', index, 'value'],
    },
  };
}

function templateDecision(spec: DataSpec, index: number, result: Found, what: string): FilterDecision {
  return {
    subject: spec.path,
    value: result.raw,
    expected: expectation(spec),
    wouldPass: `${a(spec.path)} from which the template makes a text would pass; here ${what}`,
    path: ['data', index, 'template'],
  };
}

function decision(filter: PreparedData, found: Found, sentence = wouldPass(filter.spec)): FilterDecision {
  const { spec, index } = filter;
  return {
    subject: subjectOf(spec),
    value: spec.template === '' ? found.raw : JSON.stringify(found.string),
    expected: expectation(spec),
    wouldPass: sentence,
    path: ['data', index, 'value'],
  };
}

function subjectOf(spec: DataSpec): string {
  return spec.template === '' ? spec.path : `${spec.path} after its template`;
}

function expectation(spec: DataSpec): string {
  const comparator = spec.comparator === '' || spec.type === 'bool' ? '=' : spec.comparator;
  const values = oneOf(spec.value.map((value) => (spec.type === 'string' ? quote(value) : value)));
  const type = spec.type === 'string' ? 'regular expression' : spec.type;
  return `${comparator} ${values} (${type})`;
}

function wouldPass(spec: DataSpec): string {
  const subject = a(subjectOf(spec));
  const { comparator } = spec;
  switch (spec.type) {
    case 'bool': {
      const values = [...new Set(spec.value.map((value) => parseBool(value)))];
      const texts = new Set(values.flatMap((value) => (value.ok ? [String(value.value)] : [])));
      const ignored =
        comparator === '' || comparator === '=' ? '' : ` (the comparator "${comparator}" is ignored)`;
      return `${subject} that is ${oneOf([...texts])} would pass${ignored}`;
    }
    case 'number': {
      if (!Object.hasOwn(NUMBER_COMPARATORS, comparator))
        return `nothing would pass: a number is not compared with "${comparator}"`;
      const sign = comparator === '' ? '=' : comparator;
      return `${subject} that is ${oneOf(spec.value.map((value) => `${sign} ${value}`))} would pass`;
    }
    case 'string': {
      const patterns = spec.value.map(quote);
      if (comparator === '' || comparator === '=')
        return `${subject} that matches ${oneOf(patterns)} would pass`;
      if (comparator !== '!=')
        return `nothing would pass: a string is not compared with "${comparator}", only = and !=`;
      if (patterns.length < 2) return `${subject} that does not match ${patterns.join('')} would pass`;
      return `${subject} that does not match all of ${patterns.join(', ')} would pass`;
    }
    default:
      return `nothing would pass: the type "${spec.type}" is none of bool, number and string`;
  }
}

/** The verdict of a filter on data that is not JSON. */
export function notJson(kind: 'expr' | 'data', data: string): Verdict {
  return {
    pass: false,
    failure: filterError(kind, 'event data not valid JSON'),
    decision: {
      subject: 'data',
      value: JSON.stringify(data),
      expected: 'valid JSON',
      wouldPass: 'nothing but JSON data would pass',
      path: [kind === 'expr' ? 'exprs' : 'data'],
    },
  };
}
