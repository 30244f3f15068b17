import { dirname, isAbsolute, join } from 'node:path';
import type { Path, Place } from '../diagnostic.ts';
import { isArray, isObject, type JsonObject, type JsonValue, valueAt } from '../json.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { EVENT_CONTENT } from './flow-test-file.ts';
import { jsonText } from './json.ts';
import type { CaseEvent, FlowCase, Suite } from './suite.ts';
import { placeIn } from './suite-place.ts';

const DEFAULT_TIME = '2026-01-01T00:00:00Z';

/** What a flow test says whose shape is right. */
export function suiteOf(document: YamlDocument, value: JsonObject): Suite {
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
      ? placeIn(document, [...path, 'name'])
      : placeIn(
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
          eventOf(mergedEvent(shared, event), placeIn(document, [...eventsPath, index]), here),
        )
      : [eventOf(shared, placeIn(document, eventPath), here)],
    now: typeof at === 'string' ? at : DEFAULT_TIME,
    seed: typeof seed === 'number' ? seed : 0,
    nodeOutputs: Object.entries(nodeOutputs).map(([key, text]) => `${key}=${text}`),
    nodeOutputsAt: placeIn(document, [...scopeOf('nodeOutputs'), 'nodeOutputs']),
    expect: {
      value: valueAt(root, expectPath) ?? 'fires',
      place: (inner, what) => (isWritten ? placeIn(document, [...expectPath, ...inner], what) : anchor),
    },
    snapshot: of('snapshot') === true,
  };
}

/** The members of both; where the second says what the event is, nothing of that is left of the first. */
function mergedEvent(first: JsonValue | undefined, second: JsonValue | undefined): JsonObject {
  const shared = asMapping(first);
  const own = asMapping(second);
  const says = ['named', 'body', ...EVENT_CONTENT].some((key) => Object.hasOwn(own, key));
  const kept = Object.fromEntries(
    Object.entries(shared).filter(
      ([key]) => !says || !['named', 'body', 'method', ...EVENT_CONTENT].includes(key),
    ),
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
