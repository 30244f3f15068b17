import { generateKeyPairSync, webcrypto } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { findSample } from '../../src/payloads/library.ts';
import { SIGNED_TYPES } from '../../src/simulate/sources/signature.ts';
import { createWorld } from '../../src/simulate/world.ts';
import { deliver, targetFor } from '../../src/test-event/delivery.ts';
import { modelFor, SECRET } from './event-source.ts';
import { LIBRARY } from './library.ts';

const NOW = '2026-03-14T09:26:53Z';
const engine = openEngine({ now: NOW, seed: 1 });
afterAll(() => engine.close());
const world = createWorld({ now: NOW, seed: 1 });

/** A request of that sample, signed with a secret; where it goes, the Secrets of the manifests hold SECRET. */
async function signedRequest(
  spelling: string,
  secret?: string,
  withSecrets = true,
  assignments: readonly string[] = [],
) {
  const sample = findSample(LIBRARY, spelling);
  const model = await modelFor(sample, withSecrets);
  const options = { sample, assignments, standIn: false, ...(secret !== undefined && { secret }) };
  const { sent, arrival } = deliver(options, targetFor(model, sample), model, {
    engine,
    world,
    library: LIBRARY,
  });
  if (sent.kind !== 'request') throw new Error('no request');
  // As the file says it, without masks.
  const headers = sent.file['headers'] as Readonly<Record<string, string | undefined>>;
  return { headers, body: sent.body, status: arrival.response?.status, sent, arrival };
}

const utf8 = new TextEncoder();

/** The providers' own check, with another implementation than the one that signs. */
async function isHmac(algorithm: 'SHA-1' | 'SHA-256', secret: string, text: string, hex: string) {
  const { subtle } = webcrypto;
  const key = await subtle.importKey('raw', utf8.encode(secret), { name: 'HMAC', hash: algorithm }, false, [
    'verify',
  ]);
  return subtle.verify('HMAC', key, Buffer.from(hex, 'hex'), utf8.encode(text));
}

const HUSH = 'hush, hush ü';

describe('a signature is accepted by an independent verification', () => {
  it.each(['github/push', 'github/ping', 'github/issue_comment.created'])('%s', async (spelling) => {
    const { headers, body } = await signedRequest(spelling, HUSH, false);
    const [, sha1 = ''] = /^sha1=([0-9a-f]{40})$/.exec(headers['X-Hub-Signature'] ?? '') ?? [];
    const [, sha256 = ''] = /^sha256=([0-9a-f]{64})$/.exec(headers['X-Hub-Signature-256'] ?? '') ?? [];
    expect(await isHmac('SHA-1', HUSH, body, sha1)).toBe(true);
    expect(await isHmac('SHA-256', HUSH, body, sha256)).toBe(true);
    expect(await isHmac('SHA-256', 'another', body, sha256)).toBe(false);
  });

  it.each(['bitbucketserver/pr-opened', 'bitbucket/repo-push'])('%s', async (spelling) => {
    const { headers, body } = await signedRequest(spelling, HUSH, false);
    const [, hex = ''] = /^sha256=([0-9a-f]{64})$/.exec(headers['X-Hub-Signature'] ?? '') ?? [];
    expect(await isHmac('SHA-256', HUSH, body, hex)).toBe(true);
  });

  it('gitlab/push: the token itself', async () => {
    const { headers } = await signedRequest('gitlab/push', HUSH, false);
    expect(headers['X-Gitlab-Token']).toBe(HUSH);
  });

  it.each(['slack/app_mention', 'slack/slash-command', 'slack/block_actions'])('%s', async (spelling) => {
    const { headers, body } = await signedRequest(spelling, HUSH, false);
    const seconds = headers['X-Slack-Request-Timestamp'] ?? '';
    expect(Number(seconds) * 1000).toBe(Date.parse(NOW));
    const [, hex = ''] = /^v0=([0-9a-f]{64})$/.exec(headers['X-Slack-Signature'] ?? '') ?? [];
    expect(await isHmac('SHA-256', HUSH, `v0:${seconds}:${body}`, hex)).toBe(true);
  });

  it('stripe/invoice.paid', async () => {
    const { headers, body } = await signedRequest('stripe/invoice.paid', 'not-a-real-secret', false);
    const [, seconds = '', hex = ''] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['Stripe-Signature'] ?? '') ?? [];
    expect(Number(seconds) * 1000).toBe(Date.parse(NOW));
    expect(await isHmac('SHA-256', 'not-a-real-secret', `${seconds}.${body}`, hex)).toBe(true);
  });

  it.each([
    ['sns/notification', '1', 'SHA-1'],
    ['sns/s3-object-created', '1', 'SHA-1'],
    ['sns/notification', '2', 'SHA-256'],
  ])('%s, version %s', async (spelling, version, hash) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'der' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const { body } = await signedRequest(spelling, privateKey, false, [`body.SignatureVersion="${version}"`]);
    const message = JSON.parse(body) as Record<string, string | undefined>;
    const subject = message['Subject'] === undefined ? '' : `Subject\n${message['Subject']}\n`;
    const text = `Message\n${message['Message']}\nMessageId\n${message['MessageId']}\n${subject}Timestamp\n${message['Timestamp']}\nTopicArn\n${message['TopicArn']}\nType\nNotification\n`;
    const { subtle } = webcrypto;
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash };
    const key = await subtle.importKey('spki', publicKey, algorithm, false, ['verify']);
    const signature = Buffer.from(message['Signature'] ?? '', 'base64');
    expect(await subtle.verify(algorithm.name, key, signature, utf8.encode(text))).toBe(true);
    expect(await subtle.verify(algorithm.name, key, signature, utf8.encode(`${text} `))).toBe(false);
  });

  it('webhook/hello: a bearer token', async () => {
    const { headers } = await signedRequest('webhook/hello', HUSH, false);
    expect(headers['Authorization']).toBe(`Bearer ${HUSH}`);
  });
});

