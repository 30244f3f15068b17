import type { Diagnostic, Path } from '../diagnostic.ts';
import { isArray, isObject, type JsonObject, type JsonValue, valueAt } from '../json.ts';
import { nearest } from '../nearest.ts';
import { isTime } from '../test-event/world.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { EVENT_CONTENT, MATCHERS } from './flow-test-file.ts';
import { placeIn } from './suite-place.ts';

/** Something that is wrong with a flow test, and where. */
export function problem(
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
    at: placeIn(document, path, key ? 'key' : 'value'),
    ...(help !== undefined && { help }),
  };
}

/** What the shapes alone do not say. */
export function* contradictions(document: YamlDocument, value: JsonObject): Generator<Diagnostic> {
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

function* eventProblems(document: YamlDocument, root: JsonObject, path: Path): Generator<Diagnostic> {
  const event = valueAt(root, path);
  if (!isObject(event)) return;
  const at = event['at'];
  if (typeof at === 'string' && !isTime(at)) yield noTime(document, [...path, 'at'], at);
  const [first, second] = EVENT_CONTENT.filter((key) => Object.hasOwn(event, key));
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
