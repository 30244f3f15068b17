import { basename, dirname, join, relative } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { UserError } from '../errors.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import type { Model } from '../model/model.ts';
import type { Library } from '../payloads/library.ts';
import { type Captured, headersObject } from '../test-event/captured.ts';
import { capturedEvent } from '../test-event/captured-event.ts';
import { allTriggers, outcomeOf, triggerOutcome } from '../test-event/outcome.ts';
import type { FiringResult, TriggerResult } from '../test-event/result.ts';
import { withoutSecrets } from '../test-event/secrets.ts';
import { editYaml } from '../yaml/edit.ts';
import { parseYaml } from '../yaml/parse.ts';
import { jsonText } from './json.ts';
import { readSuite } from './read-suite.ts';
import { actionOf, hopOf } from './trace-values.ts';

/** An event to keep, and the event source that gets it. */
export interface Kept {
  /** `EVENTSOURCE/EVENT` */
  readonly to: string;
  readonly type: string;
  readonly captured: Captured;
  /** Path with query of a request that has one, which says what a body does not. */
  readonly path?: string;
}

/** What was fired, as it can be kept. The values of headers that prove who sent it are not among it. */
export function keptOf(firing: Pick<FiringResult, 'eventSource' | 'eventName' | 'type' | 'stimulus'>): Kept {
  const { eventSource, eventName, type, stimulus } = firing;
  const to = `${eventSource}/${eventName}`;
  if (eventName === '') {
    throw new UserError(
      'usage',
      `the request "${stimulus.request ?? ''}" reached no event, so there is none to keep`,
    );
  }
  if (stimulus.kind !== 'http') {
    const data = stimulus.body ?? '{}';
    return { to, type, captured: { kind: 'data', type, data } };
  }
  const [method = 'POST', target = ''] = (stimulus.request ?? '').split(' ');
  const headers = Object.entries(stimulus.headers ?? {});
  const captured: Captured = { kind: 'request', method, headers, body: stimulus.body ?? '' };
  return { to, type, captured, ...(target.includes('?') && { path: target }) };
}

/**
 * The text of an event file, without what proves who sent it and without the values of the manifests' Secrets.
 * Throws a UserError (usage) for what no event source of that type gets.
 */
export function fixtureText(engine: Engine, kept: Kept, library: Library, model: Model): string {
  const { file } = capturedEvent(engine, kept.captured, kept.type, library);
  const members =
    file.kind === 'payload'
      ? [`"payload":${file.data}`]
      : [
          ...(file.method === undefined ? [] : [`"method":${JSON.stringify(file.method)}`]),
          ...(kept.path === undefined ? [] : [`"path":${JSON.stringify(kept.path)}`]),
          ...(file.headers.length === 0 ? [] : [`"headers":${JSON.stringify(headersObject(file.headers))}`]),
          ...(file.body === undefined ? [] : [`"body":${file.body}`]),
        ];
  return `${indented(withoutTokens(withoutSecrets(`{${members.join(',')}}`, model)))}\n`;
}

