import { type JsonObject, type JsonValue, listAt, objectAt, textAt, withMembers } from '../../json.ts';
import { NIL_DEREFERENCE } from '../failure.ts';
import { reference } from './http.ts';
import { payloadOf } from './resource-parameters.ts';
import { type Executed, failed, kindPlace, noImplementation, type Round } from './round.ts';

type MessageKind =
  | 'awsLambda'
  | 'azureEventHubs'
  | 'azureServiceBus'
  | 'kafka'
  | 'pulsar'
  | 'nats'
  | 'openWhisk'
  | 'custom';

/** Source: argo-events pkg/sensors/triggers/aws-lambda/aws-lambda.go. */
export function awsLambda(round: Round, template: JsonObject): Executed {
  const invocation = textAt(template, 'invocationType') || 'RequestResponse';
  return send(round, 'awsLambda', template, {
    system: 'AWS Lambda',
    target: pick(template, ['functionName', 'region', 'roleARN'], { invocationType: invocation }),
    summary: `would invoke the function "${textAt(template, 'functionName')}" in ${textAt(template, 'region')}`,
    result: 'status',
  });
}

/** Source: argo-events pkg/sensors/triggers/azure-event-hubs/azure_event_hubs.go. */
export function azureEventHubs(round: Round, template: JsonObject): Executed {
  for (const field of ['sharedAccessKeyName', 'sharedAccessKey'] as const) {
    if (objectAt(template, field) === undefined) {
      return noImplementation(round, `"${field}" is not set`, kindPlace(round, 'azureEventHubs'));
    }
  }
  return send(round, 'azureEventHubs', template, {
    system: 'Azure Event Hubs',
    target: pick(template, ['fqdn', 'hubName']),
    summary: `would send to the hub "${textAt(template, 'hubName')}" at ${textAt(template, 'fqdn')}`,
    result: 'none',
  });
}

/**
 * Without a connection string the error's own log line reads through a nil pointer.
 * Source: argo-events pkg/sensors/triggers/azure-service-bus/azure_service_bus.go.
 */
export function azureServiceBus(round: Round, template: JsonObject): Executed {
  const at = kindPlace(round, 'azureServiceBus');
  if (objectAt(template, 'connectionString') === undefined) {
    return {
      failure: NIL_DEREFERENCE,
      summary: NIL_DEREFERENCE.error,
      notes: ['"connectionString" is not set'],
      at,
    };
  }
  const entity = textAt(template, 'queueName') || textAt(template, 'topicName');
  if (entity === '') return noImplementation(round, 'neither queue name nor topic name is specified', at);
  const kind = textAt(template, 'queueName') === '' ? 'topic' : 'queue';
  return send(round, 'azureServiceBus', template, {
    system: 'Azure Service Bus',
    target: { [kind]: entity },
    summary: `would send to the ${kind} "${entity}"`,
    result: 'none',
  });
}

/** Source: argo-events pkg/sensors/triggers/kafka/kafka.go. */
export function kafka(round: Round, template: JsonObject): Executed {
  const headers = withMembers(
    objectAt(template, 'headers') ?? {},
    secureHeaders(listAt(template, 'secureHeaders')),
  );
  const notes = ['the message is sent in the background: an error of the broker never fails the trigger'];
  if (objectAt(template, 'tls') !== undefined)
    notes.push("the broker's certificate is not verified, whatever is set");
  if (objectAt(template, 'schemaRegistry') !== undefined) {
    notes.push('the body is sent as Avro, with a schema that only the registry knows');
  }
  return send(round, 'kafka', template, {
    system: 'Kafka',
    target: pick(template, ['url', 'topic'], {
      key: typeof template['partitioningKey'] === 'string' ? template['partitioningKey'] : undefined,
      headers: Object.keys(headers).length === 0 ? undefined : headers,
    }),
    summary: `would send to the topic "${textAt(template, 'topic')}" at ${textAt(template, 'url')}`,
    result: 'none',
    notes,
  });
}

function secureHeaders(list: readonly JsonValue[]): Record<string, JsonValue> {
  const headers: Record<string, JsonValue> = {};
  for (const item of list) {
    const header = objectAt({ item }, 'item');
    const from = objectAt(header, 'valueFrom');
    const value =
      reference(from?.['secretKeyRef'], 'secret') ?? reference(from?.['configMapKeyRef'], 'config map');
    if (value !== undefined) headers[textAt(header, 'name')] = `<${value}>`;
  }
  return headers;
}

