import type { Engine } from '../../../engine/engine.ts';
import { Fields } from '../../fields.ts';
import { validateCalendar } from './calendar.ts';
import type { Fault, Validation } from './refusal.ts';
import {
  basicAuth,
  durationError,
  firstBlock,
  inOrder,
  list,
  object,
  sasl,
  text,
  tls,
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
    unless(
      (event) => event.text('url') !== '' || has(event, 'urlSecret'),
      'either url or urlSecret must be specified',
    ),
    unless(
      (event) => event.text('url') === '' || !has(event, 'urlSecret'),
      'only one of url or urlSecret can be specified',
    ),
    text('routingKey', 'routing key must be specified'),
    text('exchangeType', 'exchange type must be specified'),
    firstBlock([
      ['tls', tls],
      ['auth', basicAuth],
    ]),
  ),
  azureEventsHub: inOrder(
    text('fqdn', 'FQDN is not specified'),
    text('hubName', 'hub name/path is not specified'),
    unless(
      (event) => has(event, 'sharedAccessKey') === has(event, 'sharedAccessKeyName'),
      'SharedAccessKey or SharedAccessKeyName is not specified. If one is set then both must be set',
    ),
  ),
  azureQueueStorage: inOrder(
    unless(
      (event) => has(event, 'connectionString') || event.text('storageAccountName') !== '',
      'must specify connection string or storageAccountName',
    ),
    text('queueName', 'must specify queue name'),
  ),
  azureServiceBus: inOrder(
    unless(
      (event) => has(event, 'connectionString') || event.text('fullyQualifiedNamespace') !== '',
      'ConnectionString or fullyQualifiedNamespace must be specified',
    ),
    ...serviceBusTarget(),
  ),
  bitbucket: inOrder(
    unless(
      (event) =>
        (event.objects('repositories') ?? []).length > 0 ||
        (event.text('owner') !== '' && event.text('repositorySlug') !== ''),
      'at least one repository is required',
    ),
    // The validator itself reads `auth` without asking whether it is there: bitbucket HasBitbucketBasicAuth.
    object('auth', 'panic: runtime error: invalid memory address or nil pointer dereference'),
    unless(
      (event) => !createsBitbucketHooks(event) || hasItems(event, 'events'),
      'events must be defined to create a bitbucket webhooks',
    ),
  ),
  bitbucketserver: inOrder(
    unless(
      (event) => !createsBitbucketServerHooks(event) || hasItems(event, 'events'),
      'events must be defined to create a bitbucket server webhook',
    ),
    text('bitbucketserverBaseURL', "bitbucket server base url can't be empty"),
    (event, engine) => {
      const interval = event.text('checkInterval');
      const error = interval === '' ? undefined : durationError(engine, interval);
      if (error === undefined) return undefined;
      const message = `failed to parse webhook check interval duration: ${error}`;
      return { message, path: [...event.path, 'checkInterval'] };
    },
  ),
  calendar: validateCalendar,
  emitter: inOrder(
    text('broker', 'broker url must be specified'),
    text('channelName', 'channel name must be specified'),
    text('channelKey', 'channel key secret selector must be specified'),
    firstBlock([['tls', tls]]),
  ),
  file: inOrder(text('eventType', 'type must be specified'), watchPathConfig),
  generic: inOrder(text('url', "server url can't be empty"), text('config', "config can't be empty")),
  gerrit: inOrder(
    unless((event) => hasItems(event, 'projects'), 'projects cannot be empty'),
    list('events', "events can't be empty"),
    text('gerritBaseURL', "gerrit base url can't be empty"),
    object('auth', "username and password can't be empty"),
  ),
  github: inOrder(
    unless(
      (event) => hasRepositories(event) || event.texts('organizations') !== undefined,
      'either repositories or organizations is required',
    ),
    unless(
      (event) => !hasRepositories(event) || event.texts('organizations') === undefined,
      'only one of repositories and organizations is allowed',
    ),
    unless(
      (event) => !createsGithubHooks(event) || hasItems(event, 'events'),
      'events must be defined to create a github webhook',
    ),
    unless(
      (event) => ['', 'json', 'form'].includes(event.text('contentType')),
      'content type must be "json" or "form"',
      'contentType',
    ),
    unless(
      (event) => event.text('githubUploadURL') === '' || event.text('githubBaseURL') !== '',
      'githubBaseURL is required when githubUploadURL is set',
    ),
    unless(
      (event) => event.text('githubBaseURL') === '' || event.text('githubUploadURL') !== '',
      'githubUploadURL is required when githubBaseURL is set',
    ),
  ),
  gitlab: inOrder(
    list('events', "events can't be empty"),
    text('gitlabBaseURL', "gitlab base url can't be empty"),
    object('accessToken', "access token can't be nil"),
  ),
  hdfs: inOrder(
    text('type', 'type is required'),
    unless(
      (event) =>
        event
          .text('type')
          .split('|')
          .some((name) => OPERATIONS.includes(name)),
      'type is invalid',
      'type',
    ),
    (event, engine) => {
      const interval = event.text('checkInterval');
      if (interval === '' || durationError(engine, interval) === undefined) return undefined;
      return { message: 'failed to parse interval', path: [...event.path, 'checkInterval'] };
    },
    watchPath,
    unless((event) => hasItems(event, 'addresses'), 'addresses is required'),
    unless(
      (event) =>
        event.text('hdfsUser') !== '' || has(event, 'krbCCacheSecret') || has(event, 'krbKeytabSecret'),
      'either hdfsUser, krbCCacheSecret or krbKeytabSecret is required',
    ),
    unless(
      (event) =>
        !has(event, 'krbKeytabSecret') ||
        (hasPrincipal(event) && event.text('krbUsername') !== '' && event.text('krbRealm') !== ''),
      'krbServicePrincipalName, krbConfigConfigMap, krbUsername and krbRealm are required with krbKeytabSecret',
    ),
    unless(
      (event) => !has(event, 'krbCCacheSecret') || hasPrincipal(event),
      'krbServicePrincipalName and krbConfigConfigMap are required with krbCCacheSecret',
    ),
  ),
  kafka: inOrder(
    text('url', 'url must be specified'),
    text('topic', 'topic must be specified'),
    unless(
      (event) => event.text('partition') !== '' || has(event, 'consumerGroup'),
      'consumerGroup or partition must be specified',
    ),
    firstBlock([
      ['tls', tls],
      ['sasl', sasl],
      ['awsMskIamAuth', text('region', 'awsMskIamAuth.region must be specified')],
    ]),
  ),
  minio: inOrder(
    object('accessKey', "access key can't be empty"),
    object('secretKey', "secret key can't be empty"),
    text('endpoint', "endpoint url can't be empty"),
    firstBlock([['bucket', text('name', "bucket name can't be empty")]]),
    unless((event) => !(event.texts('events') ?? []).includes(''), 'unknown event ', 'events'),
  ),
  mns: inOrder(text('queue', 'must specify queue name'), text('endpoint', 'must specify a endpoint')),
  mqtt: inOrder(
    text('url', 'url must be specified'),
    text('topic', 'topic must be specified'),
    text('clientId', 'client id must be specified'),
    firstBlock([
      ['tls', tls],
      ['auth', basicAuth],
    ]),
  ),
  nats: inOrder(
    text('url', 'url must be specified'),
    text('subject', 'subject must be specified'),
    (event, engine) => {
      const block = event.object('tls');
      if (block !== undefined) return tls(block, engine);
      if (event.optionalText('queue') !== '') return undefined;
      return { message: 'queue group cannot be empty if specified', path: [...event.path, 'queue'] };
    },
  ),
  nsq: inOrder(
    text('hostAddress', 'host address must be specified'),
    text('topic', 'topic must be specified'),
    text('channel', 'channel must be specified'),
    firstBlock([['tls', tls]]),
  ),
  pubSub: inOrder(
    unless(
      (event) => event.text('topicProjectID') === '' || event.text('topic') !== '',
      "you can't specify topicProjectID if you don't specify topic",
      'topicProjectID',
    ),
    unless(
      (event) => event.text('topic') !== '' || event.text('subscriptionID') !== '',
      'must specify topic or subscriptionID',
    ),
  ),
  pulsar: inOrder(
    list('topics', "topics can't be empty list"),
    text('url', 'url must be provided'),
    unless(
      (event) => ['exclusive', 'shared'].includes(event.text('type')),
      'subscription type must be either exclusive or shared',
      'type',
    ),
  ),
  redis: inOrder(
    text('hostAddress', 'host address must be specified'),
    list('channels', 'channel/s must be specified'),
    unless(
      (event) => !has(event, 'password') || event.text('namespace') !== '',
      'namespace must be defined in order to retrieve the password from the secret',
    ),
    firstBlock([['tls', tls]]),
  ),
  redisStream: inOrder(
    text('hostAddress', 'host address must be specified'),
    list('streams', 'stream/streams must be specified'),
    firstBlock([['tls', tls]]),
  ),
  resource: inOrder(
    text('version', 'version must be specified'),
    text('resource', 'resource must be specified'),
    list('eventTypes', 'event types must be specified'),
    (event) => {
      const filter = event.object('filter');
      const selectors = [...(filter?.objects('labels') ?? []), ...(filter?.objects('fields') ?? [])];
      const keyless = selectors.find((selector) => selector.text('key') === '');
      return keyless && { message: "key can't be empty for selector", path: keyless.path };
    },
  ),
  sftp: inOrder(text('eventType', 'type must be specified'), watchPathConfig),
  slack: inOrder(
    object('token', 'token not provided'),
    object('signingSecret', 'signingSecret not provided'),
  ),
  sns: inOrder(text('topicArn', 'must specify topic arn'), text('region', 'must specify region')),
  sqs: inOrder(text('region', 'must specify region'), text('queue', 'must specify queue name')),
  storageGrid: inOrder(
    text('topicArn', 'topic arn must be provided'),
    text('apiURL', 'api url must be provided'),
    object('authToken', 'api auth token must be provided'),
    text('bucket', 'bucket name must be provided'),
    list('events', 'event types must be provided'),
  ),
  stripe: unless(
    (event) => !event.flag('createWebhook') || has(event, 'apiKey'),
    'api key K8s secret selector not provided',
  ),
};

/** Of hdfs these fields stand in the event itself, of the others in a block; an absent one has empty fields. */
function watchPathConfig(event: Fields, engine: Engine): Fault | undefined {
  const block = event.object('watchPathConfig');
  return watchPath(block ?? new Fields({}, [...event.path, 'watchPathConfig'], event.problems), engine);
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
  return [
    unless(
      (event) => is(event, 'queueName') || (is(event, 'topicName') && is(event, 'subscriptionName')),
      'QueueName or TopicName/SubscriptionName must be specified',
    ),
    unless(
      (event) => !is(event, 'queueName') || !(is(event, 'topicName') || is(event, 'subscriptionName')),
      'QueueName and TopicName/SubscriptionName cannot be specified at the same time',
    ),
  ];
}
