import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { fireRecording } from '../cluster/replay/fire.ts';
import { Stage } from '../cluster/replay/stage.ts';
import { status } from '../cluster/stand-in.ts';

/** Answers the first so many looks at Workflows after the event in another way. */
function troubled(times: number, answer: (response: ServerResponse) => void) {
  const stage = new Stage('ok-k8s');
  let left = times;
  const intercept = (url: URL, response: ServerResponse): boolean => {
    if (!stage.hasFired || left === 0 || !url.pathname.endsWith('/workflows')) return false;
    left--;
    answer(response);
    return true;
  };
  return { stage, intercept };
}

describe('while an event is followed, the cluster', () => {
  it.each<[string, (response: ServerResponse) => void]>([
    ['may be gone for a while', (response) => response.destroy()],
    ['may fail for a while', (response) => status(response, 500, 'etcdserver: leader changed')],
    ['may break off an answer', (response) => response.end('{"kind":"WorkflowList","items":[{"meta')],
  ])('%s: it is looked at again, and that is said', async (_, answer) => {
    const { result } = await fireRecording('ok-k8s', {}, troubled(4, answer));
    expect(result.trail.outcome).toBe('succeeded');
    expect(result.notes.join('\n')).toContain('for a while nothing could be seen');
  });

  it('may be too busy, and says when to come back', async () => {
    const busy = (response: ServerResponse) => status(response, 429, 'busy', {}, { 'Retry-After': '1' });
    const { result } = await fireRecording('ok-k8s', {}, troubled(1, busy));
    expect(result.trail.outcome).toBe('succeeded');
    // The roles of the whole cluster were not recorded.
    expect(result.notes).toEqual([expect.stringMatching(/^predicted without permissions: /)]);
  });

  it('may not come back: then the reason is told once the time is up', async () => {
    const gone = troubled(Number.POSITIVE_INFINITY, (response) => response.destroy());
    await expect(fireRecording('ok-k8s', { timeout: 1000 }, gone)).rejects.toMatchObject({
      reason: 'unreachable',
    });
  });

  it('may no longer know who asks', async () => {
    const expired = troubled(1, (response) => status(response, 401, 'Unauthorized'));
    await expect(fireRecording('ok-k8s', {}, expired)).rejects.toMatchObject({
      reason: 'unauthorized',
      message: expect.stringContaining('does not accept your credentials'),
    });
  });

  it('may be silent: no longer than a request may take', async () => {
    const silent = troubled(Number.POSITIVE_INFINITY, () => undefined);
    const fired = fireRecording('ok-k8s', { timeout: 500 }, { ...silent, requestTimeout: 500 });
    await expect(fired).rejects.toMatchObject({ reason: 'timeout' });
  });
});
