import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject, type JsonValue, valueAt } from '../../src/json.ts';
import { buildModel } from '../../src/model/build.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import type { EventTrace } from '../../src/simulate/trace.ts';
import { createWorld } from '../../src/simulate/world.ts';
import { parseYaml } from '../../src/yaml/parse.ts';
import { engine } from './flow.ts';

// What a real cluster did (Kubernetes 1.36.3, Argo Events 1.9.11, Argo Workflows 4.1.2, JetStream bus): the request,
// its answer, the Workflows that were there afterwards, and the errors and warnings in the sensor's log.

const FOLDER = new URL('recordings/', import.meta.url);

interface Expected {
  readonly workflows: readonly {
    readonly generateName: string;
    readonly namespace: string;
    readonly arguments: JsonObject;
    readonly labels: JsonObject;
  }[];
  readonly log: readonly string[];
}

function read<T>(name: string, file: string): T {
  return JSON.parse(readFileSync(new URL(`${name}/${file}`, FOLDER), 'utf8')) as T;
}

function replay(
  name: string,
  id = '00000000000040008000000000000000',
  now = '2026-11-23T16:10:09Z',
): EventTrace {
  const manifests = read<readonly JsonObject[]>(name, 'manifests.json');
  const text = manifests.map((manifest) => JSON.stringify(manifest)).join('\n---\n');
  const model = buildModel(parseYaml(text, 'manifests.yaml').documents, {});
  const world = { ...createWorld({ now }), eventId: () => id };
  const sent = read<{ method: string; path: string; body: JsonValue }>(name, 'request.json');
  const body = `{"message": ${JSON.stringify(valueAt(sent.body, ['message']))}}`;
  const [eventSource] = model.eventSources;
  const [event] = eventSource?.events ?? [];
  if (eventSource === undefined || event === undefined) throw new Error('no event');
  const headers = [
    ['Accept-Encoding', 'identity'],
    ['Content-Type', 'application/json'],
    ['Content-Length', String(body.length)],
    ['Host', '10.0.0.1:12000'],
    ['User-Agent', 'Python-urllib/3.11'],
    ['Connection', 'close'],
  ] as const;
  const request = { method: sent.method, target: sent.path, headers, body };
  return createSimulator(model, engine(), world).fire({
    eventSource,
    event,
    stimulus: { kind: 'http', request },
  });
}

/** The object that the trigger would create or submit, in the form of the recording. */
function workflowsOf(trace: EventTrace): Expected['workflows'] {
  return trace.triggers.flatMap(({ action, outcome }) => {
    if (outcome !== 'fires' || action === undefined || !('object' in action)) return [];
    const { metadata, spec } = action.object;
    if (!isObject(metadata) || !isObject(spec) || !isObject(metadata['labels']))
      throw new Error('odd object');
    const { 'events.argoproj.io/action-timestamp': time, ...labels } = metadata['labels'];
    expect(time).toBe(String(Date.parse('2026-11-23T16:10:09Z')));
    return [
      {
        generateName: String(metadata['generateName']),
        namespace: String(metadata['namespace'] ?? trace.triggers[0]?.namespace),
        arguments: JSON.parse(JSON.stringify(spec['arguments'])) as JsonObject,
        labels: { ...labels },
      },
    ];
  });
}

describe('the recordings of a real cluster', () => {
  const names = readdirSync(FOLDER);

  it.each(names)('%s: the caller is told the same', (name) => {
    const { response } = replay(name);
    const expected = read<{ status: number; body: string; headers: JsonObject }>(name, 'response.json');
    expect(response).toEqual(expected);
  });

  it.each(names)('%s: the same Workflows are made', (name) => {
    expect(workflowsOf(replay(name))).toEqual(read<Expected>(name, 'expected.json').workflows);
  });

  it.each(['ok-k8s', 'ok-argo-submit', 'ok-steps', 'workflow-fails', 'invalid-workflow-k8s'])(
    '%s fires',
    (name) => {
      expect(replay(name).triggers.map(({ outcome }) => outcome)).toEqual(['fires']);
    },
  );

  it('filter-false and filter-expr-false: the filter says no', () => {
    for (const name of ['filter-false', 'filter-expr-false']) {
      const [trigger] = replay(name).triggers;
      expect(trigger?.outcome).toBe('filtered');
      expect(trigger?.hops.at(-1)).toMatchObject({ kind: 'filter', verdict: 'stopped' });
    }
  });

  it('filter-path-missing: the event and the error are those of the log', () => {
    const [line = ''] = read<Expected>('filter-path-missing', 'expected.json').log;
    const [, id = '', data = '', error = ''] =
      /^Event \[ID '(\w+)'.*?Data '(.*)'\] discarded due to filtering error: (.*)$/.exec(line) ?? [];
    const trace = replay('filter-path-missing', id);
    expect(trace.event?.data).toBe(data);
    expect(trace.triggers[0]).toMatchObject({ outcome: 'discarded' });
    expect(trace.triggers[0]?.hops.at(-1)).toMatchObject({
      kind: 'filter',
      verdict: 'failed',
      summary: error,
    });
  });

  it('parameter-missing: the trigger fails with the error of the log', () => {
    const [trigger] = replay('parameter-missing').triggers;
    expect(trigger?.outcome).toBe('failed');
    const [error] = read<Expected>('parameter-missing', 'expected.json').log;
    expect(trigger?.hops.at(-1)).toMatchObject({ kind: 'trigger', verdict: 'failed', summary: error });
    expect(trigger?.hops.find(({ kind }) => kind === 'parameters')?.decision?.subject).toBe('body.nope');
  });

  it('unknown-condition: the trigger can never fire, with the error of the log', () => {
    const [trigger] = replay('unknown-condition').triggers;
    expect(trigger?.outcome).toBe('inert');
    const [error] = read<Expected>('unknown-condition', 'expected.json').log;
    expect(trigger?.hops.at(-1)?.summary).toContain(error);
  });

  it('wrong-event-name: nobody hears the event, and the nearest name is told', () => {
    const trace = replay('wrong-event-name');
    expect(trace.triggers).toEqual([]);
    expect(trace.event).toBeDefined();
    const bus = trace.hops.at(-1);
    expect(bus).toMatchObject({ kind: 'bus', verdict: 'stopped' });
    expect(bus?.decision?.wouldPass).toContain('with eventName "example" it would hear this event');
  });

  it('source-filter-false: the event never reaches the bus', () => {
    const trace = replay('source-filter-false');
    expect(trace.event).toBeUndefined();
    expect(trace.hops.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual([
      'source passed',
      'source-filter stopped',
    ]);
  });
});
