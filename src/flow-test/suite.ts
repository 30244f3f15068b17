import { dirname, isAbsolute, join } from 'node:path';
import type { Diagnostic, Path, Place } from '../diagnostic.ts';
import { isArray, isObject, type JsonObject, type JsonValue, valueAt } from '../json.ts';
import { nearest } from '../nearest.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { parseYaml } from '../yaml/parse.ts';
import { FLOW_TEST, MATCHERS } from './flow-test-file.ts';
import { jsonText } from './json.ts';
import { misfits } from './shape.ts';

/** A flow test file as read. */
export interface Suite {
  readonly file: string;
  /** From where argoflow runs. */
  readonly manifests: readonly string[];
  readonly namespace: string | undefined;
  /** Secret → key → value. */
  readonly secrets: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly cases: readonly FlowCase[];
}

export interface FlowCase {
  readonly name: string;
  /** Where it stands in the file. */
  readonly at: Place;
  readonly events: readonly CaseEvent[];
  /** RFC 3339 */
  readonly now: string;
  readonly seed: number;
  /** `build.outputs.result=ok` */
  readonly nodeOutputs: readonly string[];
  readonly nodeOutputsAt: Place;
  readonly expect: Expected;
  readonly snapshot: boolean;
}

/** One event of a case, with what all events of the file share. */
export interface CaseEvent {
  readonly at: Place;
  readonly to: string | undefined;
  /** What "event" of `test-event` takes: a file or the name of a sample. */
  readonly source: { readonly kind: 'sample' | 'file'; readonly name: string } | undefined;
  /** The text of an event file. */
  readonly inline: JsonObject | undefined;
  /** Undefined: the sample's own. */
  readonly body: JsonValue | undefined;
  readonly method: string | undefined;
  readonly headers: readonly string[];
  readonly assignments: readonly string[];
  readonly repeat: number;
  readonly now: string | undefined;
}

/** What is expected, as written, and where; `base` is the path of it in the document. */
export interface Expected {
  readonly value: JsonValue;
  /** The place of a path in it; `key` asks for the key instead of its value. */
  place(path: Path, what?: 'value' | 'key'): Place;
}

