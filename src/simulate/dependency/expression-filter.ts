import type { Answer, DynamicValue, Engine, GjsonResult, Question } from '../../engine/engine.ts';
import { encodeGo } from '../../json.ts';
import type { Event } from '../event.ts';
import { isJson } from '../event-json.ts';
import { failureOf } from '../failure.ts';
import { type Asking, answer, ask } from './asking.ts';
import { notJson } from './data-filter.ts';
import type { ExprSpec } from './filter-spec.ts';
import { a, type FilterDecision, join, PASSED, type Verdict } from './verdict.ts';

type Govaluate = Extract<Question, { op: 'govaluate' }>;

/** Source: argo-events pkg/sensors/dependencies/filter.go (filterExpr). */
export function* filterExpressions(
  filters: readonly ExprSpec[] | undefined,
  operator: string,
  event: Event,
): Asking<Verdict> {
  if (filters === undefined || event.data === null) return PASSED;
  if (!isJson(event.data)) return notJson('expr', event.data);

  const paths = filters.flatMap(({ fields }) => fields.map(({ path }) => path));
  const looked = paths.length === 0 ? undefined : (yield* ask([{ op: 'gjson', json: event.data, paths }]))[0];
  if (looked?.ok === false) return { pass: false, failure: failureOf(looked) };
  const results = looked?.value ?? [];

  let taken = 0;
  const items = filters.map((spec, index) => {
    const own = results.slice(taken, taken + spec.fields.length);
    taken += spec.fields.length;
    return { spec, index, own, missing: spec.fields.findIndex((_, i) => own[i]?.exists !== true) };
  });
  const evaluable = items.filter(({ spec, missing }) => missing < 0 && spec.fields.length > 0);
  const answers = yield* ask(
    evaluable.map(
      ({ spec, own }): Govaluate => ({
        op: 'govaluate',
        expression: spec.expr,
        parameters: parameters(spec, own),
        version: 'events',
      }),
    ),
  );
  const answered = new Map(evaluable.map(({ index }, position) => [index, answers[position]]));
  const times = yield* timesIn(
    evaluable.filter((_, position) => !isTrue(answers[position])).map(({ spec }) => spec.expr),
  );

  return join(
    'expr',
    operator,
    items.map(({ spec, index, own, missing }) => {
      const absent = spec.fields[missing];
      if (absent !== undefined) return fieldMissing(spec, index, missing, absent.path);
      const value = answered.get(index);
      // An expression without fields is passed over, whatever it says.
      if (value === undefined) return { ...PASSED, skipped: true };
      return judge(spec, index, own, value, times);
    }),
  );
}

function judge(
  spec: ExprSpec,
  index: number,
  found: readonly GjsonResult[],
  value: Answer<DynamicValue>,
  times: ReadonlyMap<string, string>,
): Verdict {
  const read = literalsIn(spec.expr).flatMap((literal) => {
    const seconds = times.get(literal);
    if (seconds === undefined) return [];
    return [
      `; "${literal}" is read as a time, the number ${seconds} (Unix seconds), which no text is equal to`,
    ];
  });
  const decision = (sentence: string): FilterDecision => ({
    subject: subjectOf(spec),
    value: spec.fields.length === 1 ? (found[0]?.raw ?? '') : parameters(spec, found),
    expected: spec.expr,
    wouldPass: sentence + read.join(''),
    path: ['exprs', index, 'expr'],
  });
  if (!value.ok) {
    return {
      pass: false,
      failure: failureOf(value),
      decision: decision(`${wouldPass(spec)}; here it fails (${value.error})`),
    };
  }
  const { type, text } = value.value;
  if (isTrue(value)) return PASSED;
  const result = type === 'bool' ? '' : `; ${text} is not a boolean, and only true passes`;
  return { pass: false, decision: decision(`${wouldPass(spec)}${result}`) };
}

function isTrue(answer: Answer<DynamicValue> | undefined): boolean {
  return answer?.ok === true && answer.value.type === 'bool' && answer.value.text === 'true';
}

/** Those texts of one expression, each once. */
export function timeLiterals(engine: Engine, expression: string): ReadonlyMap<string, string> {
  return answer(engine, timesIn([expression]));
}

/**
 * The texts in the expressions that are read as times, with the Unix seconds that they stand for.
 * Source: govaluate parsing.go (readToken, tryParseTime).
 */
function* timesIn(expressions: readonly string[]): Asking<ReadonlyMap<string, string>> {
  const literals = [...new Set(expressions.flatMap(literalsIn))];
  if (literals.length === 0) return new Map();
  const answers = yield* ask(
    literals.map(
      (literal): Govaluate => ({
        op: 'govaluate',
        expression: `"${literal}"`,
        parameters: '{}',
        version: 'events',
      }),
    ),
  );
  return new Map(
    literals.flatMap((literal, index) => {
      const answer = answers[index];
      return answer?.ok === true && answer.value.type === 'number'
        ? [[literal, answer.value.json] as const]
        : [];
    }),
  );
}

/** Without their quotes, either of which ends the other; only those that could be a time. */
function literalsIn(expression: string): readonly string[] {
  return [...expression.matchAll(/["']((?:\\.|[^"'\\])*)["']/gs)]
    .map(([, literal = '']) => literal)
    .filter((literal) => /\d[-:]\d/.test(literal));
}

function fieldMissing(spec: ExprSpec, index: number, field: number, path: string): Verdict {
  return {
    pass: false,
    failure: { kind: 'error', error: `path '${path}' does not exist` },
    decision: {
      subject: path,
      expected: spec.expr,
      wouldPass: `${wouldPass(spec)}; the event has no ${path}`,
      path: ['exprs', index, 'fields', field, 'path'],
    },
  };
}

function subjectOf(spec: ExprSpec): string {
  return spec.fields.map(({ path }) => path).join(', ');
}

function wouldPass(spec: ExprSpec): string {
  const [first, ...others] = [...new Set(spec.fields.map(({ path }) => path))];
  const subject = [a(first ?? 'event'), ...others].join(' and ');
  return `${subject} for which ${spec.expr} is true would pass`;
}

/** The parameters as a JSON object: a later field of the same name replaces the earlier one. */
function parameters(spec: ExprSpec, found: readonly GjsonResult[]): string {
  const values = new Map<string, string>();
  for (const [index, { name }] of spec.fields.entries()) {
    const result = found[index];
    if (result !== undefined) values.set(name, valueJson(result));
  }
  return `{${[...values].map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;
}

/** gjson.Result.Value() as JSON: numbers as the double that it reads, strings as it decodes them. */
function valueJson(result: GjsonResult): string {
  switch (result.type) {
    case 'Null':
      return 'null';
    case 'True':
      return 'true';
    case 'False':
      return 'false';
    case 'Number':
      return Number.isFinite(result.number) ? encodeGo(result.number) : result.raw;
    case 'String':
      return JSON.stringify(result.string);
    case 'JSON':
      return result.raw;
  }
}
