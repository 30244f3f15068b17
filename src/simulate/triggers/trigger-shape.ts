import {
  FLAG,
  INT32,
  INT64,
  list,
  RAW,
  type Shape,
  struct,
  TEXT_MAP,
  text,
  UINT64,
  written,
} from '../go-struct.ts';

// The Go types of a trigger's template, by which the sensor decodes it: once when it starts, and again after the
// trigger's own parameters changed its JSON. Source: argo-events pkg/apis/events/v1alpha1/sensor_types.go.

const SECRET = struct('SecretKeySelector', { name: text(), key: written(text()), optional: FLAG }, 'v1');
const CONFIG_MAP = struct(
  'ConfigMapKeySelector',
  { name: text(), key: written(text()), optional: FLAG },
  'v1',
);

const PARAMETERS = list(
  struct('TriggerParameter', {
    src: struct('TriggerParameterSource', {
      dependencyName: written(text()),
      contextKey: text(),
      contextTemplate: text(),
      dataKey: text(),
      dataTemplate: text(),
      value: text(),
      useRawData: FLAG,
    }),
    dest: written(text()),
    operation: text('v1alpha1.TriggerParameterOperation'),
  }),
  '[]v1alpha1.TriggerParameter',
);

const TLS = struct('TLSConfig', {
  caCertSecret: SECRET,
  clientCertSecret: SECRET,
  clientKeySecret: SECRET,
  insecureSkipVerify: FLAG,
  enabled: FLAG,
});
const BASIC_AUTH = struct('BasicAuth', { username: SECRET, password: SECRET });
const SECURE_HEADERS = list(
  struct('SecureHeader', {
    name: text(),
    valueFrom: struct('ValueFromSource', { secretKeyRef: SECRET, configMapKeyRef: CONFIG_MAP }),
  }),
  '[]*v1alpha1.SecureHeader',
);
const TEXTS = list(text(), '[]string');
/** Raw numbers and durations: Go keeps their JSON and reads it when the back-off is needed. */
const BACKOFF = struct('Backoff', { duration: RAW, factor: RAW, jitter: RAW, steps: INT32 });

const SOURCE = struct('ArtifactLocation', {
  s3: struct('S3Artifact', {
    endpoint: written(text()),
    bucket: struct('S3Bucket', { key: text(), name: written(text()) }),
    region: text(),
    insecure: FLAG,
    accessKey: SECRET,
    secretKey: SECRET,
    events: TEXTS,
    filter: struct('S3Filter', { prefix: written(text()), suffix: written(text()) }),
    metadata: TEXT_MAP,
    caCertificate: SECRET,
  }),
  inline: text(),
  file: struct('FileArtifact', { path: text() }),
  url: struct('URLArtifact', { path: written(text()), verifyCert: FLAG }),
  configmap: CONFIG_MAP,
  git: struct('GitArtifact', {
    url: written(text()),
    cloneDirectory: written(text()),
    creds: struct('GitCreds', { username: SECRET, password: SECRET }),
    sshKeySecret: SECRET,
    filePath: written(text()),
    branch: text(),
    tag: text(),
    ref: text(),
    remote: struct('GitRemoteConfig', { name: written(text()), urls: written(TEXTS) }),
    insecureIgnoreHostKey: FLAG,
    githubApp: RAW,
  }),
  resource: RAW,
});

