import type { JsonObject } from '../../json.ts';
import { type FieldProblem, Fields } from '../fields.ts';

/** `filters` of a dependency. Source: argo-events pkg/apis/events/v1alpha1/sensor_types.go (EventDependencyFilter). */
export interface FilterSpec {
  /** Undefined when there is no such filter; the difference to an empty list counts with the operator "or". */
  readonly exprs: readonly ExprSpec[] | undefined;
  readonly exprOperator: string;
  readonly data: readonly DataSpec[] | undefined;
  readonly dataOperator: string;
  readonly context: ContextSpec | undefined;
  readonly time: TimeSpec | undefined;
  /** '' when there is none. */
  readonly script: string;
}

export interface ExprSpec {
  readonly expr: string;
  readonly fields: readonly { readonly path: string; readonly name: string }[];
}

export interface DataSpec {
  readonly path: string;
  readonly type: string;
  readonly value: readonly string[];
  readonly comparator: string;
  readonly template: string;
}

/** The four attributes that the filter compares; it ignores the others. '' means any. */
export interface ContextSpec {
  readonly type: string;
  readonly subject: string;
  readonly source: string;
  readonly datacontenttype: string;
}

export interface TimeSpec {
  readonly start: string;
  readonly stop: string;
  readonly timezone: string;
}

export interface ReadFilters {
  readonly spec: FilterSpec;
  readonly problems: readonly FieldProblem[];
}

export function readFilters(filters: JsonObject): ReadFilters {
  const fields = new Fields(filters);
  const context = fields.object('context');
  const time = fields.object('time');
  const spec: FilterSpec = {
    exprs: fields.objects('exprs')?.map((item) => ({
      expr: item.text('expr'),
      fields: (item.objects('fields') ?? []).map((field) => ({
        path: field.text('path'),
        name: field.text('name'),
      })),
    })),
    exprOperator: fields.text('exprLogicalOperator'),
    data: fields.objects('data')?.map((item) => ({
      path: item.text('path'),
      type: item.text('type'),
      value: item.texts('value') ?? [],
      comparator: item.text('comparator'),
      template: item.text('template'),
    })),
    dataOperator: fields.text('dataLogicalOperator'),
    context: context && {
      type: context.text('type'),
      subject: context.text('subject'),
      source: context.text('source'),
      datacontenttype: context.text('datacontenttype'),
    },
    time: time && { start: time.text('start'), stop: time.text('stop'), timezone: time.text('timezone') },
    script: fields.text('script'),
  };
  return { spec, problems: fields.problems };
}

/**
 * The filters as they reach the sensor's process: its object travels as JSON that leaves empty lists out.
 * Source: argo-events pkg/reconciler/sensor/resource.go (buildDeployment), sensor_types.go (`omitempty`).
 */
export function asDeployed(spec: FilterSpec): FilterSpec {
  return {
    ...spec,
    exprs: spec.exprs?.length === 0 ? undefined : spec.exprs,
    data: spec.data?.length === 0 ? undefined : spec.data,
  };
}
