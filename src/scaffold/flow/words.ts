import type { Template } from '../template.ts';
import type { FlowEvents } from './event.ts';
import type { Flow } from './flow.ts';
import { presetFlow } from './parts.ts';

/** What a command line says about a flow. */
export interface ProjectWords {
  readonly template?: string | undefined;
  readonly source?: string | undefined;
  readonly event?: string | undefined;
  readonly 'from-event'?: string | undefined;
  readonly trigger?: string | undefined;
  readonly filter?: readonly string[] | undefined;
  readonly 'no-filter'?: boolean | undefined;
  readonly param?: readonly string[] | undefined;
  readonly expr?: readonly string[] | undefined;
}

/** Is the project put together, and not only the files of that template? */
export function isOfParts(words: ProjectWords, template: Template): boolean {
  const { source, event, trigger, filter, param, expr } = words;
  const isSaid = [source, event, words['from-event'], trigger, filter, param, expr].some(
    (word) => word !== undefined,
  );
  return isSaid || words['no-filter'] === true || !hasAllFiles(template);
}

/** Has the template all files of a project, written by hand? */
export function hasAllFiles({ files }: Template): boolean {
  return files.some(({ path }) => path !== 'next-steps.md');
}

/**
 * The words that choose the same flow again: what differs from its template.
 *
 * @param usual The template that needs not be named.
 */
export function wordsAgain(flow: Flow, usual: string): readonly string[] {
  const { parts, events, filters, parameters, expressions } = flow;
  const preset = presetFlow(parts);
  const isUsual = events.kind === 'sample' && events.sample.name === preset?.event;
  const isProposed = (own: readonly string[], proposed: readonly string[] | undefined) =>
    isUsual && JSON.stringify(own) === JSON.stringify(proposed);
  const filterWords =
    filters.length === 0 ? ['--no-filter'] : filters.flatMap((filter) => ['--filter', filter]);
  return [
    ...startWords(flow, usual),
    ...(isUsual ? [] : eventWords(events)),
    ...(parts.sensor.name === preset?.trigger ? [] : ['--trigger', parts.sensor.name]),
    ...(isProposed(filters, preset?.filters) ? [] : filterWords),
    ...expressions.flatMap((expression) => ['--expr', expression]),
    ...(isProposed(parameters, preset?.parameters) ? [] : parameters.flatMap((one) => ['--param', one])),
  ];
}

function startWords({ parts }: Flow, usual: string): readonly string[] {
  if (presetFlow(parts) === undefined) return ['--source', parts.source.name];
  const name = parts.preset?.name ?? '';
  return name === usual ? [] : ['--template', name];
}

function eventWords(events: FlowEvents): readonly string[] {
  if (events.kind === 'sample') return ['--event', events.sample.name];
  return ['--from-event', events.origin.slice(1, -1)];
}