const KINDS: Readonly<Record<string, Shape>> = {
  k8s: struct('StandardK8STrigger', {
    source: SOURCE,
    operation: text('v1alpha1.KubernetesResourceOperation'),
    parameters: PARAMETERS,
    patchStrategy: text('types.PatchType'),
    liveObject: FLAG,
  }),
  argoWorkflow: struct('ArgoWorkflowTrigger', {
    source: SOURCE,
    operation: text('v1alpha1.ArgoWorkflowOperation'),
    parameters: PARAMETERS,
    args: TEXTS,
  }),
  http: struct('HTTPTrigger', {
    url: written(text()),
    payload: written(PARAMETERS),
    tls: TLS,
    method: text(),
    parameters: PARAMETERS,
    timeout: INT64,
    basicAuth: BASIC_AUTH,
    headers: TEXT_MAP,
    secureHeaders: SECURE_HEADERS,
    dynamicHeaders: PARAMETERS,
    host: written(text()),
  }),
  awsLambda: struct('AWSLambdaTrigger', {
    functionName: written(text()),
    accessKey: SECRET,
    secretKey: SECRET,
    region: written(text()),
    payload: written(PARAMETERS),
    parameters: PARAMETERS,
    invocationType: text(),
    roleARN: text(),
  }),
  azureEventHubs: struct('AzureEventHubsTrigger', {
    fqdn: written(text()),
    hubName: written(text()),
    sharedAccessKeyName: written(SECRET),
    sharedAccessKey: SECRET,
    payload: written(PARAMETERS),
    parameters: PARAMETERS,
  }),
  azureServiceBus: struct('AzureServiceBusTrigger', {
    connectionString: SECRET,
    queueName: written(text()),
    topicName: written(text()),
    subscriptionName: written(text()),
    tls: TLS,
    payload: written(PARAMETERS),
    parameters: PARAMETERS,
  }),
  kafka: struct('KafkaTrigger', {
    url: written(text()),
    topic: written(text()),
    partition: written(INT32),
    parameters: PARAMETERS,
    requiredAcks: INT32,
    compress: FLAG,
    flushFrequency: INT32,
    tls: TLS,
    payload: written(PARAMETERS),
    partitioningKey: text(),
    version: text(),
    sasl: struct('SASLConfig', { mechanism: text(), userSecret: SECRET, passwordSecret: SECRET }),
    schemaRegistry: struct('SchemaRegistryConfig', {
      url: written(text()),
      schemaId: written(INT32),
      auth: BASIC_AUTH,
    }),
    headers: TEXT_MAP,
    secureHeaders: SECURE_HEADERS,
  }),
  pulsar: struct('PulsarTrigger', {
    url: written(text()),
    topic: written(text()),
    parameters: PARAMETERS,
    payload: written(PARAMETERS),
    tlsTrustCertsSecret: SECRET,
    tlsAllowInsecureConnection: FLAG,
    tlsValidateHostname: FLAG,
    tls: TLS,
    authTokenSecret: SECRET,
    connectionBackoff: BACKOFF,
    authAthenzParams: TEXT_MAP,
    authAthenzSecret: SECRET,
  }),
  nats: struct('NATSTrigger', {
    url: written(text()),
    subject: written(text()),
    payload: written(PARAMETERS),
    parameters: PARAMETERS,
    tls: TLS,
    auth: struct('NATSAuth', { basic: BASIC_AUTH, token: SECRET, nkey: SECRET, credential: SECRET }),
  }),
  slack: struct('SlackTrigger', {
    parameters: PARAMETERS,
    slackToken: SECRET,
    channel: text(),
    message: text(),
    attachments: text(),
    blocks: text(),
    thread: struct('SlackThread', { messageAggregationKey: text(), broadcastMessageToChannel: FLAG }),
    sender: struct('SlackSender', { username: text(), icon: text() }),
  }),
  openWhisk: struct('OpenWhiskTrigger', {
    host: written(text()),
    version: text(),
    namespace: text(),
    authToken: SECRET,
    actionName: written(text()),
    payload: written(PARAMETERS),
    parameters: PARAMETERS,
  }),
  custom: struct('CustomTrigger', {
    serverURL: written(text()),
    secure: written(FLAG),
    certSecret: SECRET,
    serverNameOverride: text(),
    spec: written(TEXT_MAP),
    parameters: PARAMETERS,
    payload: written(PARAMETERS),
  }),
  log: struct('LogTrigger', { intervalSeconds: UINT64 }),
  email: struct('EmailTrigger', {
    parameters: PARAMETERS,
    username: text(),
    smtpPassword: SECRET,
    host: text(),
    port: INT32,
    to: TEXTS,
    from: text(),
    subject: text(),
    body: text(),
  }),
};

export const TEMPLATE = struct('TriggerTemplate', {
  name: written(text()),
  conditions: text(),
  ...KINDS,
  conditionsReset: list(
    struct('ConditionsResetCriteria', {
      byTime: struct('ConditionsResetByTime', { cron: text(), timezone: text() }),
    }),
    '[]v1alpha1.ConditionsResetCriteria',
  ),
});

/** The Go type of one kind of trigger. */
export function kindShape(kind: string): Shape {
  return KINDS[kind] ?? RAW;
}
