import type { Engine } from '../../../engine/engine.ts';
import { nearest } from '../../../nearest.ts';
import type { Fields } from '../../fields.ts';
import { type Refusal, type Remedy, writing } from '../../validation/refusal.ts';

/** The refusals of one event in the order in which the validation of its type finds them; it stops at the first. */
export type Validation = (event: Fields, engine: Engine) => Iterable<Refusal>;

const REQUIRED = 'event-source/field-required';
const EXCLUSIVE = 'event-source/fields-exclusive';
const UNKNOWN = 'event-source/value-unknown';

/** The refusals that the steps find, one after the other. */
export function inOrder(...steps: readonly Validation[]): Validation {
  return function* (event, engine) {
    for (const step of steps) yield* step(event, engine);
  };
}

/** A refusal unless the condition holds, about these fields of the event; `refusal` says which, and what to do. */
export function unless(
  holds: (event: Fields) => boolean,
  refusal: Omit<Refusal, 'path'> & { readonly keys: readonly string[] },
): Validation {
  return function* (event) {
    if (!holds(event)) yield { ...refusal, path: event.path };
  };
}

/** Fields of which something is missing unless the condition holds. */
export function needs(
  holds: (event: Fields) => boolean,
  message: string,
  keys: readonly string[],
  help?: string,
): Validation {
  return unless(holds, { rule: REQUIRED, message, keys, ...(help !== undefined && { help }) });
}

/** Fields that exclude each other unless the condition holds. */
export function excludes(
  holds: (event: Fields) => boolean,
  message: string,
  keys: readonly string[],
): Validation {
  return unless(holds, { rule: EXCLUSIVE, message, keys, help: 'remove one of them' });
}

/** A text that must not be empty; `example` is how it may look. */
export function text(key: string, message: string, example = ''): Validation {
  return needs((event) => event.text(key) !== '', message, [key], helpToAdd(key, example));
}

/** A list that must be there; an empty one is. */
export function list(key: string, message: string, example = ''): Validation {
  return needs((event) => event.texts(key) !== undefined, message, [key], helpToAdd(key, example));
}

/** A reference to a key of a Secret that must be there. */
export function secret(key: string, message: string): Validation {
  return needs((event) => event.object(key) !== undefined, message, [key], helpToAdd(key, A_SECRET));
}

export const A_SECRET = '{name: SECRET, key: KEY}';

export function helpToAdd(key: string, example = ''): string {
  return example === '' ? `add "${key}"` : `add "${key}", for example \`${key}: ${example}\``;
}

/** A text that must be one of the values, unless it is empty and may be. */
export function oneOf(key: string, values: readonly string[], message: string, empty: boolean): Validation {
  return function* (event) {
    const value = event.text(key);
    if (values.includes(value) || (empty && value === '')) return;
    yield { ...unknownValue(event, key, value, values), message };
  };
}

/** The refusal of a value that is none of the known ones, without the controller's words. */
export function unknownValue(
  event: Fields,
  key: string,
  value: string,
  values: readonly string[],
): Omit<Refusal, 'message'> {
  const path = [...event.path, key];
  const names = values.map((one) => `"${one}"`).join(', ');
  const same = values.find((one) => one.toLowerCase() === value.trim().toLowerCase());
  const meant = same ?? nearest(value, values);
  return {
    rule: UNKNOWN,
    path,
    help: `${value === '' ? `add "${key}": ` : ''}${values.length === 1 ? 'the value' : 'the values'} it can have: ${names}`,
    ...writing(path, meant, same !== undefined),
  };
}

/**
 * The block that is looked at in place of all later ones, when it is there.
 * Source: argo-events pkg/eventsources/sources/kafka/validate.go and others, which return what the first block says.
 */
export function firstBlock(blocks: readonly (readonly [key: string, check: Validation])[]): Validation {
  return function* (event, engine) {
    for (const [key, check] of blocks) {
      const block = event.object(key);
      if (block !== undefined) return yield* check(block, engine);
    }
  };
}

/** Source: argo-events pkg/apis/events/v1alpha1/validate.go (ValidateTLSConfig). */
export const tls: Validation = function* (block) {
  if (block.flag('insecureSkipVerify')) return;
  const keys = ['caCertSecret', 'clientCertSecret', 'clientKeySecret'];
  const [ca, cert, key] = keys.map((name) => block.object(name) !== undefined);
  const { path } = block;
  const rule = 'event-source/tls-invalid';
  if (!ca && !cert && !key && !block.flag('enabled')) {
    const message =
      'invalid tls config, please configure either caCertSecret, or clientCertSecret and clientKeySecret, or both';
    const help = 'with certificates that the system knows anyway, "enabled: true" is enough';
    yield { rule, message, path, keys: [...keys, 'enabled'], help };
  } else if (cert !== key) {
    const missing = cert ? 'clientKeySecret' : 'clientCertSecret';
    yield {
      rule,
      message: 'invalid tls config, both clientCertSecret and clientKeySecret need to be configured',
      path,
      keys: [missing],
      help: helpToAdd(missing, A_SECRET),
    };
  }
};

/** Source: argo-events pkg/apis/events/v1alpha1/validate.go (ValidateBasicAuth). */
export const basicAuth = inOrder(
  ...['username', 'password'].map((key) =>
    unless((block) => block.object(key) !== undefined, {
      rule: 'event-source/auth-incomplete',
      message: `${key} missing`,
      keys: [key],
      help: helpToAdd(key, A_SECRET),
    }),
  ),
);