export interface ReadSuite {
  /** Undefined when the file is no flow test; then `diagnostics` say why. */
  readonly suite: Suite | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const DEFAULT_TIME = '2026-01-01T00:00:00Z';

/** Reads a flow test. Never throws: whatever is wrong with the text has its place in the diagnostics. */
export function readSuite(text: string, file: string): ReadSuite {
  const { documents, diagnostics } = parseYaml(text, file);
  const broken = diagnostics.filter(({ severity }) => severity === 'error');
  if (broken.length > 0) return { suite: undefined, diagnostics: broken };
  const [document, second] = documents.filter(({ empty }) => !empty);
  const refuse = (message: string, help: string, range?: YamlDocument): ReadSuite => ({
    suite: undefined,
    diagnostics: [
      {
        rule: 'test/file',
        severity: 'error',
        message,
        at: { file, ...(range && { range: range.rangeOf([]) }) },
        help,
      },
    ],
  });
  if (document === undefined) {
    return refuse('the flow test is empty', 'say what is fired and what must come of it: event, expect');
  }
  if (second !== undefined)
    return refuse('a flow test is one document, and here is another', 'use "cases"', second);

  const value = document.value;
  const wrong: Diagnostic[] = misfits(value, { type: 'mapping', name: 'suite' }, FLOW_TEST).map(
    ({ path, key, message, help }) => problem(document, path, message, help, key === true),
  );
  if (wrong.length === 0 && isObject(value)) wrong.push(...further(document, value));
  if (wrong.length > 0 || !isObject(value)) return { suite: undefined, diagnostics: wrong };
  return { suite: suiteOf(document, value), diagnostics: [] };
}

function problem(
  document: YamlDocument,
  path: Path,
  message: string,
  help: string | undefined,
  key = false,
): Diagnostic {
  return {
    rule: 'test/file',
    severity: 'error',
    message,
    at: place(document, path, key ? 'key' : 'value'),
    ...(help !== undefined && { help }),
  };
}

function place(document: YamlDocument, path: Path, what: 'key' | 'value' = 'value'): Place {
  return { file: document.file, range: document.rangeOf(path, what), path };
}

/** What the shapes alone do not say. */
function* further(document: YamlDocument, value: JsonObject): Generator<Diagnostic> {
  const names = new Map<string, number>();
  const cases = isArray(value['cases']) ? value['cases'] : [];
  for (const [index, one] of cases.entries()) {
    const name = isObject(one) ? String(one['name']) : '';
    const first = names.get(name);
    if (first !== undefined) {
      const help = 'give each case a name of its own';
      yield problem(document, ['cases', index, 'name'], `two cases have the name "${name}"`, help);
    }
    names.set(name, index);
  }
  const scopes: Path[] = [[], ...cases.map((_, index) => ['cases', index])];
  for (const scope of scopes) {
    const at = valueAt(value, [...scope, 'at']);
    if (typeof at === 'string' && !isTime(at)) yield noTime(document, [...scope, 'at'], at);
    for (const path of eventPaths(value, scope)) yield* eventProblems(document, value, path);
    const expect = valueAt(value, [...scope, 'expect']);
    if (expect !== undefined) yield* matcherProblems(document, expect, [...scope, 'expect']);
  }
}

function eventPaths(value: JsonObject, scope: Path): readonly Path[] {
  const events = valueAt(value, [...scope, 'events']);
  const many = isArray(events) ? events.map((_, index) => [...scope, 'events', index]) : [];
  return [[...scope, 'event'], ...many];
}

/** Of these, an event has one: they say what it is. */
const CONTENT = ['sample', 'file', 'payload', 'cloudEvent', 'path'] as const;

function* eventProblems(document: YamlDocument, root: JsonObject, path: Path): Generator<Diagnostic> {
  const event = valueAt(root, path);
  if (!isObject(event)) return;
  const at = event['at'];
  if (typeof at === 'string' && !isTime(at)) yield noTime(document, [...path, 'at'], at);
  const [first, second] = CONTENT.filter((key) => Object.hasOwn(event, key));
  if (first !== undefined && second !== undefined) {
    const message = `"${first}" and "${second}" both say what the event is`;
    yield problem(document, [...path, second], message, `leave one of them out`, true);
  }
  const other = ['payload', 'cloudEvent'].find((key) => Object.hasOwn(event, key));
  const request = ['method', 'headers', 'body', 'path'].find((key) => Object.hasOwn(event, key));
  if (other !== undefined && request !== undefined) {
    const message = `"${request}" is of a request, and "${other}" is none`;
    yield problem(document, [...path, request], message, `leave one of them out`, true);
  }
  for (const key of isObject(event['set']) ? Object.keys(event['set']) : []) {
    if (key !== '' && !key.includes('=')) continue;
    const help = 'for example body.user.name: Ada';
    yield problem(document, [...path, 'set', key], `"${key}" is no path that can be set`, help, true);
  }
}

/** A `$` begins what is asked of a value; a slip there would be taken for a key that is never found. */
function* matcherProblems(document: YamlDocument, value: JsonValue, path: Path): Generator<Diagnostic> {
  if (isArray(value)) {
    for (const [index, item] of value.entries()) yield* matcherProblems(document, item, [...path, index]);
    return;
  }
  if (!isObject(value)) return;
  for (const [key, item] of Object.entries(value)) {
    const own = [...path, key];
    if (!key.startsWith('$')) {
      yield* matcherProblems(document, item, own);
      continue;
    }
    const names: readonly string[] = MATCHERS;
    if (!names.includes(key)) {
      const near = nearest(key, names);
      const help = near === undefined ? `there are ${names.join(' and ')}` : `did you mean "${near}"?`;
      yield problem(document, own, `nothing can be asked by "${key}"`, help, true);
    } else if (key === '$matches' && typeof item !== 'string') {
      yield problem(document, own, '"$matches" is a regular expression, a text', '$matches: "^deploy-"');
    } else if (key === '$exists' && typeof item !== 'boolean') {
      yield problem(document, own, '"$exists" is true or false', '$exists: false');
    } else if (Object.keys(value).length > 1) {
      yield problem(document, own, `"${key}" stands alone in its mapping`, 'leave the other keys out', true);
    }
  }
}

function noTime(document: YamlDocument, path: Path, text: string): Diagnostic {
  return problem(document, path, `"${text}" is not an RFC 3339 time`, 'for example 2026-01-02T15:04:05Z');
}

function isTime(text: string): boolean {
  const match = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.exec(text);
  const day = match?.[1];
  if (day === undefined || Number.isNaN(Date.parse(text))) return false;
  // Date.parse takes the 31st of any month for the next month's days; Go does not.
  const real = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(day);
}

function suiteOf(document: YamlDocument, value: JsonObject): Suite {
  const { file } = document;
  const folder = dirname(file);
  const here = (path: string) => (isAbsolute(path) || folder === '.' ? path : join(folder, path));
  const cases = isArray(value['cases']) ? value['cases'] : undefined;
  const manifests = isArray(value['manifests']) ? value['manifests'].map(String) : ['.'];
  return {
    file,
    manifests: manifests.map(here),
    namespace: textOf(value['namespace']),
    secrets: secretsOf(value['secrets']),
    cases:
      cases === undefined
        ? [caseOf(document, value, [], here)]
        : cases.map((_, index) => caseOf(document, value, ['cases', index], here)),
  };
}

const ANCHORS = ['name', 'expect', 'event', 'events'] as const;

function caseOf(
  document: YamlDocument,
  root: JsonObject,
  path: Path,
  here: (path: string) => string,
): FlowCase {
  const own = valueAt(root, path);
  const value = isObject(own) ? own : {};
  /** A key of the case, else of the file. */
  const scopeOf = (key: string): Path => (Object.hasOwn(value, key) ? path : []);
  const of = (key: string) => valueAt(root, [...scopeOf(key), key]);
  const expectPath = [...scopeOf('expect'), 'expect'];
  const shared = mergedEvent(root['event'], path.length === 0 ? undefined : value['event']);
  const eventsPath = [...scopeOf('events'), 'events'];
  const events = valueAt(root, eventsPath);
  // A case with an event of its own does not fire the events that the others do.
  const several =
    isArray(events) && !(eventsPath.length === 1 && Object.hasOwn(value, 'event') && path.length > 0);
  const eventPath = [...scopeOf('event'), 'event'];
  const isWritten = valueAt(root, expectPath) !== undefined;
  /** What stands for the case as a whole: its name, or of a file without cases the key that says most. */
  const anchor =
    path.length > 0
      ? place(document, [...path, 'name'])
      : place(
          document,
          [ANCHORS.find((key) => Object.hasOwn(root, key)) ?? Object.keys(root)[0] ?? ''],
          'key',
        );
  const nodeOutputs = { ...textsOf(root['nodeOutputs']), ...textsOf(value['nodeOutputs']) };
  const at = of('at');
  const seed = of('seed');
  return {
    name:
      textOf(value['name']) ?? (document.file.split(/[\\/]/).at(-1) ?? '').replace(/\.flowtest\.ya?ml$/i, ''),
    at: anchor,
    events: several
      ? events.map((event, index) =>
          eventOf(mergedEvent(shared, event), place(document, [...eventsPath, index]), here),
        )
      : [eventOf(shared, place(document, eventPath), here)],
    now: typeof at === 'string' ? at : DEFAULT_TIME,
    seed: typeof seed === 'number' ? seed : 0,
    nodeOutputs: Object.entries(nodeOutputs).map(([key, text]) => `${key}=${text}`),
    nodeOutputsAt: place(document, [...scopeOf('nodeOutputs'), 'nodeOutputs']),
    expect: {
      value: valueAt(root, expectPath) ?? 'fires',
      place: (inner, what) => (isWritten ? place(document, [...expectPath, ...inner], what) : anchor),
    },
    snapshot: of('snapshot') === true,
  };
}

/** The members of both; where the second says what the event is, nothing of that is left of the first. */
function mergedEvent(first: JsonValue | undefined, second: JsonValue | undefined): JsonObject {
  const shared = asMapping(first);
  const own = asMapping(second);
  const says = ['named', 'body', ...CONTENT].some((key) => Object.hasOwn(own, key));
  const kept = Object.fromEntries(
    Object.entries(shared).filter(([key]) => !says || !['named', 'body', 'method', ...CONTENT].includes(key)),
  );
  const maps = ['set', 'headers'].flatMap((key) => {
    const [a, b] = [kept[key], own[key]];
    return isObject(a) && isObject(b) ? [[key, { ...a, ...b }] as const] : [];
  });
  return { ...kept, ...own, ...Object.fromEntries(maps) };
}

/** A text names a sample or a file, as after --event. */
function asMapping(event: JsonValue | undefined): JsonObject {
  if (typeof event === 'string') return { named: event };
  return isObject(event) ? event : {};
}

function eventOf(event: JsonObject, at: Place, here: (path: string) => string): CaseEvent {
  const { payload, cloudEvent, body, path } = event;
  const method = textOf(event['method']);
  const inline = isObject(cloudEvent)
    ? cloudEvent
    : isObject(payload)
      ? { payload }
      : typeof path === 'string'
        ? { path }
        : undefined;
  return {
    at,
    to: textOf(event['to']),
    source: sourceOf(event, here),
    inline,
    body,
    method,
    headers: Object.entries(textsOf(event['headers'])).map(([name, text]) => `${name}: ${text}`),
    assignments: Object.entries(isObject(event['set']) ? event['set'] : {}).map(
      ([name, value]) => `${name}=${jsonText(value)}`,
    ),
    repeat: typeof event['repeat'] === 'number' ? event['repeat'] : 1,
    now: textOf(event['at']),
  };
}

function sourceOf(event: JsonObject, here: (path: string) => string): CaseEvent['source'] {
  const [named, sample, file] = [textOf(event['named']), textOf(event['sample']), textOf(event['file'])];
  if (sample !== undefined) return { kind: 'sample', name: sample };
  if (file !== undefined) return { kind: 'file', name: here(file) };
  if (named === undefined) return undefined;
  // What looks like a path is one; "github/push" is a sample.
  const isPath = /^[./~\\]|\\|\.(?:json|ya?ml|txt)$/i.test(named);
  return isPath ? { kind: 'file', name: here(named) } : { kind: 'sample', name: named };
}

function secretsOf(value: JsonValue | undefined): Suite['secrets'] {
  const secrets = isObject(value) ? value : {};
  return Object.fromEntries(Object.entries(secrets).map(([name, keys]) => [name, textsOf(keys)]));
}

function textsOf(value: JsonValue | undefined): Readonly<Record<string, string>> {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
