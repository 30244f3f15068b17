import { metadataOf } from '../cluster/object.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';

/** What stands in the place of what nobody else may read. */
export const REDACTED = '***';

/** Fields whose texts are secrets wherever they stand. References to Secrets are objects, and stay. */
const SECRET_FIELD =
  /pass(?:word|wd|phrase)|token|secret|credential|api[-_]?key|access[-_]?key|private[-_]?key|authorization|cookie/i;

/** Names that only sound so. */
const HARMLESS = new Set([
  'secretName',
  'tokenExpirationSeconds',
  'automountServiceAccountToken',
  'expirationSeconds',
]);

/** The variables of the pods of Argo that say how they are set up, and nothing secret. */
const VARIABLES = new Set([
  'ARGO_EVENTS_IMAGE',
  'NAMESPACE',
  'LOG_LEVEL',
  'LEADER_ELECTION',
  'EVENTBUS_SUBJECT',
]);

/**
 * An object without what may be secret: the values of variables (the pods of Argo Events carry their whole
 * configuration in them), texts of fields that sound like secrets, credentials in addresses, what kubectl keeps of
 * earlier versions, and who wrote which field.
 */
export function redactObject(object: JsonObject): JsonObject {
  const { managedFields: _, annotations, ...metadata } = metadataOf(object);
  const kept = isObject(annotations)
    ? Object.fromEntries(Object.entries(annotations).filter(([key]) => !LAST_APPLIED.test(key)))
    : undefined;
  const bare = { ...object, metadata: { ...metadata, ...(kept !== undefined && { annotations: kept }) } };
  // An object stays one.
  return redactValue(bare, '') as JsonObject;
}

const LAST_APPLIED = /last-applied-configuration$/;

function redactValue(value: JsonValue, key: string): JsonValue {
  if (isArray(value)) {
    if (key === 'env') return value.map(redactVariable);
    // Command lines carry passwords, too.
    return value.map((item) => redactValue(item, key));
  }
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, redactValue(item, name)]));
  }
  if (typeof value !== 'string') return value;
  if (SECRET_FIELD.test(key) && !HARMLESS.has(key) && value !== '') return REDACTED;
  return redactText(value);
}

function redactVariable(variable: JsonValue): JsonValue {
  if (!isObject(variable) || typeof variable['value'] !== 'string') return redactValue(variable, '');
  const name = variable['name'];
  return typeof name === 'string' && VARIABLES.has(name) ? variable : { ...variable, value: REDACTED };
}

/** What in a text may be secret: tokens, credentials in addresses, `password=…`, and the data of events. */
export function redactText(text: string): string {
  return TEXTS.reduce((left, [pattern, by]) => left.replace(pattern, by), text);
}

const TEXTS: readonly (readonly [RegExp, string])[] = [
  // A filter that errs tells the whole event. Source: argo-events pkg/sensors/listener.go.
  [/(Data ')(?:.|\n)*?('\] (?:discarded|passed))/g, `$1${REDACTED}$2`],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^/\s@'"]+@/gi, `$1${REDACTED}@`],
  [/\b(Bearer|Basic|token)\s+[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${REDACTED}`],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g, REDACTED],
  [
    /((?:pass(?:word|wd|phrase)|token|secret|api[-_]?key|access[-_]?key|authorization)\\?["']?\s*[:=]\s*\\?["']?)(?![\\"'\s*{[])[^\s"',}\\]+/gi,
    `$1${REDACTED}`,
  ],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----(?:.|\n)*?-----END [A-Z ]*PRIVATE KEY-----/g, REDACTED],
];