/** Source: argo-events pkg/sensors/triggers/pulsar/pulsar.go. */
export function pulsar(round: Round, template: JsonObject): Executed {
  const tls = objectAt(template, 'tls') ?? { clientCertSecret: {}, clientKeySecret: {} };
  if (!['clientCertSecret', 'clientKeySecret'].every((field) => objectAt(tls, field) !== undefined)) {
    return noImplementation(round, 'invalid TLS config', kindPlace(round, 'pulsar', 'tls'));
  }
  return sendWithoutPolicy(round, 'pulsar', 'Pulsar', template, 'topic');
}

/**
 * The subject is read from the trigger as it was before the type's parameters.
 * Source: argo-events pkg/sensors/triggers/nats/nats.go (Execute).
 */
export function nats(round: Round, template: JsonObject, written: JsonObject): Executed {
  const subject = textAt(written, 'subject');
  const executed = sendWithoutPolicy(round, 'nats', 'NATS', withMembers(template, { subject }), 'subject');
  if (textAt(template, 'subject') === subject) return executed;
  const note =
    'a parameter on "subject" has no effect in "nats.parameters"; use the trigger\'s "parameters" with dest "nats.subject"';
  return { ...executed, notes: [...(executed.notes ?? []), note] };
}

function sendWithoutPolicy(
  round: Round,
  kind: 'pulsar' | 'nats',
  system: string,
  template: JsonObject,
  field: 'topic' | 'subject',
): Executed {
  return send(round, kind, template, {
    system,
    target: pick(template, ['url', field]),
    summary: `would send to the ${field} "${textAt(template, field)}" at ${textAt(template, 'url')}`,
    result: 'none',
  });
}

/** Source: argo-events pkg/sensors/triggers/apache-openwhisk/apache-openwhisk.go. */
export function openWhisk(round: Round, template: JsonObject): Executed {
  return send(round, 'openWhisk', template, {
    system: 'OpenWhisk',
    target: pick(template, ['host', 'namespace', 'actionName', 'version']),
    summary: `would invoke the action "${textAt(template, 'actionName')}" at ${textAt(template, 'host')}, and wait for it`,
    result: 'status',
    payloadOptional: true,
  });
}

/**
 * A gRPC server of the user's own; what it makes of `spec` and of the payload cannot be known.
 * Source: argo-events pkg/sensors/triggers/custom-trigger/custom-trigger.go.
 */
export function custom(round: Round, template: JsonObject): Executed {
  const at = kindPlace(round, 'custom');
  if (template['secure'] === true && objectAt(template, 'certSecret') === undefined) {
    return noImplementation(round, 'invalid config, CERT secret not defined', at);
  }
  const notes = [`what is done is up to the server at ${textAt(template, 'serverURL')}`];
  if (listAt(template, 'parameters').length > 0) {
    notes.push('the parameters are applied to the JSON that the server answers, which is not known here');
  }
  return send(round, 'custom', template, {
    system: 'custom trigger',
    target: pick(template, ['serverURL'], { spec: objectAt(template, 'spec') ?? {} }),
    summary: `would call the trigger server at ${textAt(template, 'serverURL')}`,
    result: 'object',
    notes,
    payloadOptional: true,
  });
}

interface Sending {
  readonly system: string;
  readonly target: JsonValue;
  readonly summary: string;
  readonly result: NonNullable<Executed['result']>;
  readonly notes?: readonly string[];
  readonly payloadOptional?: boolean;
}

function send(round: Round, kind: MessageKind, template: JsonObject, sending: Sending): Executed {
  const { payload } = template;
  if ((payload === undefined || payload === null) && sending.payloadOptional !== true) {
    return failed('failed to execute trigger, payload parameters are not specified', kindPlace(round, kind));
  }
  const body = payloadOf(round, payload, ['template', kind, 'payload']);
  if (!body.ok) {
    const { failure } = body;
    const error = failure.kind === 'error' ? `failed to execute trigger, ${failure.error}` : failure.error;
    return { failure: { ...failure, error }, summary: error };
  }
  return {
    action: { kind: 'message', system: sending.system, target: sending.target, body: body.body },
    summary: sending.summary,
    notes: sending.notes ?? [],
    result: sending.result,
  };
}

/** The fields that are texts and not empty, and some more. */
export function pick(
  template: JsonObject,
  keys: readonly string[],
  more: Readonly<Record<string, JsonValue | undefined>> = {},
): JsonObject {
  const picked: Record<string, JsonValue | undefined> = { ...more };
  for (const key of keys) if (textAt(template, key) !== '') picked[key] = textAt(template, key);
  return withMembers({}, picked);
}
