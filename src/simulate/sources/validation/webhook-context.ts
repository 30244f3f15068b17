import { formatPath } from '../../../diagnostic.ts';
import type { Fields } from '../../fields.ts';
import { type Refusal, writing } from '../../validation/refusal.ts';

const INT_MAX = 2n ** 63n;

/**
 * The fields of the event `webhook`, or of the `webhook` of another type.
 * Source: argo-events pkg/eventsources/common/webhook/validate.go (ValidateWebhookContext).
 */
export function* validateWebhookContext(context: Fields): Iterable<Refusal> {
  if (context.text('endpoint') === '') {
    yield {
      rule: 'event-source/webhook-endpoint-missing',
      message: "endpoint can't be empty",
      path: [...context.path, 'endpoint'],
      help: 'add `endpoint: /example`, the path of the URL that is called',
    };
  }
  const port = context.text('port');
  const path = [...context.path, 'port'];
  if (port === '') {
    const rule = 'event-source/webhook-port-missing';
    yield { rule, message: "port can't be empty", path, help: 'add `port: "12000"`' };
    return;
  }
  const problem = integerProblem(port);
  if (problem === undefined) return;
  const error = `strconv.Atoi: parsing ${JSON.stringify(port)}: ${problem}`;
  const meant = /^\s*:?(\d{1,5})\s*$/.exec(port)?.[1];
  yield {
    rule: 'event-source/webhook-port-invalid',
    message: `failed to parse server port ${port}. err: ${error}`,
    path,
    help: 'a port is a number in quotes, for example `port: "12000"`',
    ...writing(path, meant),
  };
}

/** Source: go1.26 src/strconv/atoi.go (Atoi). */
function integerProblem(text: string): string | undefined {
  if (!/^[+-]?\d+$/.test(text)) return 'invalid syntax';
  const value = BigInt(text.replace(/^\+/, ''));
  return value >= INT_MAX || value < -INT_MAX ? 'value out of range' : undefined;
}

/**
 * Reads all fields of the block, so that those of a wrong JSON type are among its problems.
 * Source: argo-events pkg/apis/events/v1alpha1/webhook_context.go (WebhookContext).
 */
export function readWebhookContext(context: Fields): void {
  for (const key of ['endpoint', 'method', 'port', 'url']) context.text(key);
  for (const key of ['serverCertSecret', 'serverKeySecret', 'authSecret']) {
    const selector = context.object(key);
    selector?.text('name');
    selector?.text('key');
    selector?.flag('optional');
  }
  const metadata = context.object('metadata');
  for (const key of Object.keys(metadata?.value ?? {})) metadata?.text(key);
  readInteger(context, 'maxPayloadSize');
}

function readInteger(fields: Fields, key: string): void {
  const value = fields.value[key];
  if (value === undefined || value === null || typeof value === 'bigint' || Number.isInteger(value)) return;
  const path = [...fields.path, key];
  fields.problems.push({ path, message: `"${formatPath(path)}" is not an integer` });
}
