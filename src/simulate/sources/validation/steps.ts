import type { Engine } from '../../../engine/engine.ts';
import type { Fields } from '../../fields.ts';
import type { Validation } from './refusal.ts';

/** The first fault that the steps find, one after the other. */
export function inOrder(...steps: readonly Validation[]): Validation {
  return (event, engine) => {
    for (const step of steps) {
      const fault = step(event, engine);
      if (fault !== undefined) return fault;
    }
    return undefined;
  };
}

/** A fault when the condition holds, at the field or at the whole event. */
export function unless(holds: (event: Fields) => boolean, message: string, key?: string): Validation {
  return (event) =>
    holds(event) ? undefined : { message, path: key === undefined ? event.path : [...event.path, key] };
}

/** A text that must not be empty. */
export function text(key: string, message: string): Validation {
  return unless((event) => event.text(key) !== '', message);
}

/** A list that must be there; an empty one is. */
export function list(key: string, message: string): Validation {
  return unless((event) => event.texts(key) !== undefined, message);
}

/** An object that must be there. */
export function object(key: string, message: string): Validation {
  return unless((event) => event.object(key) !== undefined, message);
}

/**
 * The block that is looked at in place of all later ones, when it is there.
 * Source: argo-events pkg/eventsources/sources/kafka/validate.go and others, which return what the first block says.
 */
export function firstBlock(blocks: readonly (readonly [key: string, check: Validation])[]): Validation {
  return (event, engine) => {
    for (const [key, check] of blocks) {
      const block = event.object(key);
      if (block !== undefined) return check(block, engine);
    }
    return undefined;
  };
}

/** Source: argo-events pkg/apis/events/v1alpha1/validate.go (ValidateTLSConfig). */
export const tls: Validation = (block) => {
  if (block.flag('insecureSkipVerify')) return undefined;
  const has = (key: string) => block.object(key) !== undefined;
  const [ca, cert, key] = [has('caCertSecret'), has('clientCertSecret'), has('clientKeySecret')];
  const { path } = block;
  if (!ca && !cert && !key && !block.flag('enabled')) {
    const message =
      'invalid tls config, please configure either caCertSecret, or clientCertSecret and clientKeySecret, or both';
    return { message, path };
  }
  if (cert === key) return undefined;
  return {
    message: 'invalid tls config, both clientCertSecret and clientKeySecret need to be configured',
    path,
  };
};

/** Source: argo-events pkg/apis/events/v1alpha1/validate.go (ValidateBasicAuth). */
export const basicAuth = inOrder(
  object('username', 'username missing'),
  object('password', 'password missing'),
);

const MECHANISMS = ['', 'PLAIN', 'OAUTHBEARER', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'GSSAPI'];

/** Source: argo-events pkg/apis/events/v1alpha1/validate.go (ValidateSASLConfig). */
export const sasl = inOrder(
  unless(
    (block) => MECHANISMS.includes(block.text('mechanism')),
    'invalid sasl config. Possible values for SASL Mechanism are `OAUTHBEARER`, `PLAIN`, `SCRAM-SHA-256`, `SCRAM-SHA-512` and `GSSAPI`',
    'mechanism',
  ),
  unless(
    (block) => block.object('userSecret') !== undefined && block.object('passwordSecret') !== undefined,
    'invalid sasl config, both userSecret and passwordSecret must be defined',
  ),
);

/** Source: argo-events pkg/apis/events/v1alpha1/file_config.go (Validate). */
export const watchPath = inOrder(
  text('directory', 'directory is required'),
  unless(
    (event) => event.text('directory').startsWith('/'),
    'directory must be an absolute file path',
    'directory',
  ),
  unless(
    (event) => event.text('path') !== '' || event.text('pathRegexp') !== '',
    'either path or pathRegexp must be specified',
  ),
  unless(
    (event) => event.text('path') === '' || event.text('pathRegexp') === '',
    'path and pathRegexp cannot be specified together',
    'pathRegexp',
  ),
  unless((event) => !event.text('path').startsWith('/'), 'path must be a relative file path', 'path'),
  (event, engine) => {
    const pattern = event.text('pathRegexp');
    if (pattern === '') return undefined;
    const [answer] = engine.ask([{ op: 'regexp', pattern, texts: [] }]);
    if (answer.ok || answer.kind !== 'error') return undefined;
    return { message: answer.error, path: [...event.path, 'pathRegexp'] };
  },
);

/** The text of time.ParseDuration's error; undefined for a duration. */
export function durationError(engine: Engine, duration: string): string | undefined {
  const [answer] = engine.ask([{ op: 'duration', text: duration }]);
  return answer.ok || answer.kind !== 'error' ? undefined : answer.error;
}
