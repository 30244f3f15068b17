import type { Engine } from '../../../engine/engine.ts';
import type { Fields } from '../../fields.ts';
import type { Refusal } from '../../validation/refusal.ts';
import { validateCalendar } from './calendar.ts';
import type { Validation } from './steps.ts';
import {
  A_SECRET,
  basicAuth,
  duration,
  excludes,
  firstBlock,
  helpToAdd,
  inOrder,
  list,
  needs,
  oneOf,
  sasl,
  secret,
  text,
  tls,
  unknownValue,
  unless,
  watchPath,
} from './steps.ts';

/**
 * What the controller asks of one event, type by type; the block `webhook` of HTTP types comes after it. Types without
 * a line (webhook) have nothing of their own.
 * Source: argo-events pkg/eventsources/sources/<type>/validate.go.
 */
export const EVENT_VALIDATIONS: Readonly<Record<string, Validation>> = {
  amqp: inOrder(
    needs(
      (event) => event.text('url') !== '' || has(event, 'urlSecret'),
      'either url or urlSecret must be specified',
      ['url', 'urlSecret'],
      helpToAdd('url', 'amqp://rabbitmq.default:5672'),
    ),
    excludes(
      (event) => event.text('url') === '' || !has(event, 'urlSecret'),
      'only one of url or urlSecret can be specified',
      ['url', 'urlSecret'],
    ),
    text('routingKey', 'routing key must be specified', "'#'"),
    text('exchangeType', 'exchange type must be specified', 'topic'),
    firstBlock([
      ['tls', tls],
      ['auth', basicAuth],
    ]),
  ),
  azureEventsHub: inOrder(
    text('fqdn', 'FQDN is not specified', 'NAMESPACE.servicebus.windows.net'),
    text('hubName', 'hub name/path is not specified'),
    needs(
      (event) => has(event, 'sharedAccessKey') === has(event, 'sharedAccessKeyName'),
      'SharedAccessKey or SharedAccessKeyName is not specified. If one is set then both must be set',
      ['sharedAccessKey', 'sharedAccessKeyName'],
    ),
  ),
  azureQueueStorage: inOrder(
    needs(
      (event) => has(event, 'connectionString') || event.text('storageAccountName') !== '',
      'must specify connection string or storageAccountName',
      ['connectionString', 'storageAccountName'],
    ),
    text('queueName', 'must specify queue name'),
  ),
  azureServiceBus: inOrder(
    needs(
      (event) => has(event, 'connectionString') || event.text('fullyQualifiedNamespace') !== '',
      'ConnectionString or fullyQualifiedNamespace must be specified',
      ['connectionString', 'fullyQualifiedNamespace'],
    ),
    ...serviceBusTarget(),
  ),
  bitbucket: inOrder(
    needs(
      (event) =>
        (event.objects('repositories') ?? []).length > 0 ||
        (event.text('owner') !== '' && event.text('repositorySlug') !== ''),
      'at least one repository is required',
      ['repositories', 'owner', 'repositorySlug'],
      helpToAdd('repositories', '[{owner: OWNER, repositorySlug: REPOSITORY}]'),
    ),
    // The validator itself reads `auth` without asking whether it is there: bitbucket HasBitbucketBasicAuth.
    unless((event) => has(event, 'auth'), {
      rule: 'event-source/bitbucket-auth-missing',
      message: 'panic: runtime error: invalid memory address or nil pointer dereference',
      keys: ['auth'],
      help: `add "auth", for example \`auth: {oauthToken: ${A_SECRET}}\`; an empty mapping will do`,
    }),
    needs(
      (event) => !createsBitbucketHooks(event) || hasItems(event, 'events'),
      'events must be defined to create a bitbucket webhooks',
      ['events'],
      helpToAdd('events', "['repo:push']"),
    ),
  ),
  bitbucketserver: inOrder(
    needs(
      (event) => !createsBitbucketServerHooks(event) || hasItems(event, 'events'),
      'events must be defined to create a bitbucket server webhook',
      ['events'],
      helpToAdd('events', "['repo:refs_changed']"),
    ),
    text(
      'bitbucketserverBaseURL',
      "bitbucket server base url can't be empty",
      'https://bitbucket.example.com/rest',
    ),
    duration('checkInterval', (error) => `failed to parse webhook check interval duration: ${error}`),
  ),
  calendar: validateCalendar,
  emitter: inOrder(
    text('broker', 'broker url must be specified', 'tcp://emitter.default:8080'),
    text('channelName', 'channel name must be specified'),
    text('channelKey', 'channel key secret selector must be specified'),
    firstBlock([['tls', tls]]),
  ),
  file: inOrder(text('eventType', 'type must be specified', 'CREATE'), watchPathConfig),
  generic: inOrder(
    text('url', "server url can't be empty", 'HOST:PORT'),
    text('config', "config can't be empty"),
  ),
  gerrit: inOrder(
    needs(
      (event) => hasItems(event, 'projects'),
      'projects cannot be empty',
      ['projects'],
      helpToAdd('projects', '[PROJECT]'),
    ),
    list('events', "events can't be empty", '[patchset-created]'),
    text('gerritBaseURL', "gerrit base url can't be empty", 'https://gerrit.example.com'),
    needs(
      (event) => has(event, 'auth'),
      "username and password can't be empty",
      ['auth'],
      helpToAdd('auth', `{username: ${A_SECRET}, password: ${A_SECRET}}`),
    ),
  ),
  github: inOrder(
    needs(
      (event) => hasRepositories(event) || event.texts('organizations') !== undefined,
      'either repositories or organizations is required',
      ['repositories', 'organizations', 'owner', 'repository'],
      helpToAdd('repositories', '[{owner: OWNER, names: [REPOSITORY]}]'),
    ),
    excludes(
      (event) => !hasRepositories(event) || event.texts('organizations') === undefined,
      'only one of repositories and organizations is allowed',
      ['repositories', 'organizations'],
    ),
    needs(
      (event) => !createsGithubHooks(event) || hasItems(event, 'events'),
      'events must be defined to create a github webhook',
      ['events'],
      helpToAdd('events', '[push]'),
    ),
    oneOf('contentType', ['json', 'form'], 'content type must be "json" or "form"', true),
    needs(
      (event) => event.text('githubUploadURL') === '' || event.text('githubBaseURL') !== '',
      'githubBaseURL is required when githubUploadURL is set',
      ['githubBaseURL'],
      helpToAdd('githubBaseURL', 'https://github.example.com/api/v3/'),
    ),
    needs(
      (event) => event.text('githubBaseURL') === '' || event.text('githubUploadURL') !== '',
      'githubUploadURL is required when githubBaseURL is set',
      ['githubUploadURL'],
      helpToAdd('githubUploadURL', 'https://github.example.com/api/uploads/'),
    ),
  ),
  gitlab: inOrder(
    list('events', "events can't be empty", '[PushEvents]'),
    text('gitlabBaseURL', "gitlab base url can't be empty", 'https://gitlab.com'),
    secret('accessToken', "access token can't be nil"),
  ),
  hdfs: inOrder(
    text('type', 'type is required', 'CREATE'),
    function* (event) {
      const type = event.text('type');
      if (type === '' || type.split('|').some((name) => OPERATIONS.includes(name))) return;
      yield { ...unknownValue(event, 'type', type, OPERATIONS), message: 'type is invalid' };
    },
    duration('checkInterval', () => 'failed to parse interval'),
    watchPath,
    needs(
      (event) => hasItems(event, 'addresses'),
      'addresses is required',
      ['addresses'],
      helpToAdd('addresses', '["namenode.default:8020"]'),
    ),
    needs(
      (event) =>
        event.text('hdfsUser') !== '' || has(event, 'krbCCacheSecret') || has(event, 'krbKeytabSecret'),
      'either hdfsUser, krbCCacheSecret or krbKeytabSecret is required',
      ['hdfsUser', 'krbCCacheSecret', 'krbKeytabSecret'],
    ),
    needs(
      (event) =>
        !has(event, 'krbKeytabSecret') ||
        (hasPrincipal(event) && event.text('krbUsername') !== '' && event.text('krbRealm') !== ''),
      'krbServicePrincipalName, krbConfigConfigMap, krbUsername and krbRealm are required with krbKeytabSecret',
      ['krbServicePrincipalName', 'krbConfigConfigMap', 'krbUsername', 'krbRealm'],
    ),
    needs(
      (event) => !has(event, 'krbCCacheSecret') || hasPrincipal(event),
      'krbServicePrincipalName and krbConfigConfigMap are required with krbCCacheSecret',
      ['krbServicePrincipalName', 'krbConfigConfigMap'],
    ),
  ),
  kafka: inOrder(
    text('url', 'url must be specified', 'kafka.default:9092'),
    text('topic', 'topic must be specified'),
    needs(
      (event) => event.text('partition') !== '' || has(event, 'consumerGroup'),
      'consumerGroup or partition must be specified',
      ['partition', 'consumerGroup'],
      helpToAdd('consumerGroup', '{groupName: GROUP}'),
    ),
    firstBlock([
      ['tls', tls],
      ['sasl', sasl],
      ['awsMskIamAuth', text('region', 'awsMskIamAuth.region must be specified', 'eu-central-1')],
    ]),
  ),
  minio: inOrder(
    secret('accessKey', "access key can't be empty"),
    secret('secretKey', "secret key can't be empty"),
    text('endpoint', "endpoint url can't be empty", 'minio.default:9000'),
    firstBlock([['bucket', text('name', "bucket name can't be empty")]]),
    function* (event) {
      const index = (event.texts('events') ?? []).indexOf('');
      if (index === -1) return;
      const path = [...event.path, 'events'];
      yield {
        rule: 'event-source/value-unknown',
        message: 'unknown event ',
        path,
        help: 'remove the empty text',
      };
    },
  ),
  mns: inOrder(text('queue', 'must specify queue name'), text('endpoint', 'must specify a endpoint')),
  mqtt: inOrder(
    text('url', 'url must be specified', 'tcp://mqtt.default:1883'),
    text('topic', 'topic must be specified'),
    text('clientId', 'client id must be specified'),
    firstBlock([
      ['tls', tls],
      ['auth', basicAuth],
    ]),
  ),
  nats: inOrder(
    text('url', 'url must be specified', 'nats://nats.default:4222'),
    text('subject', 'subject must be specified'),
    function* (event, engine) {
      const block = event.object('tls');
      if (block !== undefined) return yield* tls(block, engine);
      if (event.optionalText('queue') !== '') return;
      const path = [...event.path, 'queue'];
      yield {
        rule: 'event-source/value-unknown',
        message: 'queue group cannot be empty if specified',
        path,
        help: 'remove it, or name a group',
        fix: { message: 'remove "queue"', safe: true, edits: [{ kind: 'remove', path }] },
      };
    },
  ),
  nsq: inOrder(
    text('hostAddress', 'host address must be specified', 'nsqlookupd.default:4161'),
    text('topic', 'topic must be specified'),
    text('channel', 'channel must be specified'),
    firstBlock([['tls', tls]]),
  ),
  pubSub: inOrder(function* (event) {
    if (event.text('topic') !== '') return;
    const rule = 'event-source/field-required';
    if (event.text('topicProjectID') !== '') {
      const message = "you can't specify topicProjectID if you don't specify topic";
      yield { rule, message, path: [...event.path, 'topicProjectID'], help: helpToAdd('topic') };
    } else if (event.text('subscriptionID') === '') {
      const message = 'must specify topic or subscriptionID';
      yield { rule, message, path: event.path, keys: ['topic', 'subscriptionID'] };
    }
  }),
  pulsar: inOrder(
    list('topics', "topics can't be empty list", '[TOPIC]'),
    text('url', 'url must be provided', 'pulsar://pulsar.default:6650'),
    oneOf('type', ['exclusive', 'shared'], 'subscription type must be either exclusive or shared', false),
  ),
  redis: inOrder(
    text('hostAddress', 'host address must be specified', 'redis.default:6379'),
    list('channels', 'channel/s must be specified', '[CHANNEL]'),
    needs(
      (event) => !has(event, 'password') || event.text('namespace') !== '',
      'namespace must be defined in order to retrieve the password from the secret',
      ['namespace'],
      'add "namespace": any text will do, because the password comes from the namespace of the EventSource',
    ),
    firstBlock([['tls', tls]]),
  ),
  redisStream: inOrder(
    text('hostAddress', 'host address must be specified', 'redis.default:6379'),
    list('streams', 'stream/streams must be specified', '[STREAM]'),
    firstBlock([['tls', tls]]),
  ),
  resource: inOrder(
    text('version', 'version must be specified', 'v1'),
    text('resource', 'resource must be specified', 'pods'),
    list('eventTypes', 'event types must be specified', '[ADD]'),
    function* (event) {
      const filter = event.object('filter');
      for (const selector of [...(filter?.objects('labels') ?? []), ...(filter?.objects('fields') ?? [])]) {
        if (selector.text('key') !== '') continue;
        yield {
          rule: 'event-source/field-required',
          message: "key can't be empty for selector",
          path: selector.path,
          keys: ['key'],
          help: helpToAdd('key'),
        };
      }
    },
  ),
  sftp: inOrder(text('eventType', 'type must be specified', 'CREATE'), watchPathConfig),
  slack: inOrder(
    secret('token', 'token not provided'),
    secret('signingSecret', 'signingSecret not provided'),
  ),
  sns: inOrder(
    text('topicArn', 'must specify topic arn', 'arn:aws:sns:REGION:ACCOUNT:TOPIC'),
    text('region', 'must specify region', 'eu-central-1'),
  ),
  sqs: inOrder(
    text('region', 'must specify region', 'eu-central-1'),
    text('queue', 'must specify queue name'),
  ),
  storageGrid: inOrder(
    text('topicArn', 'topic arn must be provided', 'urn:REGION:sns:us-east:ACCOUNT:TOPIC'),
    text('apiURL', 'api url must be provided', 'https://storagegrid.example.com/api/v3'),
    secret('authToken', 'api auth token must be provided'),
    text('bucket', 'bucket name must be provided'),
    list('events', 'event types must be provided', "['ObjectCreated:Put']"),
  ),
  stripe: needs(
    (event) => !event.flag('createWebhook') || has(event, 'apiKey'),
    'api key K8s secret selector not provided',
    ['apiKey'],
    helpToAdd('apiKey', A_SECRET),
  ),
};

