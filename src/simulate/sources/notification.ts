import type { Engine } from '../../engine/engine.ts';
import {
  encodeGo,
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  parseJson,
  textAt,
} from '../../json.ts';
import {
  decode,
  encode,
  FLAG,
  INT,
  INT64,
  inline,
  list,
  RAW,
  struct,
  TIME,
  text,
  written,
} from '../go-struct.ts';
import { parsed } from '../object-json.ts';
import { envelope } from './code-host.ts';
import { percentDecoded } from './go-url.ts';
import { accepted, type Call, type Handled, refused, textResponse, tooLarge } from './handler.ts';
import { multiMapJson } from './header.ts';
import { compacted, rawObject, withMember } from './raw-json.ts';

const STRIPE_EVENT = struct(
  'Event',
  {
    account: written(text()),
    created: written(INT64),
    data: written(struct('EventData', { previous_attributes: written(RAW), object: written(RAW) }, 'stripe')),
    id: written(text()),
    livemode: written(FLAG),
    pending_webhooks: written(INT64),
    request: written(
      struct('EventRequest', { id: written(text()), idempotency_key: written(text()) }, 'stripe'),
    ),
    type: written(text()),
  },
  'stripe',
);

/** Source: argo-events pkg/eventsources/sources/stripe/start.go (HandleRoute, filterEvent); stripe-go v70.15.0 event.go. */
export function stripe(engine: Engine, call: Call): Handled {
  const { request, event } = call;
  if (tooLarge(call)) return refused(textResponse(503), 'the body is larger than the limit');
  const parseError = 'failed to parse the event';
  const [json] = engine.ask([{ op: 'compactJson', json: request.body }]);
  if (!json.ok) return refused(textResponse(400, parseError), `the body is not JSON: ${json.error}`);
  const value = parsed(json.value);
  const filter = event.spec['eventFilter'];
  if (value === null) {
    if (isArray(filter)) {
      return {
        payloads: [],
        notes: [],
        respond: () => undefined,
        problem: { summary: 'the handler panics on a null event; the connection is closed' },
      };
    }
    return accepted(withMetadata('{"event":null}', event.spec));
  }
  const decoded = decode(value, STRIPE_EVENT);
  if (!isObject(value) || !decoded.ok) {
    const cause = decoded.ok ? 'it is not an object' : decoded.error;
    return refused(textResponse(400, parseError), `the body is no Stripe event: ${cause}`);
  }
  const type = textAt(decoded.value, 'type');
  if (isArray(filter) && !filter.includes(type)) {
    const at = call.eventSource.resource.at([...event.path, 'eventFilter']);
    const decision = {
      subject: 'type',
      value: JSON.stringify(type),
      expected: `one of ${filter.map(String).join(', ')}`,
      wouldPass: 'an event of one of these types would pass',
      at,
    };
    const summary = `the type "${type}" is not in "eventFilter"`;
    return { ...refused(textResponse(400, 'invalid event'), summary), problem: { summary, decision } };
  }
  return accepted(withMetadata(`{"event":${encode(decoded.value, STRIPE_EVENT)}}`, event.spec));
}

function withMetadata(data: string, spec: JsonObject): string {
  const { metadata } = spec;
  if (!isObject(metadata) || Object.keys(metadata).length === 0) return data;
  return withMember(data, 'metadata', encodeGo(metadata));
}

const CERTIFICATE_HOST = /^sns\.[a-zA-Z0-9-]{3,}\.amazonaws\.com(\.cn)?$/;

/** Source: argo-events pkg/eventsources/sources/awssns/start.go (HandleRoute, verify). */
export function sns(engine: Engine, call: Call): Handled {
  const { request, header, event } = call;
  if (tooLarge(call)) return bad('http: request body too large');
  const [json] = engine.ask([{ op: 'yamlToJson', yaml: request.body }]);
  if (!json.ok) return bad(`error converting YAML to JSON: ${json.error}`);
  const value = parsed(json.value);
  if (value === null) return bad('bad request, not a valid SNS notification');
  const decoded = decode(value, SNS_NOTIFICATION);
  if (!decoded.ok) return bad(`error unmarshaling JSON: ${decoded.error}`);
  const type = textAt(decoded.value, 'Type');
  if (event.spec['validateSignature'] === true) return unverifiable(textAt(decoded.value, 'SigningCertURL'));
  const ok = textResponse(200);
  if (type === 'SubscriptionConfirmation') {
    const note =
      'the source would confirm the subscription at AWS, and answers with an error when that fails';
    return { payloads: [], notes: [note], respond: () => ok };
  }
  if (type !== 'Notification') {
    return refused(ok, `the type "${type}" makes no event; the caller is told 200 all the same`);
  }
  const body = compacted(engine, request.body);
  if (!body.ok) return bad(`json: error calling MarshalJSON for type *json.RawMessage: ${body.error}`);
  return accepted(envelope('header', multiMapJson(header), body.value, event.spec));
}

const SNS_NOTIFICATION = struct(
  'httpNotification',
  {
    Type: text(),
    MessageId: text(),
    Token: text(),
    TopicArn: text(),
    Subject: text(),
    Message: text(),
    SubscribeURL: text(),
    Timestamp: TIME,
    SignatureVersion: text(),
    Signature: text(),
    SigningCertURL: text(),
    UnsubscribeURL: text(),
    MessageAttributes: RAW,
  },
  'awssns',
);

function bad(error: string): Handled {
  return refused(textResponse(400, error), error);
}

