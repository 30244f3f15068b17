import type { Answer, Engine, GjsonResult, Question } from '../../engine/engine.ts';
import type { Event } from '../event.ts';
import { contextJson, eventJson, isJson } from '../event-json.ts';
import { type Failure, failureOf, NIL_DEREFERENCE } from '../failure.ts';
import type { ParameterSource, ParameterSpec } from './parameter-spec.ts';

/** The events that made a trigger fire, by the name of their dependency. */
export type Events = ReadonlyMap<string, Event>;

/** What a parameter's source gives. */
export interface ParameterValue {
  /**
   * data, context: what the key or template found there · event: the whole event · constant: `value`, as nothing
   * is selected · default: `value`, as the selection found nothing · none: no event, and no default
   */
  readonly origin: 'data' | 'context' | 'event' | 'constant' | 'default' | 'none';
  /** The key or template that gave the value, or that was tried last. */
  readonly selector?: { readonly kind: 'key' | 'template'; readonly text: string };
  /** Undefined when there is none, which is no error: the dependency has no event. */
  readonly value: string | undefined;
  /** gjson's name of the value's type; templates, defaults and whole events are strings. */
  readonly type: GjsonResult['type'];
  /** Errors that the sensor only prints, before it falls back to the key or to the default. */
  readonly masked: readonly string[];
  readonly failure?: Failure;
}

type Template = Extract<Question, { op: 'template' }>;
type Gjson = Extract<Question, { op: 'gjson' }>;

/** A document that a parameter selects from, and what it selects. */
interface Selection {
  readonly origin: 'data' | 'context';
  readonly key: string;
  readonly template: string;
  readonly document: Answer<string>;
}

/**
 * The values of all parameters, asked for together, in the order of the parameters.
 * Source: argo-events pkg/sensors/triggers/params.go (ResolveParamValue).
 */
export function resolveParameters(
  engine: Engine,
  parameters: readonly ParameterSpec[],
  events: Events,
): readonly ParameterValue[] {
  const documents = new DataDocuments(engine, parameters, events);
  const selections = parameters.map(({ src }) => src && select(src, events, documents));

  const lookups = new Map<string, { readonly paths: string[] }>();
  const templates: Template[] = [];
  for (const selection of selections) {
    if (selection === undefined || !selection.document.ok) continue;
    const json = selection.document.value;
    if (selection.template !== '')
      templates.push({ op: 'template', name: 'param', text: selection.template, input: { json } });
    if (selection.key === '') continue;
    const lookup = lookups.get(json) ?? { paths: [] };
    lookups.set(json, lookup);
    lookup.paths.push(selection.key);
  }
  const keys = [...lookups].map(([json, { paths }]): Gjson => ({ op: 'gjson', json, paths }));
  const questions = [...templates, ...keys];
  const answers = questions.length === 0 ? [] : engine.ask(questions);
  const rendered = answers.slice(0, templates.length);
  const looked = answers.slice(templates.length);
  const found = new Map([...lookups.keys()].map((json, index) => [json, { answer: looked[index], next: 0 }]));

  let nextTemplate = 0;
  return parameters.map(({ src }, index): ParameterValue => {
    const selection = selections[index];
    if (src === undefined) return { ...NOTHING, failure: NIL_DEREFERENCE };
    if (selection === undefined) return unselected(src, events.get(src.dependencyName));
    if (!selection.document.ok) return fallback(src, selection.origin, failureOf(selection.document));
    const output = selection.template === '' ? undefined : rendered[nextTemplate++];
    const document = found.get(selection.document.value);
    const position = selection.key === '' || document === undefined ? -1 : document.next++;
    return resolve(src, selection, text(output), result(document?.answer, position));
  });
}

type MixedAnswer = Answer<string | readonly GjsonResult[]>;

function text(answer: MixedAnswer | undefined): Answer<string> | undefined {
  if (answer === undefined || !answer.ok) return answer;
  return typeof answer.value === 'string' ? { ok: true, value: answer.value } : undefined;
}

function result(answer: MixedAnswer | undefined, position: number): Answer<GjsonResult> | undefined {
  if (position < 0 || answer === undefined) return undefined;
  if (!answer.ok) return answer;
  const value = typeof answer.value === 'string' ? undefined : answer.value[position];
  return value && { ok: true, value };
}

const NOTHING = { origin: 'none', value: undefined, type: 'String', masked: [] } as const;

