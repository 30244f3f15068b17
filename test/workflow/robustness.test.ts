import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import type { JsonObject, JsonValue } from '../../src/json.ts';
import { buildModel } from '../../src/model/build.ts';
import type { WorkflowRun } from '../../src/workflow/run.ts';
import { runWorkflow } from '../../src/workflow/workflow.ts';

const engine = openEngine({ seed: 1 });
afterAll(() => {
  engine.close();
});
const model = buildModel([]);
const at = (path: readonly (string | number)[]) => ({ path });

function run(object: JsonObject, limits: { nodes?: number; depth?: number } = {}): WorkflowRun {
  return runWorkflow({ object, namespace: 'default', at }, { model, engine, options: { limits } });
}

const name = fc.constantFrom('a', 'b', 'c', 'a-b', '', '{{item}}', '{{inputs.parameters.a}}');
const text = fc.oneof(
  name,
  fc.constantFrom(
    ...[
      '{{steps.a.outputs.result}}',
      '{{tasks.a.outputs.parameters.a}}',
      '{{workflow.parameters.a}}',
      '{{=a',
      '{{',
    ],
    ...[
      '}}',
      '{{= inputs.parameters.a ?? 1 }}',
      '{{=}}',
      'a && b.Failed',
      '1 == 1',
      '[1,2]',
      '\u0007',
      '\uE0001\uE001',
    ],
  ),
  fc.string(),
);
const KEYS = [
  'name',
  'template',
  'templates',
  'steps',
  'dag',
  'tasks',
  'container',
  'image',
  'args',
  'arguments',
];
KEYS.push(
  'parameters',
  'value',
  'inputs',
  'outputs',
  'valueFrom',
  'default',
  'when',
  'depends',
  'dependencies',
);
KEYS.push(
  'withItems',
  'withParam',
  'withSequence',
  'count',
  'entrypoint',
  'onExit',
  'hooks',
  'exit',
  'expression',
);
KEYS.push(
  'retryStrategy',
  'limit',
  'suspend',
  'script',
  'inline',
  'templateRef',
  'workflowTemplateRef',
  '__proto__',
);
const anything: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 5 }),
  ),
})).value;

test('no JSON at all makes it throw', () => {
  const kind = fc.constantFrom(
    'Workflow',
    'WorkflowTemplate',
    'ClusterWorkflowTemplate',
    'CronWorkflow',
    'Pod',
  );
  fc.assert(
    fc.property(kind, anything, anything, (of, metadata, spec) => {
      expect(run({ kind: of, metadata, spec })).toHaveProperty('phase');
    }),
    { numRuns: 300 },
  );
});

/** Workflows that mostly pass the checks: the walk itself is what is tried. */
test('no Workflow of the right shape makes it throw', () => {
  const template = fc.constantFrom('main', 'leaf', 'script');
  const args = fc.record({
    parameters: fc.uniqueArray(fc.record({ name: fc.constant('a'), value: text }), { maxLength: 1 }),
  });
  const caller = {
    template,
    arguments: args,
    when: text,
    withParam: text,
    withItems: fc.array(anything, { maxLength: 3 }),
  };
  const step = fc.record(
    { name: fc.constantFrom('a', 'b', 'c'), ...caller },
    { requiredKeys: ['name', 'template'] },
  );
  const task = fc.record(
    {
      name: fc.constantFrom('a', 'b', 'c'),
      ...caller,
      depends: fc.constantFrom('a', 'b.Failed', 'a || !b', 'a &&'),
    },
    { requiredKeys: ['name', 'template'] },
  );
  const body = fc.oneof(
    fc.record({ steps: fc.array(fc.array(step, { maxLength: 2 }), { maxLength: 3 }) }),
    fc.record({
      dag: fc.record({ tasks: fc.uniqueArray(task, { minLength: 1, selector: (one) => one.name }) }),
    }),
  );
  fc.assert(
    fc.property(body, text, (main, command) => {
      const inputs = { parameters: [{ name: 'a', default: 'x' }] };
      const templates = [
        { name: 'main', ...main },
        { name: 'leaf', inputs, container: { image: 'i', command: [command] } },
        {
          name: 'script',
          outputs: { parameters: [{ name: 'a', valueFrom: { path: '/a' } }] },
          script: { image: 'i', source: command },
        },
      ];
      // The shapes above are JSON, which their inferred types do not say.
      const object = {
        kind: 'Workflow',
        metadata: { name: 'w' },
        spec: { entrypoint: 'main', templates },
      } as JsonObject;
      expect(run(object, { nodes: 200, depth: 20 })).toHaveProperty('phase');
    }),
    { numRuns: 300 },
  );
});

test('loops and recursion end', () => {
  const say = { name: 'say', container: { image: 'i' } };
  const step = (extra: JsonObject): JsonObject => ({
    kind: 'Workflow',
    metadata: { name: 'w' },
    spec: { entrypoint: 'main', templates: [{ name: 'main', steps: [[{ name: 'a', ...extra }]] }, say] },
  });
  const wide = run(step({ template: 'say', withSequence: { count: 1_000_000_000 } }));
  expect(wide).toMatchObject({
    phase: 'Unknown',
    truncated: true,
    message: 'argoflow stops after 10000 nodes',
  });
  const both = run(step({ template: 'main', withItems: [1, 2, 3] }), { nodes: 500 });
  expect(both.truncated).toBe(true);
  const deep = run(step({ template: 'main' }));
  expect(deep.phase).toBe('Failed');
});

test('a value that was given for nothing is said to be unused', () => {
  const object: JsonObject = {
    kind: 'Workflow',
    metadata: { name: 'w' },
    spec: {
      entrypoint: 'main',
      templates: [
        { name: 'main', steps: [[{ name: 'build', template: 'say' }]] },
        { name: 'say', container: { image: 'i' } },
      ],
    },
  };
  const options = { nodeOutputs: { 'biuld.exitCode': '1', 'steps.build.status': 'Failed' } };
  const { phase, problems } = runWorkflow({ object, namespace: 'default', at }, { model, engine, options });
  expect(phase).toBe('Failed');
  expect(problems).toMatchObject([{ rule: 'workflow/node-output-unused', severity: 'warning' }]);
  expect(problems[0]?.message).toBe("nothing in the Workflow takes the given value 'biuld.exitCode'");
});
