import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { fireRecording } from '../cluster/replay/fire.ts';
import { Stage } from '../cluster/replay/stage.ts';
import { json, status } from '../cluster/stand-in.ts';

interface Pods {
  /** What becomes of the pod. */
  readonly phase?: 'Succeeded' | 'ImagePullBackOff';
  /** Do the roles let it be made? */
  readonly may?: boolean;
  /** Does the cluster say beforehand that ports may not be forwarded? */
  readonly says?: boolean;
}

const OBJECT = /^\/api\/v1\/namespaces\/[^/]+\/(pods|secrets)\/(argoflow-sender-[^/]+)(\/log)?$/;

/** A cluster that forwards no ports, and whose pods do what they are told. */
function forbidding(stage: Stage, { phase = 'Succeeded', may = true, says = true }: Pods = {}) {
  const made: string[] = [];
  const gone: string[] = [];
  const sent: string[] = [];
  const bodies = new Map<string, { spec?: object; data?: { request: string } }>();
  const intercept = (url: URL, response: ServerResponse, method: string, body: string): boolean => {
    if (url.pathname.endsWith('selfsubjectaccessreviews')) {
      json(response, 201, { status: { allowed: !says } });
      return true;
    }
    const [, asked] =
      /^metadata\.name=(argoflow-sender-.+)$/.exec(url.searchParams.get('fieldSelector') ?? '') ?? [];
    if (asked !== undefined) {
      const pod = {
        metadata: { name: asked, namespace: stage.namespace },
        spec: { containers: [{ name: 'send' }] },
      };
      json(response, 200, { metadata: { resourceVersion: '1' }, items: [pod] });
      return true;
    }
    const [, plural = '', name = '', log] = OBJECT.exec(url.pathname) ?? [];
    if (name === '') return false;
    if (method === 'PATCH') {
      if (!may) status(response, 403, `${plural} is forbidden`);
      else {
        made.push(plural);
        bodies.set(plural, JSON.parse(body));
        json(response, 201, JSON.parse(body));
      }
    } else if (method === 'DELETE') {
      gone.push(plural);
      json(response, 200, {});
    } else if (log !== undefined) {
      sent.push(
        Buffer.from(
          Buffer.from(bodies.get('secrets')?.data?.request ?? '', 'base64').toString(),
          'base64',
        ).toString(),
      );
      stage.fire();
      const { status: code, body: text } = stage.response ?? {};
      response.end(Buffer.from(`HTTP/1.1 ${code} OK\r\nContent-Length: 7\r\n\r\n${text}`).toString('base64'));
    } else if (phase === 'Succeeded') json(response, 200, { status: { phase } });
    else {
      const containerStatuses = [{ name: 'send', state: { waiting: { reason: phase } } }];
      json(response, 200, { status: { phase: 'Pending', containerStatuses } });
    }
    return true;
  };
  return { intercept, refuseForwarding: true, stage, made, gone, sent, bodies };
}

describe('where ports may not be forwarded', () => {
  it.each([true, false])(
    'the request is sent from a pod (the cluster says so beforehand: %s)',
    async (says) => {
      const setting = forbidding(new Stage('ok-k8s'), { says });
      const { result } = await fireRecording('ok-k8s', {}, setting);
      expect(result.trail.outcome).toBe('succeeded');
      expect(result.response).toEqual({ status: 200, body: 'success' });
      expect(result.notes.join('\n')).toContain('sent from a pod of the cluster');
      const [text = ''] = setting.sent;
      expect(text).toMatch(/^POST \/deploy HTTP\/1\.1\r\n/);
      expect(text).toMatch(/\r\nHost: [\d.]+:12000\r\n/);
      expect(text).toMatch(/\r\n\r\n\{"message":"Dont call me Shirley"\}$/);
      // What may carry a token stands in no pod.
      expect(JSON.stringify(setting.bodies.get('pods'))).not.toContain('Shirley');
      expect(setting.made).toEqual(['secrets', 'pods']);
      expect(setting.gone).toEqual(['pods', 'secrets']);
    },
  );

  it('the image can be chosen', async () => {
    const setting = forbidding(new Stage('ok-k8s'));
    await fireRecording('ok-k8s', { senderImage: 'mirror.example.org/busybox:1' }, setting);
    expect(JSON.stringify(setting.bodies.get('pods'))).toContain('"image":"mirror.example.org/busybox:1"');
  });

  it('a pod that cannot start is told, and taken away', async () => {
    const setting = forbidding(new Stage('ok-k8s'), { phase: 'ImagePullBackOff' });
    await expect(fireRecording('ok-k8s', {}, setting)).rejects.toMatchObject({
      message: 'the pod that sends the request cannot start: ImagePullBackOff of "busybox:1.37"',
      help: expect.stringContaining('--sender-image'),
    });
    expect(setting.gone).toEqual(['pods', 'secrets']);
  });

  it('who may make no pods either is told what is missing', async () => {
    const setting = forbidding(new Stage('ok-k8s'), { may: false });
    await expect(fireRecording('ok-k8s', {}, setting)).rejects.toMatchObject({
      reason: 'forbidden',
      message: expect.stringContaining('not allowed to apply secrets'),
    });
    expect(setting.gone).toEqual([]);
  });

  it('Ctrl-C takes the pod away', async () => {
    const interruption = new AbortController();
    const setting = forbidding(new Stage('ok-k8s'));
    const intercept: typeof setting.intercept = (url, response, method, body) => {
      const done = setting.intercept(url, response, method, body);
      if (setting.made.includes('pods') && setting.gone.length === 0) interruption.abort();
      return done;
    };
    const fired = fireRecording('ok-k8s', { signal: interruption.signal }, { ...setting, intercept });
    await expect(fired).rejects.toMatchObject({ reason: 'interrupted' });
    expect(setting.gone).toEqual(['pods', 'secrets']);
  });
});
