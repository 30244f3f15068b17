import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { renderJson } from '../../src/report/json.ts';
import { fireRecording } from '../cluster/replay/fire.ts';
import { Stage } from '../cluster/replay/stage.ts';
import { json, status } from '../cluster/stand-in.ts';

const KEY = 'open-sesame';
const BODY = '{"message":"Dont call me Shirley"}';

const hmac = (algorithm: string, text: string) => createHmac(algorithm, KEY).update(text).digest('hex');
const selector = { name: 'provider', key: 'key' };
const webhook = { endpoint: '/deploy', port: '12000', method: 'POST', url: '' };

/** The recording's flow with another event source, whose Secret is there. */
function withSource(spec: JsonObject, mayReadSecrets = true) {
  const stage = new Stage('ok-k8s');
  const source = stage.objects().find(({ kind }) => kind === 'EventSource') ?? {};
  const intercept = (url: URL, response: ServerResponse): boolean => {
    if (url.pathname.endsWith('/eventsources')) {
      json(response, 200, { metadata: { resourceVersion: '1' }, items: [{ ...source, spec }] });
      return true;
    }
    if (!url.pathname.endsWith('/secrets/provider')) return false;
    if (!mayReadSecrets) status(response, 403, 'secrets "provider" is forbidden');
    else
      json(response, 200, {
        metadata: { name: 'provider', namespace: stage.namespace },
        data: { key: base64(KEY) },
      });
    return true;
  };
  return { stage, intercept };
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const fire = (spec: JsonObject, mayReadSecrets = true) =>
  fireRecording('ok-k8s', { wait: false, data: BODY }, withSource(spec, mayReadSecrets));

describe('an event is proven as its provider would, with the Secret of the cluster', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    [
      'webhook',
      { webhook: { example: { ...webhook, authSecret: selector } } },
      [`Authorization: Bearer ${KEY}`],
    ],
    [
      'github',
      { github: { example: { webhook, webhookSecret: selector, repositories: [] } } },
      [`X-Hub-Signature-256: sha256=${hmac('sha256', BODY)}`, `X-Hub-Signature: sha1=${hmac('sha1', BODY)}`],
    ],
    ['gitlab', { gitlab: { example: { webhook, secretToken: selector } } }, [`X-Gitlab-Token: ${KEY}`]],
    [
      'bitbucketserver',
      { bitbucketserver: { example: { webhook, webhookSecret: selector } } },
      [`X-Hub-Signature: sha256=${hmac('sha256', BODY)}`],
    ],
  ])('%s', async (_, spec, headers) => {
    const { delivered, result } = await fire(spec);
    expect(delivered).toHaveLength(1);
    for (const header of headers) expect(delivered[0]?.head.split('\r\n')).toContain(header);
    expect(delivered[0]?.body).toBe(BODY);
    // What was sent is nobody else's business.
    expect(renderJson(result)).not.toContain(KEY);
    // The roles of the whole cluster were not recorded.
    expect(result.notes).toEqual([expect.stringMatching(/^predicted without permissions: /)]);
  });

  it('slack, with the time', async () => {
    const { delivered } = await fire({ slack: { example: { webhook, signingSecret: selector } } });
    const [, seconds = ''] = /^X-Slack-Request-Timestamp: (\d+)$/m.exec(delivered[0]?.head ?? '') ?? [];
    const { body = '' } = delivered[0] ?? {};
    expect(delivered[0]?.head).toContain(`X-Slack-Signature: v0=${hmac('sha256', `v0:${seconds}:${body}`)}`);
  });
});

it('the verification token of Slack is sent in the body, and printed nowhere', async () => {
  const source = withSource({ slack: { example: { webhook, token: selector } } });
  const data = '{"token":"","type":"event_callback"}';
  const { delivered, result } = await fireRecording('ok-k8s', { wait: false, data }, source);
  expect(delivered[0]?.body).toContain(`"token":"${KEY}"`);
  expect(renderJson(result)).not.toContain(KEY);
});

it('a Secret that may not be read is told, and the event is sent as it is', async () => {
  const spec = { github: { example: { webhook, webhookSecret: selector, repositories: [] } } };
  const { delivered, result } = await fire(spec, false);
  expect(delivered[0]?.head).not.toContain('X-Hub-Signature');
  expect(result.notes.join('\n')).toContain('the request is not signed with secret "provider"');
});

it('who does not wait is told what the event source answered', async () => {
  const { result } = await fireRecording('ok-k8s', { wait: false });
  expect(result).toMatchObject({ followed: false, timedOut: false, response: { status: 200 } });
  expect(result.asPredicted).toBeUndefined();
});
