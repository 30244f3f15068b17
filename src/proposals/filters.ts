import type { Candidate, ValueType } from './candidates.ts';
import { namesTheKind } from './rank.ts';

/** A place that events are told apart by, with the values that were seen there. */
export interface FilterProposal {
  readonly path: string;
  /** As a person would read it: a text without quotes. */
  readonly values: readonly string[];
  readonly type: 'text' | 'number' | 'boolean';
}

/** What must hold of a value for an event to pass. `~`: the regular expression matches somewhere. */
export type Operator = '=' | '!=' | '~' | '>' | '>=' | '<' | '<=';

export interface FilterChoice {
  readonly path: string;
  readonly operator: Operator;
  /** Any of them will do; more than one only with `=`. */
  readonly values: readonly string[];
}

/** An item of `filters.data` of a dependency. */
export interface DataFilter {
  readonly path: string;
  readonly type: 'string' | 'number' | 'bool';
  readonly comparator?: string;
  readonly value: readonly string[];
}

/** Words by which providers say what has happened, and to what. */
const TELLING =
  /^(?:action|alert_?name|base_ref|billing_reason|branch|channel|channel_type|change_?type|command|conclusion|deleted|detail-type|draft|environment|env|event|event_?key|event_?name|event_?type|eventType|exchange|from|key|kind|level|livemode|merged|mode|name|namespace|noteable_type|object_kind|op|package_type|payment_status|phase|prerelease|priority|reaction|reason|ref|ref_type|result|routingKey|severity|source|source_branch|stage|state|status|subject|tag|target_branch|topic|type)$/i;

/** How many are worth a look. */
const MOST = 24;

/** The places to filter on, the most telling first. The candidates are those of the first event, all others have them too. */
export function filterProposals(
  candidates: readonly Candidate[],
  seenAt: (path: string) => readonly string[],
): readonly FilterProposal[] {
  const ranked = candidates.flatMap((candidate) => {
    const rank = rankOf(candidate, seenAt(candidate.path).length);
    const { path, type } = candidate;
    return rank === undefined || !isScalar(type)
      ? []
      : [{ rank, proposal: { path, type, values: seenAt(path) } }];
  });
  return ranked
    .sort((a, b) => b.rank - a.rank)
    .slice(0, MOST)
    .map(({ proposal }) => proposal);
}

function isScalar(type: ValueType): type is FilterProposal['type'] {
  return type === 'text' || type === 'number' || type === 'boolean';
}

/** Undefined for what tells nothing: what is another value each time, or a sentence. */
function rankOf(candidate: Candidate, distinct: number): number | undefined {
  const { steps, value, type } = candidate;
  if (steps.some((step) => typeof step === 'number' && step > 0)) return undefined;
  const keys = steps.filter((step) => typeof step === 'string');
  const last = keys.at(-1) ?? '';
  const inHeader = keys[0] === 'header' || keys[0] === 'headers';
  if (inHeader && !namesTheKind(keys[1])) return undefined;
  if (type === 'text' && !isWord(value)) return undefined;
  const telling = TELLING.test(last) || inHeader || /-Event$/.test(last);
  if (type === 'number' && !telling) return undefined;
  let rank = telling ? 40 : 0;
  if (type === 'boolean') rank -= 10;
  rank -= 6 * Math.max(0, steps.length - 2);
  // What other events have another value of tells them apart.
  if (distinct > 1 && distinct <= 8) rank += 30;
  if (distinct > 8) rank -= 20;
  return rank > -10 ? rank : undefined;
}

function isWord(text: string): boolean {
  return (
    text.length <= 60 &&
    /^[/\p{Letter}][\p{Letter}\p{Number}_./: -]*$/u.test(text) &&
    text.split(' ').length <= 4 &&
    !/[0-9a-f]{12}|\d{4}-\d\d-\d\d|:\/\/|\d{6}/.test(text)
  );
}

/**
 * The filter as a sensor has it. A text is compared whole: upstream takes it for a regular expression that may match
 * anywhere. Source: argo-events pkg/sensors/dependencies/filter.go (filterData).
 *
 * @param type Of the value that is there; undefined: there is none.
 */
export function dataFilter(
  { path, operator, values }: FilterChoice,
  type: ValueType | undefined,
): DataFilter {
  const comparator = operator === '=' || operator === '~' ? {} : { comparator: operator };
  if (operator === '~') return { path, type: 'string', value: values };
  if (type === 'boolean') {
    // A comparator would be ignored.
    const value = operator === '!=' ? values.map((text) => (text === 'true' ? 'false' : 'true')) : values;
    return { path, type: 'bool', value };
  }
  if (type === 'number' || /^[<>]/.test(operator))
    return { path, type: 'number', ...comparator, value: values };
  return { path, type: 'string', ...comparator, value: values.map(exactly) };
}

/** The pattern that this text alone matches. Source: go1.26 regexp/regexp.go (QuoteMeta). */
export function exactly(text: string): string {
  return `^${text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')}$`;
}