/** Of hdfs these fields stand in the event itself, of the others in a block; an absent one has empty fields. */
function* watchPathConfig(event: Fields, engine: Engine): Iterable<Refusal> {
  const block = event.object('watchPathConfig');
  if (block !== undefined) return yield* watchPath(block, engine);
  yield {
    rule: 'event-source/field-required',
    message: 'directory is required',
    path: [...event.path, 'watchPathConfig'],
    help: helpToAdd('watchPathConfig', '{directory: /data/, pathRegexp: ".*"}'),
  };
}

/** Source: argo-events pkg/eventsources/common/fsevent/fileevent.go (NewOp). */
const OPERATIONS = ['CREATE', 'REMOVE', 'WRITE', 'RENAME', 'CHMOD'];

function has(event: Fields, key: string): boolean {
  return event.object(key) !== undefined;
}

function hasItems(event: Fields, key: string): boolean {
  return (event.texts(key) ?? []).length > 0;
}

function hasPrincipal(event: Fields): boolean {
  return event.text('krbServicePrincipalName') !== '' && has(event, 'krbConfigConfigMap');
}

function hasRepositories(event: Fields): boolean {
  const listed = event.objects('repositories') ?? [];
  return listed.length > 0 || (event.text('owner') !== '' && event.text('repository') !== '');
}

