import {
  bareObject,
  isObject,
  type JsonObject,
  type JsonValue,
  listAt,
  objectAt,
  scalarText,
  textAt,
} from '../../json.ts';
import { type Failure, NIL_DEREFERENCE } from '../failure.ts';
import { readParameters } from '../parameters/parameter-spec.ts';
import { resolveParameters } from '../parameters/parameter-value.ts';
import { secretValue } from '../secret.ts';
import { payloadOf } from './resource-parameters.ts';
import { type Executed, kindPlace, type Round } from './round.ts';

/**
 * Sends one request. Values from Secrets and ConfigMaps stand as references to them.
 * Source: argo-events pkg/sensors/triggers/http/http.go (Execute).
 */
export function http(round: Round, template: JsonObject): Executed {
  const method = textAt(template, 'method') || 'POST';
  const url = textAt(template, 'url');
  const notes: string[] = [];
  const payload = template['payload'];
  if (payload === undefined || payload === null) {
    if (['POST', 'PATCH', 'PUT'].includes(method))
      notes.push(`the ${method} request has no payload and an empty body`);
  }
  const body = payloadOf(round, payload, ['template', 'http', 'payload']);
  if (!body.ok) return broken(executing(body.failure));
  const faulty = faultyRequest(method, url);
  if (faulty !== undefined) {
    const failure: Failure = {
      kind: 'error',
      error: `failed to execute trigger, failed to construct request for ${url}, ${faulty}`,
    };
    return { ...broken(failure), at: kindPlace(round, 'http', 'url') };
  }

  const headers = bareObject<string>();
  const host = textAt(template, 'host');
  if (host !== '') headers['Host'] = host;
  for (const [name, value] of Object.entries(objectAt(template, 'headers') ?? {}))
    headers[name] = scalarText(value) ?? '';
  const dynamic = dynamicHeaders(round, template['dynamicHeaders'], headers);
  if (dynamic !== undefined) return broken(dynamic);
  const secure = secureHeaders(round, listAt(template, 'secureHeaders'), headers, notes);
  if (secure !== undefined) return broken(secure);
  const basic = objectAt(template, 'basicAuth');
  if (basic !== undefined) {
    const credentials = ['username', 'password'].map(
      (part) => reference(basic[part], 'secret') ?? `no ${part}`,
    );
    headers['Authorization'] = `Basic <${credentials.join(' and ')}>`;
  }
  if (!Object.keys(headers).some((name) => name.toLowerCase() === 'content-type') && body.body !== null) {
    notes.push('no Content-Type is sent: the sensor adds none by itself');
  }
  return {
    action: { kind: 'http', method, url, headers, body: body.body },
    summary: `would send ${method} ${url}`,
    notes,
    result: 'status',
  };
}

function broken(failure: Failure): Executed {
  return { failure, summary: failure.error };
}

function executing(failure: Failure): Failure {
  return failure.kind === 'error'
    ? { kind: 'error', error: `failed to execute trigger, ${failure.error}` }
    : failure;
}

/** Source: go1.26 src/net/http/request.go (NewRequestWithContext), src/net/url/url.go (parse). */
function faultyRequest(method: string, url: string): string | undefined {
  if (!/^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/.test(method))
    return `net/http: invalid method ${JSON.stringify(method)}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what Go refuses
  if (/[\x00-\x1f\x7f]/.test(url))
    return `parse ${JSON.stringify(url)}: net/url: invalid control character in URL`;
  if (url.startsWith(':')) return `parse ${JSON.stringify(url)}: missing protocol scheme`;
  return undefined;
}

/** The value of a header that no event gives is read through a nil pointer. */
function dynamicHeaders(
  round: Round,
  list: JsonValue | undefined,
  headers: Record<string, string>,
): Failure | undefined {
  const { parameters } = readParameters(list, 'dynamicHeaders');
  if (parameters.length === 0) return undefined;
  for (const [index, resolved] of resolveParameters(round.engine, parameters, round.events).entries()) {
    const name = parameters[index]?.dest ?? '';
    if (resolved.failure !== undefined) {
      const cause = `failed to resolve the value for dynamicHeader ${name}, ${resolved.failure.error}`;
      return executing({ ...resolved.failure, error: cause });
    }
    if (resolved.value === undefined) return NIL_DEREFERENCE;
    headers[name] = resolved.value;
  }
  return undefined;
}

function secureHeaders(
  round: Round,
  list: readonly JsonValue[],
  headers: Record<string, string>,
  notes: string[],
): Failure | undefined {
  for (const item of list) {
    const header = isObject(item) ? item : undefined;
    const from = objectAt(header, 'valueFrom');
    if (from === undefined) return NIL_DEREFERENCE;
    const secret = reference(from['secretKeyRef'], 'secret');
    const configMap = reference(from['configMapKeyRef'], 'config map');
    if (secret === undefined && configMap === undefined) {
      const cause = 'failed to retrieve the value for secureHeader, configmap key selector is nil';
      return executing({ kind: 'error', error: cause });
    }
    const found =
      secret === undefined ? undefined : secretValue(round.model, round.namespace, from['secretKeyRef']);
    if (found?.kind === 'keyless') {
      const path = `/argo-events/secrets/${found.name}/${found.key}`;
      const cause = `failed to get secret value of name: ${found.name}, key: ${found.key}, open ${path}: no such file or directory`;
      return executing({ kind: 'error', error: `failed to retrieve the value for secureHeader, ${cause}` });
    }
    if (found?.kind === 'absent') notes.push(`the secret "${found.name}" is not among the manifests`);
    headers[textAt(header, 'name')] = `<${secret ?? configMap}>`;
  }
  return undefined;
}

/** `secret "token", key "value"`; undefined when there is no selector. */
export function reference(
  selector: JsonValue | undefined,
  kind: 'secret' | 'config map',
): string | undefined {
  if (!isObject(selector)) return undefined;
  return `${kind} "${textAt(selector, 'name')}", key "${textAt(selector, 'key')}"`;
}