/** A member of an object whose value is a text. */
const TEXT_MEMBER = /("(?:[^"\\]|\\.)*")(\s*:\s*)"(?:[^"\\]|\\.)+"/g;
/** Names of what lets somebody in: `access_token`, `client_secret`, `apiKey`. */
const CREDENTIAL = /(?:^|[a-z_-])(?:token|secret|password|passwd|api[_-]?key|authorization|credentials?)"$/i;

/** JSON whose members with such names hide their values; Stripe and Slack, for one, send some in the body. */
function withoutTokens(json: string): string {
  return json.replace(TEXT_MEMBER, (member, key: string, colon: string) =>
    CREDENTIAL.test(key.replace(/^"/, '')) ? `${key}${colon}"***"` : member,
  );
}

/** JSON on lines of its own. Only white space changes: a number keeps all its digits, an object all its keys. */
export function indented(json: string): string {
  let text = '';
  let depth = 0;
  const line = () => `\n${'  '.repeat(depth)}`;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+/g)) {
    const before = text.at(-1);
    if (token === '}' || token === ']') {
      depth -= 1;
      const isEmpty = before === '{' || before === '[';
      text += isEmpty ? token : `${line()}${token}`;
      continue;
    }
    if (before === '{' || before === '[' || before === ',') text += line();
    text += token === ':' ? ': ' : token;
    if (token === '{' || token === '[') depth += 1;
  }
  return text;
}

/** What came of the events of a case, as a flow test expects it. */
export function expectationOf(firings: readonly FiringResult[]): JsonObject {
  const status = firings.at(-1)?.response?.status;
  const traces = new Map<string, TriggerResult[]>();
  for (const trace of firings.flatMap(allTriggers)) {
    const key = `${trace.sensor}/${trace.trigger}`;
    traces.set(key, [...(traces.get(key) ?? []), trace]);
  }
  const names = [...traces.values()].map(([first]) => first?.trigger);
  const triggers = [...traces].map(([key, own]) => {
    const name = own[0]?.trigger ?? '';
    const [sensor] = key.split('/', 1);
    const written = names.filter((one) => one === name).length > 1 ? key : name;
    const outcome = outcomeOf(firings, { trigger: name, ...(sensor !== undefined && { sensor }) });
    return [written, triggerExpectation(own, outcome)] as const;
  });
  const ended =
    triggers.length === 0 ? firings.at(-1)?.hops.find(({ verdict }) => verdict !== 'passed') : undefined;
  return {
    ...(triggers.length === 0 && { outcome: outcomeOf(firings) }),
    ...(ended && { stopsAt: ended.kind }),
    ...(status !== undefined && { response: { status } }),
    ...(triggers.length > 0 && { triggers: Object.fromEntries(triggers) }),
  };
}

function triggerExpectation(traces: readonly TriggerResult[], outcome: string): JsonValue {
  if (outcome !== 'fires') {
    const hop = hopOf(traces.at(-1));
    return hop === undefined ? outcome : { outcome, stopsAt: hop.kind };
  }
  const done = traces.findLast((trace) => triggerOutcome(trace) === 'fires');
  const fired = traces.filter((trace) => triggerOutcome(trace) === 'fires').length;
  const { workflow, action } = done ?? {};
  const parameters = Object.entries(workflow?.parameters ?? {}).filter(([, value]) => isKnown(value));
  const does = action && actionOf(action);
  const mapping: JsonObject = {
    ...(fired > 1 && { times: fired }),
    ...(parameters.length > 0 && { parameters: Object.fromEntries(parameters) }),
    ...(workflow === undefined ? identity(does) : {}),
    ...(workflow !== undefined && workflow.phase !== 'Unknown' && { workflow: { phase: workflow.phase } }),
  };
  return Object.keys(mapping).length === 0 ? 'fires' : mapping;
}

/** A value without anything that was hidden, or that only a run can know. */
function isKnown(value: string): boolean {
  return !value.includes('***') && !value.includes('{{');
}

/** The part of what a trigger does that names it. */
function identity(does: Readonly<Record<string, JsonValue | undefined>> | undefined): JsonObject {
  const { operation, resource, request, message } = does ?? {};
  if (isObject(resource)) {
    const { kind } = resource;
    return {
      ...(operation !== undefined && { operation }),
      ...(kind !== undefined && { resource: { kind } }),
    };
  }
  if (isObject(request)) {
    const { method = '', url = '' } = request;
    const isShown = typeof url === 'string' && isKnown(url);
    return { request: { method, ...(isShown && { url }) } };
  }
  return isObject(message) && message['system'] !== undefined
    ? { message: { system: message['system'] } }
    : {};
}

/** A case as it is written. */
export function caseOf(name: string, events: readonly JsonObject[], more: JsonObject): JsonObject {
  const [first] = events;
  return { name, ...(events.length === 1 && first ? { event: first } : { events }), ...more };
}

/** A flow test file with this case in it. */
export type Recorded =
  /** The file is new: what it holds. */
  | { readonly kind: 'new'; readonly value: JsonObject }
  /** It was there: its text with one case more. */
  | { readonly kind: 'changed'; readonly text: string };

/**
 * The flow test `file` with one more case; `existing` is its text, if there is such a file, which keeps its comments.
 * Throws a UserError (usage) where the case cannot be added to what is there.
 */
export function recorded(
  file: string,
  existing: string | undefined,
  manifests: readonly string[],
  shared: JsonObject,
  cases: readonly JsonObject[],
): Recorded {
  if (existing === undefined) {
    const folder = dirname(file);
    const paths = manifests.map((path) => relative(folder, path) || '.');
    const isOwn = paths.length === 1 && paths[0] === '.';
    return { kind: 'new', value: { ...(!isOwn && { manifests: paths }), ...shared, cases } };
  }
  const { suite } = readSuite(existing, file);
  const document = parseYaml(existing, file).documents.find(({ empty }) => !empty);
  const listed = document !== undefined && isObject(document.value) ? document.value['cases'] : undefined;
  if (suite === undefined || document === undefined || listed === undefined || !isArray(listed)) {
    const why = suite === undefined ? 'is no flow test' : 'is a flow test without a list of cases';
    throw new UserError('usage', `"${file}" ${why}, so no case can be added`, 'name another file: --to FILE');
  }
  const edits = cases.map((value, index) => ({
    kind: 'set' as const,
    path: ['cases', listed.length + index],
    value: { ...shared, ...value },
  }));
  const text = editYaml(existing, document.index, edits);
  if (text === undefined) {
    throw new UserError(
      'usage',
      `no case can be added to the list of cases in "${file}"`,
      'name another file: --to FILE',
    );
  }
  return { kind: 'changed', text };
}

/** `shop/order fires`; with a number where a case of that name is there already. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted} (${number})`)) number += 1;
  return `${wanted} (${number})`;
}

/** The flow test of an event source's event: `FOLDER/SHOP-ORDER.flowtest.yaml`. */
export function flowTestPath(folder: string, to: string): string {
  return join(folder, `${to.replace(/[^\w.-]+/g, '-')}.flowtest.yaml`);
}

/** The fixture number `index` (from 1) beside a flow test: `shop-order.json`, `shop-order-2.json`. */
export function fixturePath(flowTest: string, index: number): string {
  const base = basename(flowTest).replace(/\.flowtest\.ya?ml$/i, '');
  return join(dirname(flowTest), `${base}${index === 1 ? '' : `-${index}`}.json`);
}

/** The same flow test with no expectations, to see what comes of its events. */
export function asSuite(file: string, value: JsonObject): ReturnType<typeof readSuite> {
  return readSuite(jsonText(value), file);
}
