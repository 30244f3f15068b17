import { type JsonObject, listAt, objectAt, textAt, withMembers } from '../../json.ts';
import { secretValue } from '../secret.ts';
import { pick } from './message.ts';
import { type Executed, failed, kindPlace, noImplementation, type Round } from './round.ts';

/** What Slack and e-mail ignore: their parameters change a copy that nobody reads. */
function ignoredParameters(template: JsonObject, kind: 'slack' | 'email'): string[] {
  if (listAt(template, 'parameters').length === 0) return [];
  const field = kind === 'slack' ? 'slack.message' : 'email.body';
  return [
    `"${kind}.parameters" has no effect: use the trigger's "parameters" with a dest such as "${field}"`,
  ];
}

/** Source: argo-events pkg/sensors/triggers/slack/slack.go. */
export function slack(round: Round, _parameterized: JsonObject, template: JsonObject): Executed {
  const at = kindPlace(round, 'slack');
  const token = secretValue(round.model, round.namespace, template['slackToken']);
  if (token === undefined) {
    return noImplementation(round, 'failed to retrieve the slack token, secret key selector is nil', at);
  }
  if (token.kind === 'keyless') {
    return noImplementation(round, `the secret "${token.name}" has no key "${token.key}"`, at);
  }
  const notes = ignoredParameters(template, 'slack');
  const channel = textAt(template, 'channel').replace(/^#/, '');
  if (textAt(template, 'channel') === '') {
    return failed('failed to execute trigger, no slack channel provided', at, notes);
  }
  const content = pick(template, ['message', 'attachments', 'blocks']);
  if (Object.keys(content).length === 0) {
    const cause = 'no text to post: At least one of message/attachments/blocks should be provided';
    return failed(`failed to execute trigger, ${cause}`, at, notes);
  }
  const sender = objectAt(template, 'sender');
  const thread = objectAt(template, 'thread');
  return {
    action: {
      kind: 'message',
      system: 'Slack',
      target: withMembers(pick(template, ['attachments', 'blocks'], { channel }), {
        ...(sender && Object.keys(sender).length > 0 && { sender }),
        ...(thread && Object.keys(thread).length > 0 && { thread }),
      }),
      body: textAt(template, 'message'),
    },
    summary: `would post to the channel "${channel}"`,
    notes,
    result: 'none',
  };
}

const ADDRESS = /^[\w\-.]+@([\w-]+\.)+[\w-]{2,4}$/;

/** Does the sensor send to this address? */
export function isAcceptedAddress(address: string): boolean {
  return ADDRESS.test(address);
}

/** Source: argo-events pkg/sensors/triggers/email/email.go. */
export function email(round: Round, _parameterized: JsonObject, template: JsonObject): Executed {
  const at = kindPlace(round, 'email');
  const password = secretValue(round.model, round.namespace, template['smtpPassword']);
  if (password?.kind === 'keyless') {
    return noImplementation(round, `the secret "${password.name}" has no key "${password.key}"`, at);
  }
  const notes = ignoredParameters(template, 'email');
  const to = listAt(template, 'to').map(String);
  const missing =
    to.length === 0 ? 'to' : ['body', 'subject'].find((field) => textAt(template, field) === '');
  if (missing !== undefined) return failed(`failed to execute trigger, ${missing} can't be empty`, at, notes);
  const invalid = to.filter((address) => !isAcceptedAddress(address));
  const action: Executed['action'] = {
    kind: 'message',
    system: 'e-mail',
    target: withMembers(pick(template, ['host', 'from', 'subject']), {
      ...(template['port'] !== undefined && { port: template['port'] }),
      to: to.filter(isAcceptedAddress),
    }),
    body: textAt(template, 'body'),
  };
  if (invalid.length > 0) {
    const causes = invalid.map((address) => `to emailId can't be invalid ${address}`).join('\n');
    const rest = to.length - invalid.length;
    return {
      ...failed(`failed to execute trigger, ${causes}`, kindPlace(round, 'email', 'to'), [
        ...notes,
        'an address is refused when its last part is longer than four letters',
        ...(rest > 0 ? [`the other ${rest} would get the mail all the same`] : []),
      ]),
      ...(rest > 0 && { action }),
    };
  }
  return { action, summary: `would send a mail to ${to.join(', ')}`, notes, result: 'none' };
}

/** Writes each event to the sensor's log. Source: argo-events pkg/sensors/triggers/log/log.go. */
export function log(round: Round, template: JsonObject): Executed {
  const events = [...round.events];
  const interval = template['intervalSeconds'];
  const notes =
    typeof interval === 'number' && interval > 0
      ? ['"intervalSeconds" has no effect: the sensor forgets when it last logged']
      : [];
  return {
    action: {
      kind: 'message',
      system: "the sensor's log",
      target: events.map(([dependency]) => dependency),
      body: events.map(([, event]) => dataText(event.data, event.dataContentType)).join('\n'),
    },
    summary: `would log ${events.length === 1 ? 'the event' : `${events.length} events`}`,
    notes,
    result: 'none',
  };
}

/** Source: argo-events pkg/apis/events/v1alpha1/sensor_types.go (DataString). */
function dataText(data: string | null, contentType: string): string {
  if (data === null) return '';
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType === 'application/json' || mediaType === 'text/plain') return data;
  return Buffer.from(data).toString('base64');
}