/** The text that is checked holds Go's idea of a time where the signed one has the time itself. */
function unverifiable(certificate: string): Handled {
  let url: URL | undefined;
  try {
    url = new URL(certificate);
  } catch {
    url = undefined;
  }
  const host = url?.hostname ?? '';
  const prefix = 'failed to verify SigningCertURL,';
  if (!CERTIFICATE_HOST.test(host)) {
    return bad(
      `${prefix} SigningCertURL hostname \`${host}\` does not match \`^sns\\.[a-zA-Z0-9\\-]{3,}\\.amazonaws\\.com(\\.cn)?$\``,
    );
  }
  if (url?.protocol !== 'https:') return bad(`${prefix} SigningCertURL is not using https`);
  const summary = 'the signature cannot be verified';
  return refused(
    textResponse(400, 'message signature check error, crypto/rsa: verification error'),
    summary,
    {
      notes: ['"validateSignature" refuses every message, genuine ones too: the signed time is read wrongly'],
    },
  );
}

const RECORD = struct('', {
  eventVersion: written(text()),
  storageGridEventSource: written(text()),
  eventTime: written(TIME),
  eventName: written(text()),
  userIdentity: inline(struct('', { principalId: written(text()) })),
  requestParameters: inline(struct('', { sourceIPAddress: written(text()) })),
  responseElements: inline(struct('', { 'x-amz-request-id': written(text()) })),
  s3: inline(
    struct('', {
      s3SchemaVersion: written(text()),
      configurationId: written(text()),
      bucket: inline(
        struct('', {
          name: written(text()),
          ownerIdentity: inline(struct('', { principalId: written(text()) })),
          arn: written(text()),
        }),
      ),
      object: inline(
        struct('', {
          key: written(text()),
          size: written(INT),
          eTag: written(text()),
          sequencer: written(text()),
        }),
      ),
    }),
  ),
});
const STORAGE_GRID = struct(
  'StorageGridNotification',
  {
    Action: written(text()),
    Message: inline(struct('', { Records: written(list(RECORD, '[]struct')) })),
    TopicArn: written(text()),
    Version: written(text()),
  },
  'events',
);

const ID = '00000000-0000-4000-8000-000000000000';
/** Written before the body is even parsed; the real ids are random. */
const PUBLISHED = [
  '',
  '<PublishResponse xmlns="http://argoevents-sns-server/">',
  '    <PublishResult> ',
  `        <MessageId>${ID}</MessageId> `,
  '    </PublishResult> ',
  '    <ResponseMetadata>',
  `       <RequestId>${ID}</RequestId>`,
  '    </ResponseMetadata> ',
  '</PublishResponse>',
  '',
].join('\n');

/** Source: argo-events pkg/eventsources/sources/storagegrid/start.go (HandleRoute, filterName); joncalhoun/qson. */
export function storageGrid(_engine: Engine, call: Call): Handled {
  const { request, event } = call;
  if (tooLarge(call)) return refused(textResponse(400), 'the body is larger than the limit');
  const xml = request.method === 'HEAD' ? '' : PUBLISHED;
  const unparsed = (summary: string): Handled =>
    refused(textResponse(200, xml), `${summary}; the caller was told 200 before`);
  const body = percentDecoded(request.body, 'query');
  if (!body.ok) return unparsed(`the body cannot be decoded: ${body.error}`);
  const fields = formFields(body.text);
  if (typeof fields === 'string') return unparsed(`the body is no form: ${fields}`);
  const decoded = decode(fields, STORAGE_GRID);
  if (!decoded.ok) return unparsed(`the body is no notification: ${decoded.error}`);
  const filter = objectAt(event.spec, 'filter');
  const prefix = textAt(filter, 'prefix');
  const suffix = textAt(filter, 'suffix');
  const [record] = recordsOf(decoded.value);
  if (prefix !== '' || suffix !== '') {
    if (record === undefined) {
      const summary = 'the handler panics on a notification without records; the connection is closed';
      return { payloads: [], notes: [], respond: () => undefined, problem: { summary } };
    }
    const key = textAt(objectAt(objectAt(record, 's3'), 'object'), 'key');
    if (!key.startsWith(prefix) || !key.endsWith(suffix)) {
      const at = call.eventSource.resource.at([...event.path, 'filter']);
      const decision = {
        subject: 'notification.Message.Records.0.s3.object.key',
        value: JSON.stringify(key),
        expected: `${prefix}…${suffix}`,
        wouldPass: `a key that starts with "${prefix}" and ends with "${suffix}" would pass`,
        at,
      };
      const summary = 'the key does not pass the filter';
      return { ...refused(textResponse(200, xml), summary), problem: { summary, decision } };
    }
  }
  const data = withMetadata(rawObject([['notification', encode(decoded.value, STORAGE_GRID)]]), event.spec);
  return {
    payloads: [data],
    notes: [],
    respond: ([published]) =>
      textResponse(200, xml, published === true ? 'success' : 'failed to record event'),
  };
}

function recordsOf(notification: JsonObject): JsonObject[] {
  const records = objectAt(notification, 'Message')?.['Records'];
  return (isArray(records) ? records : []).filter(isObject);
}

/** The fields of a form whose values are JSON where they can be, or what is wrong with it. */
function formFields(form: string): JsonObject | string {
  const fields: Record<string, JsonValue> = {};
  for (const part of form.split('&')) {
    const cut = part.lastIndexOf('=');
    if (cut < 0) return 'qson: invalid param';
    const key = percentDecoded(part.slice(0, cut), 'query');
    const value = percentDecoded(part.slice(cut + 1), 'query');
    if (!value.ok) return value.error;
    if (!key.ok) return key.error;
    const json = jsonOrText(value.text);
    if (json === undefined) return `"${key.text}" is neither JSON nor plain text`;
    fields[key.text] = json;
  }
  return fields;
}

function jsonOrText(text: string): JsonValue | undefined {
  for (const candidate of [text, `"${text}"`]) {
    try {
      return parseJson(candidate);
    } catch {
      // the next one
    }
  }
  return undefined;
}