/** Data wins over context: as soon as one of its two selectors is set, both of the context's are ignored. */
function select(src: ParameterSource, events: Events, documents: DataDocuments): Selection | undefined {
  const event = events.get(src.dependencyName);
  if (event === undefined) return undefined;
  if (src.dataKey !== '' || src.dataTemplate !== '') {
    const document = documents.get(event);
    return { origin: 'data', key: src.dataKey, template: src.dataTemplate, document };
  }
  if (src.contextKey !== '' || src.contextTemplate !== '') {
    const document = { ok: true, value: contextJson(event) } as const;
    return { origin: 'context', key: src.contextKey, template: src.contextTemplate, document };
  }
  return undefined;
}

function unselected(src: ParameterSource, event: Event | undefined): ParameterValue {
  if (src.value !== undefined) {
    return { ...NOTHING, origin: event === undefined ? 'default' : 'constant', value: src.value };
  }
  if (event === undefined) return NOTHING;
  return { ...NOTHING, origin: 'event', value: eventJson(event) };
}

/** The event's data could not be read: the default, or the error. */
function fallback(src: ParameterSource, origin: 'data' | 'context', failure: Failure): ParameterValue {
  if (failure.kind !== 'error' || src.value === undefined) return { ...NOTHING, origin, failure };
  return { ...NOTHING, origin: 'default', value: src.value, masked: [failure.error] };
}

/** The template first; when it fails the key; when that fails the default; else the template's error. */
function resolve(
  src: ParameterSource,
  { origin, key, template }: Selection,
  output: Answer<string> | undefined,
  result: Answer<GjsonResult> | undefined,
): ParameterValue {
  const masked: string[] = [];
  let selector: ParameterValue['selector'];
  if (output !== undefined) {
    selector = { kind: 'template', text: template };
    if (!output.ok && output.kind !== 'error') return { ...NOTHING, origin, selector, failure: output };
    if (!output.ok) masked.push(output.error);
    else if (output.value === '' || output.value === '<no value>')
      masked.push(`template evaluated to empty string or no value: ${template}`);
    else return { ...NOTHING, origin, selector, value: output.value };
  }
  const templateError = masked[0] ?? '<nil>';
  if (result !== undefined) {
    selector = { kind: 'key', text: key };
    if (!result.ok) return { ...NOTHING, origin, selector, masked, failure: failureOf(result) };
    if (result.value.exists) {
      const { type, raw, string } = result.value;
      const value = type === 'JSON' || type === 'Null' ? raw : string;
      return { origin, selector, value, type, masked };
    }
    masked.push(`key ${key} does not exist to in the event payload`);
  }
  const tried = selector && { selector };
  if (src.value !== undefined) return { ...NOTHING, origin: 'default', ...tried, value: src.value, masked };
  const error = `unable to resolve '${src.dependencyName}' parameter value. err: ${templateError}`;
  return { ...NOTHING, origin, ...tried, masked, failure: { kind: 'error', error } };
}

/** The data of events as JSON, by their content type. Source: params.go (renderEventDataAsJSON). */
class DataDocuments {
  readonly #documents = new Map<Event, Answer<string>>();

  constructor(engine: Engine, parameters: readonly ParameterSpec[], events: Events) {
    const yaml = new Set<Event>();
    for (const { src } of parameters) {
      const event = src && (src.dataKey !== '' || src.dataTemplate !== '') && events.get(src.dependencyName);
      if (!event) continue;
      if (event.dataContentType === 'application/yaml') yaml.add(event);
      else this.#documents.set(event, dataJson(event));
    }
    if (yaml.size === 0) return;
    const converted = engine.ask(
      [...yaml].map(({ data }) => ({ op: 'yamlToJson' as const, yaml: data ?? '' })),
    );
    for (const [index, event] of [...yaml].entries()) {
      const answer = converted[index];
      if (answer === undefined) continue;
      const error = answer.ok ? '' : `failed converting yaml event data to JSON: ${answer.error}`;
      this.#documents.set(event, answer.ok || answer.kind !== 'error' ? answer : { ...answer, error });
    }
  }

  get(event: Event): Answer<string> {
    return this.#documents.get(event) ?? dataJson(event);
  }
}

function dataJson({ data, dataContentType }: Event): Answer<string> {
  if (dataContentType !== 'application/json')
    return { ok: false, kind: 'error', error: `unsupported event content type: ${dataContentType}` };
  if (data === null || !isJson(data))
    return { ok: false, kind: 'error', error: 'event data is not valid JSON' };
  return { ok: true, value: data };
}
