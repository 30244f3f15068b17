import { isArray, isObject, type JsonObject, type JsonValue, valueAt } from '../json.ts';
import { ClusterError, type FieldConflict } from './cluster-error.ts';
import { contextFlag } from './context-flag.ts';
import { parseExactJson } from './exact-json.ts';
import { describe, type Request } from './request.ts';

/** A Status of the API server as an error; anything else that came with that code, too. */
export function refusal(code: number, body: string, request: Request, context: string): ClusterError {
  const status = readStatus(body);
  const said = text(status['message']) || oneLine(body) || 'it gave no reason';
  const asked = describe(request);
  switch (code) {
    case 401:
      return new ClusterError(
        'unauthorized',
        `the cluster of context "${context}" does not accept your credentials (401)`,
        `they may have expired: log in again, then try "kubectl${contextFlag(context)} auth whoami"`,
      );
    case 403:
      return new ClusterError(
        'forbidden',
        `not allowed to ${asked}: ${said}`,
        `kubectl${contextFlag(context)} auth can-i ${canI(request)}`,
      );
    case 404: {
      const [, missing] = /^namespaces "([^"]+)" not found$/.exec(said) ?? [];
      const help =
        missing === undefined
          ? undefined
          : `kubectl${contextFlag(context)} create namespace ${missing}; or give another one with -n`;
      return new ClusterError('not-found', `cannot ${asked}: ${said}`, help);
    }
    case 409: {
      const conflicts = conflictsOf(status);
      if (conflicts.length === 0) return new ClusterError('conflict', `cannot ${asked}: ${said}`);
      const managers = [...new Set(conflicts.map(({ manager }) => `"${manager}"`))].join(' and ');
      return new ClusterError(
        'conflict',
        `cannot ${asked}: ${managers} ${managers.includes(' and ') ? 'own' : 'owns'} ${conflicts
          .map(({ field }) => field)
          .join(', ')}`,
        'take these fields out of the manifest, or take them over with --force-conflicts',
        { conflicts },
      );
    }
    case 410:
      return new ClusterError('expired', `cannot ${asked}: ${said}`);
    case 400:
    case 413:
    case 415:
    case 422:
      return new ClusterError('invalid', `the cluster refuses to ${asked}: ${said}`);
    case 429:
      return new ClusterError(
        'throttled',
        `the cluster is too busy to ${asked} (429): ${said}`,
        'try again later',
      );
    default:
      return new ClusterError('failed', `the cluster failed to ${asked} (${code}): ${said}`);
  }
}

/** An answer as an object. Throws a ClusterError for anything else: text that broke off, a login page of a proxy. */
export function readObject(body: string, request: Request): JsonObject {
  const value = tryParse(body);
  if (isObject(value)) return value;
  const start = oneLine(body).slice(0, 60);
  const what = body === '' ? 'is empty' : /^\s*[{[]/.test(body) ? 'breaks off' : `is no JSON: ${start}`;
  throw new ClusterError(
    'unreadable',
    `cannot ${describe(request)}: the answer of the cluster ${what}`,
    'something between here and the API server changes answers: a proxy, or a load balancer',
  );
}

function readStatus(body: string): JsonObject {
  const value = tryParse(body);
  return isObject(value) && value['kind'] === 'Status' ? value : {};
}

function tryParse(body: string): JsonValue | undefined {
  try {
    return parseExactJson(body);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Source: apimachinery pkg/apis/meta/v1 types.go (CauseTypeFieldManagerConflict). */
function conflictsOf(status: JsonObject): readonly FieldConflict[] {
  const causes = valueAt(status, ['details', 'causes']);
  if (!isArray(causes)) return [];
  return causes.flatMap((cause) => {
    if (!isObject(cause) || cause['reason'] !== 'FieldManagerConflict') return [];
    const [, manager = 'another manager'] = /conflict with "([^"]*)"/.exec(text(cause['message'])) ?? [];
    return [{ manager, field: text(cause['field']) }];
  });
}

function canI({ verb, resource, namespace, name }: Request): string {
  const [word, what] =
    verb === 'discover' ? ['get', resource] : [verb, name ? `${resource}/${name}` : resource];
  return `${word} ${what}${namespace === '' ? '' : ` -n ${namespace}`}`;
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function oneLine(body: string): string {
  return body
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
}
