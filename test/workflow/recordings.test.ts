import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import type { JsonObject } from '../../src/json.ts';
import { buildModel } from '../../src/model/build.ts';
import type { WorkflowNode } from '../../src/workflow/run.ts';
import { runWorkflow } from '../../src/workflow/workflow.ts';

/** What Argo Workflows v4.1.2 made of a Workflow on a real cluster: its nodes, its pods, its end. */
interface Recording {
  readonly workflow: JsonObject;
  readonly status: { readonly phase: string; readonly message?: string };
  readonly nodes: readonly Readonly<Record<string, unknown>>[];
  readonly pods: readonly string[];
}

const RECORDINGS = join(import.meta.dirname, 'recordings');
const engine = openEngine();
afterAll(() => {
  engine.close();
});

describe.each(readdirSync(RECORDINGS))('%s', (file) => {
  const recording = JSON.parse(readFileSync(join(RECORDINGS, file), 'utf8')) as Recording;
  const failed = recording.status.message?.endsWith('(exit code 1)') === true;
  const name = String((recording.workflow['metadata'] as JsonObject)['name']);
  const run = runWorkflow(
    { object: recording.workflow, namespace: 'argo-events', at: (path) => ({ path }) },
    { model: buildModel([]), engine, options: failed ? { nodeOutputs: { [`${name}.exitCode`]: '1' } } : {} },
  );

  test('ends as on the cluster', () => {
    const expected = recording.nodes.length === 0 ? 'Rejected' : recording.status.phase;
    expect(run.phase).toBe(expected);
    expect(run.message).toBe(recording.status.message);
  });

  test('has the nodes of the cluster', () => {
    const nodes = run.root === undefined ? [] : flatten(run.root);
    const seen = nodes.map(({ id, name: full, displayName, type, phase, template, message, inputs }) =>
      dropUndefined({ id, name: full, displayName, type, phase, template, message, inputs }),
    );
    expect(seen.sort((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1))).toEqual(recording.nodes);
    const pods = nodes.flatMap(({ podName }) => (podName === undefined ? [] : [podName]));
    expect(pods.sort((a, b) => (a < b ? -1 : 1))).toEqual(recording.pods);
  });
});

function flatten(node: WorkflowNode): WorkflowNode[] {
  return [node, ...node.children.flatMap(flatten)];
}

function dropUndefined(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
