import { nearest } from '../../nearest.ts';
import type { Fields } from '../fields.ts';
import { insteadOf, type Refusal } from './refusal.ts';
import { timeFilterRefusals } from './time-validation.ts';
import type { ValidationContext } from './validation-context.ts';

/** Source: argo-events pkg/reconciler/sensor/validate.go (validateEventFilter and what it calls). */
export function* filterRefusals(context: ValidationContext, filters: Fields): Iterable<Refusal> {
  yield* operatorRefusals(filters, 'exprLogicalOperator');
  yield* operatorRefusals(filters, 'dataLogicalOperator');
  for (const filter of filters.objects('exprs') ?? []) yield* expressionRefusals(filter);
  for (const filter of filters.objects('data') ?? []) yield* dataRefusals(filter);
  const attributes = filters.object('context');
  if (attributes !== undefined) yield* contextRefusals(attributes);
  const time = filters.object('time');
  if (time !== undefined) yield* timeFilterRefusals(context, time);
}

const OPERATORS: ReadonlyMap<string, string> = new Map([
  ['&&', 'and'],
  ['&', 'and'],
  ['||', 'or'],
  ['|', 'or'],
]);

export function* operatorRefusals(fields: Fields, key: string): Iterable<Refusal> {
  const operator = fields.text(key);
  if (['', 'and', 'or'].includes(operator)) return;
  const path = [...fields.path, key];
  const meant = OPERATORS.get(operator) ?? nearest(operator, ['and', 'or']);
  yield {
    rule: 'filter/operator-unknown',
    message: `logical operator ${operator} not supported`,
    path,
    help: 'the operators are "and" and "or", in small letters',
    ...insteadOf(path, meant),
  };
}

function* expressionRefusals(filter: Fields): Iterable<Refusal> {
  const rule = 'filter/expression-incomplete';
  const invalid = 'one of expr filters is not valid';
  const fields = filter.objects('fields') ?? [];
  const missing = [filter.text('expr') === '' ? ['expr'] : [], fields.length === 0 ? ['fields'] : []].flat();
  if (missing.length > 0) {
    const message = `${invalid} (expr and fields must be not empty)`;
    yield { rule, message, path: filter.path, keys: missing, help: helpToAdd(missing) };
  }
  for (const field of fields) {
    const absent = ['path', 'name'].filter((key) => field.text(key) === '');
    if (absent.length === 0) continue;
    const message = `${invalid} (path and name in a field must be not empty)`;
    yield { rule, message, path: field.path, keys: absent, help: helpToAdd(absent) };
  }
}

const COMPARATORS = ['>=', '>', '=', '!=', '<', '<='];
const MEANT_COMPARATORS: ReadonlyMap<string, string> = new Map([
  ['==', '='],
  ['===', '='],
  ['=>', '>='],
  ['=<', '<='],
  ['<>', '!='],
  ['!==', '!='],
]);

function* dataRefusals(filter: Fields): Iterable<Refusal> {
  const { path } = filter;
  const invalid = 'one of data filters is not valid';
  const comparator = filter.text('comparator');
  if (comparator !== '' && !COMPARATORS.includes(comparator)) {
    const at = [...path, 'comparator'];
    yield {
      rule: 'filter/comparator-unknown',
      message: `comparator ${comparator} not supported`,
      path: at,
      help: `the comparators are ${COMPARATORS.map((one) => `"${one}"`).join(', ')}`,
      ...insteadOf(at, MEANT_COMPARATORS.get(comparator.trim()) ?? trimmed(comparator)),
    };
  }
  const rule = 'filter/data-incomplete';
  const values = filter.texts('value') ?? [];
  const missing = ['path', 'type'].filter((key) => filter.text(key) === '');
  if (values.length === 0) missing.push('value');
  if (missing.length > 0) {
    const message = `${invalid} (type, path and value must be not empty)`;
    yield { rule, message, path, keys: missing, help: helpToAdd(missing) };
  }
  for (const [index, value] of values.entries()) {
    if (value !== '') continue;
    const at = [...path, 'value', index];
    const help = 'a string that is empty matches the pattern "^$"';
    yield { rule, message: `${invalid} (value must be not empty)`, path: at, help };
  }
}

function trimmed(comparator: string): string | undefined {
  return COMPARATORS.find((one) => one === comparator.trim());
}

function* contextRefusals(filter: Fields): Iterable<Refusal> {
  const attributes = ['type', 'subject', 'source', 'datacontenttype'];
  if (attributes.some((key) => filter.text(key) !== '')) return;
  yield {
    rule: 'filter/context-empty',
    message: 'no fields specified in ctx filter (aka all events will be discarded)',
    path: filter.path,
    keys: attributes,
    help: 'the attributes that it looks at are "type", "subject", "source" and "datacontenttype"',
  };
}

function helpToAdd(fields: readonly string[]): string {
  return `add ${fields.map((field) => `"${field}"`).join(' and ')}`;
}