function hasHookUrl(event: Fields): boolean {
  return (event.object('webhook')?.text('url') ?? '') !== '';
}

function createsGithubHooks(event: Fields): boolean {
  return (has(event, 'apiToken') || has(event, 'githubApp')) && hasHookUrl(event);
}

function createsBitbucketHooks(event: Fields): boolean {
  const auth = event.object('auth');
  const basic = auth?.object('basic');
  const known = basic?.object('username') !== undefined && basic.object('password') !== undefined;
  return (known || auth?.object('oauthToken') !== undefined) && hasHookUrl(event);
}

function createsBitbucketServerHooks(event: Fields): boolean {
  const repositories = (event.objects('repositories') ?? []).length > 0;
  const single = event.text('projectKey') !== '' && event.text('repositorySlug') !== '';
  return (
    has(event, 'accessToken') && hasHookUrl(event) && (repositories || single || hasItems(event, 'projects'))
  );
}

/** A queue, or a topic with its subscription. */
function serviceBusTarget(): readonly Validation[] {
  const is = (event: Fields, key: string) => event.text(key) !== '';
  const keys = ['queueName', 'topicName', 'subscriptionName'];
  return [
    needs(
      (event) => is(event, 'queueName') || (is(event, 'topicName') && is(event, 'subscriptionName')),
      'QueueName or TopicName/SubscriptionName must be specified',
      keys,
    ),
    excludes(
      (event) => !is(event, 'queueName') || !(is(event, 'topicName') || is(event, 'subscriptionName')),
      'QueueName and TopicName/SubscriptionName cannot be specified at the same time',
      keys,
    ),
  ];
}
