/** For each type of event source, the fields without which the controller refuses an event, as a YAML mapping. */
const SECRET = '{name: s, key: key}';
const HOOK = 'webhook: {endpoint: /deploy, port: "12000"}';
const FILES = 'eventType: CREATE, watchPathConfig: {directory: /data/, path: a.txt}';

export const VALID_EVENTS: Readonly<Record<string, string>> = {
  amqp: 'url: u, routingKey: k, exchangeType: topic',
  azureEventsHub: 'fqdn: f, hubName: h',
  azureQueueStorage: 'storageAccountName: s, queueName: q',
  azureServiceBus: 'fullyQualifiedNamespace: ns, queueName: q',
  bitbucket: `repositories: [{owner: o, repositorySlug: r}], auth: {}, ${HOOK}`,
  bitbucketserver: `bitbucketserverBaseURL: u, ${HOOK}`,
  calendar: 'interval: 10s',
  emitter: 'broker: b, channelName: name, channelKey: k',
  file: FILES,
  generic: 'url: u, config: c',
  gerrit: `projects: [p], events: [e], gerritBaseURL: u, auth: {}, ${HOOK}`,
  github: `organizations: [o], ${HOOK}`,
  gitlab: `events: [e], gitlabBaseURL: u, accessToken: ${SECRET}, ${HOOK}`,
  hdfs: 'type: CREATE, directory: /data/, path: a.txt, addresses: [a], hdfsUser: u',
  kafka: 'url: u, topic: t, partition: "0"',
  minio: `endpoint: e, bucket: {name: b}, accessKey: ${SECRET}, secretKey: ${SECRET}`,
  mns: 'queue: q, endpoint: e',
  mqtt: 'url: u, topic: t, clientId: c',
  nats: 'url: u, subject: s',
  nsq: 'hostAddress: h, topic: t, channel: c',
  pubSub: 'topic: t',
  pulsar: 'topics: [t], url: u, type: shared',
  redis: 'hostAddress: h, channels: [c]',
  redisStream: 'hostAddress: h, streams: [s]',
  resource: 'group: "", version: v1, resource: pods, eventTypes: [ADD]',
  sftp: FILES,
  slack: `token: ${SECRET}, signingSecret: ${SECRET}, ${HOOK}`,
  sns: `topicArn: a, region: r, ${HOOK}`,
  sqs: 'region: r, queue: q',
  storageGrid: `topicArn: a, apiURL: u, authToken: ${SECRET}, bucket: b, events: [e], ${HOOK}`,
  stripe: HOOK,
  webhook: 'endpoint: /deploy, port: "12000", method: POST',
};
