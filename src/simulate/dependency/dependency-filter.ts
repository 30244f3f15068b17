import type { Engine } from '../../engine/engine.ts';
import type { Dependency } from '../../model/kinds/sensor.ts';
import type { Event } from '../event.ts';
import type { FieldProblem } from '../fields.ts';
import { type Asking, answer, together } from './asking.ts';
import { filterContext } from './context-filter.ts';
import { filterData, type PreparedData, prepareData } from './data-filter.ts';
import { filterExpressions } from './expression-filter.ts';
import { asDeployed, type FilterSpec, readFilters } from './filter-spec.ts';
import { filterScript } from './script-filter.ts';
import { filterTime, type PreparedTime, prepareTime } from './time-filter.ts';
import type { FilterDecision, Verdict } from './verdict.ts';

export type FilterKind = 'exprs' | 'data' | 'context' | 'time' | 'script';

/** The verdict of all filters together, and of each kind that the dependency has, in the order of evaluation. */
export interface FilterVerdict extends Verdict {
  readonly kinds: readonly (Verdict & { readonly kind: FilterKind })[];
}

/** A dependency's filters with everything prepared that does not depend on an event. */
export interface DependencyFilter {
  readonly spec: FilterSpec;
  readonly operator: string;
  readonly data: readonly PreparedData[];
  readonly time: PreparedTime | undefined;
  /** Fields of a type that the real controller cannot read. */
  readonly problems: readonly FieldProblem[];
}

/** Undefined when the dependency has no filters: every event passes. */
export function dependencyFilter(dependency: Dependency): DependencyFilter | undefined {
  if (dependency.filters === undefined) return undefined;
  const { spec, problems } = readFilters(dependency.filters);
  return prepareFilter(asDeployed(spec), dependency.filtersLogicalOperator, problems);
}

export function prepareFilter(
  spec: FilterSpec,
  operator: string,
  problems: readonly FieldProblem[] = [],
): DependencyFilter {
  return {
    spec,
    operator,
    data: prepareData(spec.data ?? []),
    time: spec.time && prepareTime(spec.time),
    problems,
  };
}

/** Does the event pass? Source: argo-events pkg/sensors/dependencies/filter.go (Filter, filterEvent). */
export function filterEvent(engine: Engine, filter: DependencyFilter, event: Event): FilterVerdict {
  return answer(engine, evaluate(filter, event));
}

const KINDS = ['exprs', 'data', 'context', 'time', 'script'] as const;

function* evaluate(filter: DependencyFilter, event: Event): Asking<FilterVerdict> {
  const { spec } = filter;
  const verdicts = yield* together([
    filterExpressions(spec.exprs, spec.exprOperator, event),
    filterData(filter.data, spec.dataOperator, event),
    settled(filterContext(spec.context, event)),
    filterTime(filter.time, event),
    filterScript(spec.script, event),
  ]);
  const present: Record<FilterKind, boolean> = {
    exprs: spec.exprs !== undefined,
    data: spec.data !== undefined,
    context: spec.context !== undefined,
    time: spec.time !== undefined,
    script: spec.script !== '',
  };
  // An absent kind passes, and so does an empty list: neither can stop an event.
  const all = verdicts.flatMap((verdict, index) => {
    const kind = KINDS[index];
    return kind === undefined ? [] : [{ ...verdict, kind }];
  });
  const kinds = all.filter(({ kind }) => present[kind]);
  const verdict = filter.operator === 'or' ? anyOf(kinds) : allOf(kinds);
  return { ...verdict, kinds };
}

// biome-ignore lint/correctness/useYield: it is driven beside evaluations that do ask
function* settled(verdict: Verdict): Asking<Verdict> {
  return verdict;
}

type KindVerdict = FilterVerdict['kinds'][number];

/** The first error in the order of evaluation stops the event, else the first kind that does not pass. */
function allOf(kinds: readonly KindVerdict[]): Verdict {
  const decisive = kinds.find(({ failure }) => failure !== undefined) ?? kinds.find(({ pass }) => !pass);
  return decisive ?? { pass: true };
}

/**
 * One kind that passes is enough, unless there is an error: an error in any kind discards the event.
 * A script's error is the whole error; those of the other kinds are joined.
 */
function anyOf(kinds: readonly KindVerdict[]): Verdict {
  const fatal = kinds.find(({ kind, failure }) => failure && (failure.kind !== 'error' || kind === 'script'));
  if (fatal !== undefined) return fatal;
  const failed = kinds.filter(({ failure }) => failure !== undefined);
  if (failed.length > 0) {
    const error = failed.map(({ failure }) => failure?.error).join(' / ');
    const decision = failed[0]?.decision;
    return { pass: false, failure: { kind: 'error', error }, ...(decision && { decision }) };
  }
  if (kinds.some(({ pass }) => pass)) return { pass: true };
  return { pass: false, decision: kinds.find(({ decision }) => decision)?.decision ?? NOTHING_TO_PASS };
}

const NOTHING_TO_PASS: FilterDecision = {
  subject: 'filters',
  expected: 'one filter that passes',
  wouldPass: 'nothing would pass: with the logical operator "or" one filter has to pass, and there is none',
  path: [],
};
