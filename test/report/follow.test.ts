import { describe, expect, it } from 'vitest';
import { helpFor } from '../../src/follow/help.ts';
import type { FollowedHop, Trail } from '../../src/follow/hop.ts';
import type { FlowLine } from '../../src/follow/logs.ts';
import type { Prediction } from '../../src/follow/prediction.ts';
import type { ClusterTestResult } from '../../src/follow/run.ts';
import { trailOf } from '../../src/follow/trail.ts';
import {
  renderFlowLine,
  renderHop,
  renderPrediction,
  renderRawLine,
  renderVerdict,
} from '../../src/report/follow.ts';
import { readRecording } from '../follow/recording.ts';

const TERMINAL = { color: false, columns: 80, unicode: true };

/** As `test-event --cluster` prints a recorded event, whatever was predicted. */
function printed(name: string, prediction: Prediction = { outcome: 'fires' }): string {
  const result = resultOf(name, prediction);
  const { hops, triggers } = result.trail;
  const all = [...hops, ...triggers.flatMap((trigger) => trigger.hops)];
  const told = all.map((hop) => renderHop(hop, TERMINAL)).join('');
  return renderPrediction(prediction, TERMINAL) + told + renderVerdict(result, TERMINAL);
}

function resultOf(name: string, prediction: Prediction): ClusterTestResult {
  const { seen, followed } = readRecording(name);
  const trail = trailOf(seen, followed);
  const help = trail.cause && helpFor(trail.cause, { context: 'lab', namespace: seen.namespace });
  return {
    apiVersion: 'argoflow.dev/v1',
    kind: 'ClusterTestResult',
    context: 'lab',
    namespace: seen.namespace,
    ...followed,
    eventType: 'webhook',
    prediction,
    stimulus: { kind: 'http', origin: 'a test', body: null },
    trail,
    ...(help && { help }),
    timedOut: false,
    followed: true,
    notes: [],
  };
}

const FORESEEN: Prediction = {
  outcome: 'failed',
  because:
    '"sensorforbidde-sensor" lacks "create" on workflows in namespace "argo-events": the Role has "get" on workflows, but not "create"',
};

describe('an event that was followed', () => {
  it.each(['ok-k8s', 'sensor-forbidden-k8s', 'pods-forbidden', 'image-pull', 'auth-secret-missing'])(
    '%s',
    async (name) => {
      const text = printed(name);
      await expect(text).toMatchFileSnapshot(`follow/${name}.txt`);
      expect(tooLong(text)).toEqual([]);
    },
  );

  it('and went as it was predicted', async () => {
    const text = printed('sensor-forbidden-k8s', FORESEEN);
    await expect(text).toMatchFileSnapshot('follow/sensor-forbidden-k8s.foreseen.txt');
    expect(tooLong(text)).toEqual([]);
    expect(tooLong(printed('ok-k8s', FORESEEN))).toEqual([]);
  });

  it('and waits for events of other dependencies', () => {
    const evidence = {
      from: 'log of pod both-1',
      text: 'Current state of dependencies: map[a:true b:false]',
    };
    const hop: FollowedHop = {
      kind: 'sensor',
      name: 'both/run',
      state: 'waiting',
      summary: 'it keeps the event',
      evidence,
    };
    const trail: Trail = {
      hops: [],
      triggers: [{ sensor: 'both', trigger: 'run', hops: [hop], held: true }],
      outcome: 'waiting',
    };
    expect(renderVerdict({ ...resultOf('ok-k8s', { outcome: 'waiting' }), trail }, TERMINAL)).toBe(
      [
        '  ○ sensor    both/run  it keeps the event',
        '              log of pod both-1: Current state of dependencies: map[a:true',
        '              b:false]',
        '',
        '○ waits for other events',
        '',
      ].join('\n'),
    );
  });

  /** Only commands are longer than the terminal is wide. */
  function tooLong(text: string): readonly string[] {
    return text.split('\n').filter((line) => line.length > 80 && !line.startsWith('        $ '));
  }
});

describe('a line of a log', () => {
  const line = (text: string): FlowLine => ({
    hop: 'source',
    name: 'demo',
    pod: 'demo-eventsource-1',
    container: 'main',
    time: '2026-11-30T09:28:17.887970071Z',
    text,
  });
  const published = JSON.stringify({
    level: 'info',
    ts: '2026-11-30T09:28:17.887Z',
    logger: 'argo-events.eventsource',
    caller: 'eventsources/eventing.go:605',
    msg: 'Succeeded to publish an event',
    eventSourceName: 'demo',
    eventName: 'deploy',
    eventID: '5cb88428',
  });

  it('is read by people without what says only where in the program it was said', () => {
    expect(renderFlowLine(line(published), TERMINAL)).toBe(
      'source demo 09:28:17.887 Succeeded to publish an event eventName=deploy eventID=5cb88428\n',
    );
    const failed = published
      .replace('"info"', '"error"')
      .replace('"eventID"', '"error":"no stream","eventID"');
    expect(renderFlowLine(line(failed), TERMINAL)).toContain(
      '09:28:17.887 error Succeeded to publish an event eventName=deploy error=no stream eventID=',
    );
    expect(renderFlowLine(line('plain\u001b[31m text'), TERMINAL)).toMatch(/^source demo plain\S* text\n$/);
  });

  it('is left as it is when it is asked for raw', () => {
    expect(renderRawLine(line(published), TERMINAL)).toBe(`source demo ${published}\n`);
  });
});