describe('the event source', () => {
  const checked = [
    'webhook/hello',
    'github/push',
    'gitlab/push',
    'bitbucketserver/pr-merged',
    'slack/app_mention',
  ];

  it.each(checked)('accepts %s signed with its own secret, and refuses another', async (spelling) => {
    const right = await signedRequest(spelling, SECRET);
    expect(right.status).toBe(200);
    expect(right.arrival.events).toHaveLength(1);
    const wrong = await signedRequest(spelling, HUSH);
    expect([400, 401]).toContain(wrong.status);
    expect(wrong.arrival.problem).toMatch(/bearer token|signature|mismatch|hmac/);
  });

  it.each(checked)('takes the secret for %s from the manifests', async (spelling) => {
    const { status, sent } = await signedRequest(spelling);
    expect(status).toBe(200);
    expect(sent.kind === 'request' && sent.notes).toEqual([]);
  });

  it.each(['github/push', 'gitlab/push', 'bitbucketserver/pr-merged', 'slack/app_mention'])(
    'is said to have no secret for %s among the manifests',
    async (spelling) => {
      const { sent } = await signedRequest(spelling, undefined, false);
      const [type] = spelling.split('/');
      expect(sent.kind === 'request' && sent.notes).toEqual([
        `not signed: the secret "${type}-secret" is not among the manifests`,
      ]);
    },
  );
});

describe('a secret', () => {
  it('is for types that sign', async () => {
    await expect(signedRequest('gerrit/ref-updated', HUSH)).rejects.toThrow(
      'what gerrit sends carries no signature, so a secret has no use',
    );
    await expect(signedRequest('github/push', '')).rejects.toThrow('the secret is empty');
    await expect(signedRequest('sns/notification', HUSH)).rejects.toThrow(
      'the secret of sns is no private RSA key in PEM',
    );
  });

  it('has a test for each of these types', () => {
    expect(SIGNED_TYPES).toEqual([
      'github',
      'gitlab',
      'bitbucket',
      'bitbucketserver',
      'slack',
      'stripe',
      'sns',
    ]);
  });

  it('of the manifests is in no event file, and neither is what grows old', async () => {
    for (const spelling of ['gitlab/push', 'slack/app_mention', 'webhook/hello', 'github/push']) {
      const { sent, headers } = await signedRequest(spelling);
      expect(JSON.stringify(sent.kind === 'request' && sent.file)).not.toContain(SECRET);
      const names = Object.keys(headers).filter((name) =>
        /^(?:Authorization|X-Gitlab-Token|X-Slack)/.test(name),
      );
      expect(names).toEqual([]);
    }
  });

  it('does not show in what is printed', async () => {
    const { sent } = await signedRequest('gitlab/push', HUSH);
    expect(sent.kind === 'request' && sent.headers['X-Gitlab-Token']).toBe('***');
    const { arrival } = await signedRequest('gitlab/push', SECRET);
    expect(JSON.stringify(arrival)).not.toContain(SECRET);
  });
});
