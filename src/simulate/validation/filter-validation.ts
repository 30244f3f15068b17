import type { Fields } from '../fields.ts';
import { first, type Refusal } from './refusal.ts';
import type { ValidationContext } from './sensor-validation.ts';
import { refusedTimeFilter } from './time-validation.ts';

/** Source: argo-events pkg/reconciler/sensor/validate.go (validateEventFilter and what it calls). */
export function refusedFilters(context: ValidationContext, filters: Fields | undefined): Refusal | undefined {
  if (filters === undefined) return undefined;
  return (
    refusedOperator(filters, 'exprLogicalOperator') ??
    refusedOperator(filters, 'dataLogicalOperator') ??
    first(filters.objects('exprs') ?? [], refusedExpression) ??
    first(filters.objects('data') ?? [], refusedData) ??
    refusedContext(filters.object('context')) ??
    refusedTimeFilter(context, filters.object('time'))
  );
}

export function refusedOperator(fields: Fields, key: string): Refusal | undefined {
  const operator = fields.text(key);
  if (['', 'and', 'or'].includes(operator)) return undefined;
  return { message: `logical operator ${operator} not supported`, path: [...fields.path, key] };
}

function refusedExpression(filter: Fields): Refusal | undefined {
  const invalid = 'one of expr filters is not valid';
  const fields = filter.objects('fields') ?? [];
  if (filter.text('expr') === '' || fields.length === 0) {
    return { message: `${invalid} (expr and fields must be not empty)`, path: filter.path };
  }
  return first(fields, (field) =>
    field.text('path') !== '' && field.text('name') !== ''
      ? undefined
      : { message: `${invalid} (path and name in a field must be not empty)`, path: field.path },
  );
}

const COMPARATORS = ['', '>=', '>', '=', '!=', '<', '<='];

function refusedData(filter: Fields): Refusal | undefined {
  const { path } = filter;
  const invalid = 'one of data filters is not valid';
  const comparator = filter.text('comparator');
  if (!COMPARATORS.includes(comparator)) {
    return { message: `comparator ${comparator} not supported`, path: [...path, 'comparator'] };
  }
  const values = filter.texts('value') ?? [];
  if (filter.text('path') === '' || filter.text('type') === '' || values.length === 0) {
    return { message: `${invalid} (type, path and value must be not empty)`, path };
  }
  return first(values, (value, index) =>
    value !== ''
      ? undefined
      : { message: `${invalid} (value must be not empty)`, path: [...path, 'value', index] },
  );
}

function refusedContext(filter: Fields | undefined): Refusal | undefined {
  if (filter === undefined) return undefined;
  if (['type', 'subject', 'source', 'datacontenttype'].some((key) => filter.text(key) !== ''))
    return undefined;
  return {
    message: 'no fields specified in ctx filter (aka all events will be discarded)',
    path: filter.path,
  };
}
