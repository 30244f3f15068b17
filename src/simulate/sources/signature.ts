import { createHmac, createSign } from 'node:crypto';
import { isObject } from '../../json.ts';
import { parsed } from '../object-json.ts';
import type { HttpRequest } from '../stimulus.ts';

/** What a provider knows that proves its requests; each is the text of a secret. */
export interface Proofs {
  /** The key of the signature, or the token that stands in for one. SNS: a private RSA key in PEM. */
  readonly secret?: string;
  /** Slack's verification token, which the body carries. */
  readonly token?: string;
  /** What the event source's `authSecret` asks for. */
  readonly bearer?: string;
}

type Headers = HttpRequest['headers'];
type Sign = (secret: string, request: HttpRequest, seconds: string) => Headers;

/**
 * How each provider proves that a request is its own. The event sources of Stripe, Bitbucket Cloud and SNS do not
 * check it, or refuse all; the others are in code-host.ts and slack.ts.
 */
const SIGNATURES: Readonly<Record<string, Sign>> = {
  github: (secret, { body }) => [
    ['X-Hub-Signature', `sha1=${hmac('sha1', secret, body)}`],
    ['X-Hub-Signature-256', `sha256=${hmac('sha256', secret, body)}`],
  ],
  gitlab: (secret) => [['X-Gitlab-Token', secret]],
  bitbucket: (secret, { body }) => [['X-Hub-Signature', `sha256=${hmac('sha256', secret, body)}`]],
  bitbucketserver: (secret, { body }) => [['X-Hub-Signature', `sha256=${hmac('sha256', secret, body)}`]],
  slack: (secret, { body }, seconds) => [
    ['X-Slack-Request-Timestamp', seconds],
    ['X-Slack-Signature', `v0=${hmac('sha256', secret, `v0:${seconds}:${body}`)}`],
  ],
  stripe: (secret, { body }, seconds) => [
    ['Stripe-Signature', `t=${seconds},v1=${hmac('sha256', secret, `${seconds}.${body}`)}`],
  ],
};

/** The types whose provider proves its requests by a secret. */
export const SIGNED_TYPES: readonly string[] = [...Object.keys(SIGNATURES), 'sns'];

/**
 * The request with its proofs; a header that is already there stays. The body has to be final but for Slack's token
 * and the signature of SNS, which stand in it: everything else is over its very bytes.
 * Throws an Error where the secret of SNS is no private key.
 *
 * @param now RFC 3339 in UTC: Slack and Stripe sign the time too.
 */
export function prove(type: string, request: HttpRequest, proofs: Proofs, now: string): HttpRequest {
  const { secret, token, bearer } = proofs;
  let { body } = request;
  // A sample leaves the verification token open, because it is a secret.
  if (type === 'slack' && token !== undefined) {
    body = body.replace(/"token":\s*""/, () => `"token":${JSON.stringify(token)}`);
  }
  if (type === 'sns' && secret !== undefined) body = signMessage(body, secret);
  const seconds = String(Math.floor(Date.parse(now) / 1000));
  const there = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const isNew = ([name]: Headers[number]) => !there.has(name.toLowerCase());
  const signature =
    secret === undefined ? [] : (SIGNATURES[type]?.(secret, { ...request, body }, seconds) ?? []);
  const added: Headers = [
    ...(bearer === undefined ? [] : [['Authorization', `Bearer ${bearer}`] as const].filter(isNew)),
    // Who gives one header of a signature means another signature than the right one.
    ...(signature.every(isNew) ? signature : []),
  ];
  const length = ['Content-Length', String(Buffer.byteLength(body))] as const;
  const headers = request.headers.map((header) =>
    body !== request.body && header[0].toLowerCase() === 'content-length' ? length : header,
  );
  return {
    ...request,
    body,
    headers: [...headers, ...added],
  };
}

function hmac(algorithm: 'sha1' | 'sha256', key: string, text: string): string {
  return createHmac(algorithm, key).update(text).digest('hex');
}

/** The members that SNS signs, in this order, each as a line with its name and a line with its value. */
const SIGNED = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];

/** A notification with its signature: over SHA-1 in version 1, over SHA-256 in version 2. */
function signMessage(body: string, key: string): string {
  const message = parsed(body);
  if (!isObject(message)) return body;
  const lines = SIGNED.flatMap((name) => {
    const value = message[name];
    return typeof value === 'string' && value !== '' ? [name, value] : [];
  });
  const algorithm = message['SignatureVersion'] === '2' ? 'RSA-SHA256' : 'RSA-SHA1';
  const signature = createSign(algorithm)
    .update(`${lines.join('\n')}\n`)
    .sign(key, 'base64');
  return body.replace(/"Signature":\s*""/, () => `"Signature":${JSON.stringify(signature)}`);
}
