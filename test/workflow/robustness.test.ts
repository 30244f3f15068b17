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

/** Workflows that pass the checks for the most part: the walk itself is what is tried. */
test('no Workflow of the right shape makes it throw', () => {
  const value = fc.constantFrom(
    ...[
      'x',
      '',
      '{{workflow.name}}',
      '{{item}}',
      '{{=asInt("x")}}',
      '{{=nowhere ?? 1}}',
      '{{inputs.parameters}}',
    ],
    ...['[1, {"a": 2}]', '{{= inputs.parameters.a + "é" }}', '\uE0001\uE001', '{{workflow.uid}}', '{{=1 +}}'],
  );
  const loop = fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    fc.record({ withItems: fc.array(anything, { maxLength: 3 }) }),
    fc.record({ withParam: value }),
    fc.record({ withSequence: fc.record({ start: fc.integer({ min: -3, max: 3 }), end: value }) }),
  );
  const when = fc.constantFrom(
    undefined,
    'true',
    '1 == 2',
    'a',
    '{{item}} == x',
    '{{workflow.uid}} == x',
    "'",
  );
  const template = fc.constantFrom('leaf', 'script', 'main', 'again');
  const caller = (callerName: string, earlier: readonly string[]) =>
    fc
      .record({
        template,
        loop,
        when,
        value,
        depends: fc.constantFrom('', ...earlier.flatMap((e) => [e, `!${e}.Failed`])),
      })
      .map(({ loop: items, when: condition, value: a, depends, template: of }) => ({
        name: callerName,
        template: of,
        arguments: { parameters: [{ name: 'a', value: a }] },
        ...items,
        ...(condition !== undefined && { when: condition }),
        ...(depends !== '' && { depends }),
      }));
  const callers = fc.tuple(caller('a', []), caller('b', ['a']), caller('c', ['a', 'b']));
  const steps = fc
    .tuple(caller('a', []), caller('b', []), caller('c', []))
    .map(([a, b, c]) => ({ steps: [[a], [b, c]] }));
  const body = fc.oneof(
    steps,
    callers.map((tasks) => ({ dag: { tasks } })),
  );
  const outputs = fc.dictionary(fc.constantFrom('a.status', 'b.exitCode', 'c.outputs.result'), value);
  const seen = new Set<string>();
  fc.assert(
    fc.property(body, body, value, outputs, (main, again, command, nodeOutputs) => {
      const inputs = { parameters: [{ name: 'a', default: 'x' }] };
      const templates = [
        { name: 'main', inputs, ...main },
        { name: 'again', inputs, retryStrategy: { limit: 1 }, ...again },
        { name: 'leaf', inputs, container: { image: 'i', command: ['{{inputs.parameters.a}}', command] } },
        { name: 'script', script: { image: 'i', source: command } },
      ];
      // The shapes above are JSON, which their inferred types do not say.
      const object = {
        kind: 'Workflow',
        metadata: { name: 'w' },
        spec: { entrypoint: 'main', templates },
      } as JsonObject;
      const options = { nodeOutputs, limits: { nodes: 100, depth: 10 } };
      seen.add(runWorkflow({ object, namespace: 'default', at }, { model, engine, options }).phase);
    }),
    { numRuns: 200, seed: 1 },
  );
  expect(seen.size).toBeGreaterThan(3);
});

test('an object nested too deeply is refused', () => {
  let deep: JsonValue = '{{x}}';
  for (let level = 0; level < 20_000; level += 1) deep = [deep];
  const { phase, problems } = run({ kind: 'Workflow', metadata: { name: 'w' }, spec: { templates: deep } });
  expect(phase).toBe('Rejected');
  expect(problems).toMatchObject([{ rule: 'workflow/too-deep' }]);
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
  const large = run(
    step({ template: 'say', withSequence: { count: 9000 }, when: `{{item}} == ${'x'.repeat(1_000_000)}` }),
  );
  expect(large).toMatchObject({ phase: 'Unknown', truncated: true });
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
  expect(problems[0]?.message).toBe(
    "nothing in the Workflow takes the given value 'biuld.exitCode'; did you mean 'build'?",
  );
});