const MECHANISMS = ['PLAIN', 'OAUTHBEARER', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'GSSAPI'];

/** Source: argo-events pkg/apis/events/v1alpha1/validate.go (ValidateSASLConfig). */
export const sasl: Validation = function* (block) {
  const rule = 'event-source/sasl-invalid';
  const mechanism = block.text('mechanism');
  if (mechanism !== '' && !MECHANISMS.includes(mechanism)) {
    const message =
      'invalid sasl config. Possible values for SASL Mechanism are `OAUTHBEARER`, `PLAIN`, `SCRAM-SHA-256`, `SCRAM-SHA-512` and `GSSAPI`';
    yield { ...unknownValue(block, 'mechanism', mechanism, MECHANISMS), rule, message };
  }
  const missing = ['userSecret', 'passwordSecret'].filter((key) => block.object(key) === undefined);
  if (missing.length === 0) return;
  yield {
    rule,
    message: 'invalid sasl config, both userSecret and passwordSecret must be defined',
    path: block.path,
    keys: missing,
    help: `add ${missing.map((key) => `\`${key}: ${A_SECRET}\``).join(' and ')}`,
  };
};

/** Source: argo-events pkg/apis/events/v1alpha1/file_config.go (Validate). */
export const watchPath: Validation = function* (event, engine) {
  const { path } = event;
  const directory = event.text('directory');
  if (directory === '') {
    const message = 'directory is required';
    yield { rule: REQUIRED, message, path, keys: ['directory'], help: helpToAdd('directory', '/data/') };
  } else if (!directory.startsWith('/')) {
    yield {
      rule: 'event-source/directory-relative',
      message: 'directory must be an absolute file path',
      path: [...path, 'directory'],
      help: `"${directory}" does not begin with "/"`,
    };
  }
  const name = event.text('path');
  const pattern = event.text('pathRegexp');
  if (name === '' && pattern === '') {
    const message = 'either path or pathRegexp must be specified';
    const help = 'for every file of the directory: `pathRegexp: ".*"`';
    yield { rule: REQUIRED, message, path, keys: ['path', 'pathRegexp'], help };
  }
  if (name !== '' && pattern !== '') {
    const message = 'path and pathRegexp cannot be specified together';
    yield { rule: EXCLUSIVE, message, path: [...path, 'pathRegexp'], help: 'remove one of them' };
  }
  if (name.startsWith('/')) {
    const below = directory !== '' && name.startsWith(directory) ? name.slice(directory.length) : name;
    const meant = below.replace(/^\/+/, '');
    const at = [...path, 'path'];
    yield {
      rule: 'event-source/path-absolute',
      message: 'path must be a relative file path',
      path: at,
      help: 'the path counts from the directory',
      ...(meant !== '' && writing(at, meant)),
    };
  }
  if (pattern === '') return;
  const [answer] = engine.ask([{ op: 'regexp', pattern, texts: [] }]);
  if (answer.ok || answer.kind !== 'error') return;
  yield {
    rule: 'event-source/path-pattern-invalid',
    message: answer.error,
    path: [...path, 'pathRegexp'],
    help: 'the syntax is that of Go (RE2): no look-around and no back-references',
  };
};

/** A duration as Go reads it. */
export function duration(key: string, message: (error: string) => string): Validation {
  return function* (event, engine) {
    const interval = event.text(key);
    if (interval === '' || isPlainDuration(interval)) return;
    const [answer] = engine.ask([{ op: 'duration', text: interval }]);
    if (answer.ok || answer.kind !== 'error') return;
    yield {
      rule: 'event-source/check-interval-invalid',
      message: message(answer.error),
      path: [...event.path, key],
      ...durationRemedy([...event.path, key], interval),
    };
  };
}

/** A duration that needs no parser, of a second or more. */
export function isPlainDuration(text: string): boolean {
  return /^[1-9]\d{0,5}[smh]$/.test(text);
}

const DURATION_HELP = 'a duration is for example "90s", "5m" or "1h30m"; days are written as hours';

/** What was meant by a text that Go does not read as a duration. */
export function durationRemedy(path: Refusal['path'], written: string): Remedy {
  const [, count, unit] = /^(\d{1,6})\s*([a-z]*)$/.exec(written.trim()) ?? [];
  const meant = count === undefined ? undefined : MEANT_UNITS.get(unit ?? '')?.(Number(count));
  if (meant === undefined) return { help: DURATION_HELP };
  // Nobody can be sure of seconds.
  const safe = unit !== '';
  return {
    help: DURATION_HELP,
    ...writing(path, meant, safe),
  };
}

const seconds = (count: number) => `${count}s`;
const minutes = (count: number) => `${count}m`;
const hours = (count: number) => `${count}h`;
const days = (count: number) => `${count * 24}h`;

const MEANT_UNITS: ReadonlyMap<string, (count: number) => string> = new Map([
  ['', seconds],
  ...['s', 'sec', 'secs', 'second', 'seconds'].map((unit) => [unit, seconds] as const),
  ...['m', 'min', 'mins', 'minute', 'minutes'].map((unit) => [unit, minutes] as const),
  ...['h', 'hour', 'hours'].map((unit) => [unit, hours] as const),
  ...['d', 'day', 'days'].map((unit) => [unit, days] as const),
]);
