import type { Path } from '../../diagnostic.ts';
import { isObject, type JsonObject, objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const credentialsMissing: Rule = {
  id: 'event-source/credentials-missing',
  severity: 'error',
  summary: 'an event without the secrets that it connects with',
  docs: {
    why: `The controller does not ask for them. The event source does when the pod starts, tries ten times, and gives up: there are no events.
Source: argo-events pkg/eventsources/sources/<type>/start.go (StartListening), pkg/eventsources/common/aws/aws.go (CreateAWSSessionWithCredsInVolume).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  sftp:
    drop: {eventType: CREATE, watchPathConfig: {directory: /data/, path: in.csv}, username: {name: sftp, key: user}, address: {name: sftp, key: address}, pollIntervalDuration: 10s}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  sftp:
    drop: {eventType: CREATE, watchPathConfig: {directory: /data/, path: in.csv}, username: {name: sftp, key: user}, password: {name: sftp, key: password}, address: {name: sftp, key: address}, pollIntervalDuration: 10s}
`,
  },
  check: {
    event({ type, spec, path, name }, { resource }, { report }) {
      for (const { block, at, keys } of wantedBy(type, spec)) {
        for (const key of keys) {
          if (isObject(block[key])) continue;
          // A value of another type is said elsewhere.
          if ((block[key] ?? null) !== null) continue;
          report({
            resource,
            path: [...path, ...at],
            what: 'key',
            message: `"${name}" cannot connect: it has no "${[...at, key].join('.')}"`,
            help: `add \`${key}: {name: SECRET, key: KEY}\``,
          });
        }
      }
    },
  },
};

interface Wanted {
  readonly block: JsonObject;
  /** From the event. */
  readonly at: Path;
  readonly keys: readonly string[];
}

/** What each type reads when it starts. What the controller asks for is not here. */
function wantedBy(type: string, spec: JsonObject): readonly Wanted[] {
  const inside = (block: JsonObject | undefined, at: Path, keys: readonly string[]): readonly Wanted[] =>
    block === undefined ? [] : [{ block, at, keys }];
  const auth = objectAt(spec, 'auth');
  switch (type) {
    case 'sftp': {
      const withKey = objectAt(spec, 'sshKeySecret') !== undefined;
      return inside(spec, [], ['username', 'address', ...(withKey ? [] : ['password'])]);
    }
    case 'mns':
      return inside(spec, [], ['accessKey', 'secretKey']);
    case 'nats':
      return inside(objectAt(auth, 'basic'), ['auth', 'basic'], ['username', 'password']);
    case 'amqp':
    case 'mqtt':
      // With TLS the controller does not look at the rest.
      return isObject(spec['tls']) ? inside(auth, ['auth'], ['username', 'password']) : [];
    case 'kafka':
      return isObject(spec['tls'])
        ? inside(objectAt(spec, 'sasl'), ['sasl'], ['userSecret', 'passwordSecret'])
        : [];
    case 'gerrit':
      return textAt(objectAt(spec, 'webhook'), 'url') === ''
        ? []
        : inside(auth, ['auth'], ['username', 'password']);
    case 'sqs':
    case 'sns':
      return textAt(spec, 'roleARN') === '' && (isObject(spec['accessKey']) || isObject(spec['secretKey']))
        ? inside(spec, [], ['accessKey', 'secretKey'])
        : [];
    default:
      return [];
  }
}
