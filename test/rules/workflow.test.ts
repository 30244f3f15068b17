import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { buildModel } from '../../src/model/build.ts';
import { reachOf } from '../../src/rules/reach.ts';
import { runRules } from '../../src/rules/run.ts';
import { WORKFLOW_RULES } from '../../src/rules/workflow/index.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const engine = openEngine();
afterAll(() => engine.close());

function findings(text: string): readonly string[] {
  const { documents, diagnostics } = parseYaml(text, 'flow.yaml');
  expect(diagnostics).toEqual([]);
  const model = buildModel(documents);
  const reach = reachOf(model, { complete: false, external: [] });
  return runRules(WORKFLOW_RULES, model, { engine, reach }).map(
    ({ rule, severity, message }) => `${severity} ${rule.replace('workflow/', '')}: ${message}`,
  );
}

/** A Workflow with the template "main" to begin with, and a template "task" that takes "tag". */
function workflow(main: string, spec = ''): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-, namespace: ci}
spec:
  entrypoint: main
  onExit: task
  arguments: {parameters: [{name: tag, value: v1}, {name: job-name, value: a}]}
${spec}
  templates:
    - name: main
      ${main}
    - name: task
      inputs: {parameters: [{name: tag, default: latest}]}
      container: {image: alpine}
`;
}

const container = (rest: string) => workflow(`container: {image: alpine${rest}}`);
const step = (rest: string) =>
  workflow(`steps: [[{name: one, template: task}], [{name: two, template: task${rest}}]]`);
const field = (line: string) => workflow(`container: {image: alpine}\n      ${line}`);
const retry = (strategy: string) => field(`retryStrategy: ${strategy}`);

const EXPRESSIONS: readonly (readonly [string, string, readonly string[]])[] = [
  ['a value', container(`, args: ["{{=asInt(workflow.parameters.tag) + 1}}"]`), []],
  ['a member in brackets', container(`, args: ["{{=workflow.parameters['job-name']}}"]`), []],
  ['a member that may be missing', container(`, args: ["{{=inputs.parameters?.none ?? 'x'}}"]`), []],
  ['a name of its own', container(`, args: ["{{=let n = 1; n + 1}}"]`), []],
  ['functions', container(`, args: ["{{=sprig.trim(' a ') + toJson(filter([1, 2], {# > 1}))}}"]`), []],
  [
    'a dash',
    container(`, args: ["{{=workflow.parameters.job-name}}"]`),
    [
      'error expression-unknown-name: "workflow.parameters.job" has no value in "workflow.parameters.job-name": the Workflow has no such argument',
      'error expression-unknown-name: "name" has no value in "workflow.parameters.job-name": there is nothing of that name here',
    ],
  ],
  [
    'a brace that ends too early',
    container(`, args: ["{{=toJson({a: {b: 1}})}}"]`),
    ['error expression-syntax: "{{=toJson({a: {b: 1}}" cannot be evaluated: unexpected token EOF'],
  ],
  [
    'a function that sprig does not have',
    container(`, args: ["{{=sprig.env('HOME')}}"]`),
    [
      `error expression-unknown-name: "sprig.env" has no value in "sprig.env('HOME')": sprig has no such function here`,
    ],
  ],
  ['a step that is there', step(`, arguments: {parameters: [{name: tag, value: "{{=steps.one.id}}"}]}`), []],
  [
    'a step that is not there',
    step(`, arguments: {parameters: [{name: tag, value: "{{=steps.on.id}}"}]}`),
    ['error expression-unknown-name: "steps.on" has no value in "steps.on.id": there is no such step'],
  ],
  [
    'a hook on a step that is not there',
    step(`, hooks: {running: {template: task, expression: steps.tow.status == "Running"}}`),
    [
      'error expression-unknown-name: "steps.tow" has no value in "steps.tow.status == "Running"": there is no such step',
    ],
  ],
  ['a condition of a retry', retry('{limit: 1, expression: asInt(lastRetry.exitCode) != 2}'), []],
  ['one that reads a message', retry('{limit: 1, expression: asInt(lastRetry.message) > 0}'), []],
  [
    'one that is no condition',
    retry('{limit: 1, expression: lastRetry.message}'),
    ['error retry-expression: "lastRetry.message" is no condition: it gives Error (exit code 1)'],
  ],
  [
    'one with a member that attempts do not have',
    retry('{limit: 1, expression: lastRetry.code == "1"}'),
    [
      'error expression-unknown-name: "lastRetry.code" has no value in "lastRetry.code == "1"": "lastRetry" has no such member',
    ],
  ],
];

const LOOPS: readonly (readonly [string, string, readonly string[]])[] = [
  ['a list', step(`, withParam: "[1, 2]"`), []],
  ['null', step(', withParam: "null"'), []],
  ['a variable', step(`, withParam: "{{workflow.parameters.tag}}"`), []],
  [
    'an object',
    step(`, withParam: '{"a": 1}'`),
    ['error with-param-invalid: "{"a": 1}" is no JSON list: it is no list'],
  ],
  ['numbers', step(', withSequence: {start: 5, end: "1", format: "job-%02X"}'), []],
  [
    'a word',
    step(', withSequence: {count: many}'),
    ['error with-sequence-invalid: "count" of the sequence is "many", which is no whole number'],
  ],
  [
    'a format that says nothing',
    step(', withSequence: {count: 2, format: "job"}'),
    ['error with-sequence-invalid: the format "job" gives "job%!(EXTRA int=1)" for the number 1'],
  ],
  [
    'an item without what is read',
    step(`, withItems: [{a: 1}, {b: 1}], arguments: {parameters: [{name: tag, value: "{{item.a}}"}]}`),
    ['error item-key-missing: the item has no "a", which "{{item.a}}" reads'],
  ],
  [
    'an item that may be left out',
    step(
      `, withItems: [{a: 1}, {b: 1}], when: "{{item.b}} == 1", arguments: {parameters: [{name: tag, value: "{{item.a}}"}]}`,
    ),
    [],
  ],
];

const FIELDS: readonly (readonly [string, string, readonly string[]])[] = [
  ['a limit that is a variable', retry('{limit: "{{workflow.parameters.tag}}"}'), []],
  ['a limit of none', retry('{limit: 0}'), []],
  [
    'a limit below',
    retry('{limit: -1}'),
    ['warning retry-strategy-invalid: with the limit -1 there is no second attempt'],
  ],
  [
    'a containerSet that never tries',
    workflow(
      'containerSet: {retryStrategy: {retries: 0, duration: "5"}, containers: [{name: main, image: alpine}]}',
    ),
    [
      'error duration-unreadable: "5" is no duration: time: missing unit in duration "5"',
      'error retry-strategy-invalid: with "retries" 0 the containers never run their command',
    ],
  ],
  [
    'a volume of the template',
    field(
      'volumes: [{name: v, emptyDir: {}}]\n      sidecars: [{name: s, image: a, volumeMounts: [{name: v, mountPath: /v}]}]',
    ),
    [],
  ],
  [
    'a claim of the Workflow',
    workflow(
      'container: {image: alpine, volumeMounts: [{name: work, mountPath: /v}, {name: wrok, mountPath: /w}]}',
      '  volumeClaimTemplates: [{metadata: {name: work}, spec: {}}]',
    ),
    ['error volume-missing: there is no volume "wrok": not in the template, and not in the Workflow'],
  ],
  ['a patch with a variable', field(`podSpecPatch: "nodeSelector: {{workflow.parameters.tag}}"`), []],
  [
    'a patch that is a list',
    field('podSpecPatch: "[1]"'),
    ['error pod-spec-patch-invalid: the patch cannot be applied: it is no mapping'],
  ],
  [
    'two metrics of one name',
    field(
      'metrics: {prometheus: [{name: a, help: one, counter: {value: "1"}}, {name: a, help: two, counter: {value: "{{duration}}"}}]}',
    ),
    ['error metric-lost: there is a metric "a" with another help, so one of the two is never emitted'],
  ],
  [
    'a metric whose condition cannot be read',
    field(
      `metrics: {prometheus: [{name: a, help: one, when: "{{status}} = Failed", counter: {value: "1"}}]}`,
    ),
    [
      `error when-invalid: "{{status}} = Failed" cannot be evaluated: Invalid token: '=' (hint: try wrapping the affected expression in quotes ("))`,
    ],
  ],
  [
    'variables in one another',
    step(', when: "{{steps.{{workflow.parameters.tag}}.status}} == Succeeded"'),
    [],
  ],
  [
    'a lock twice',
    field('synchronization: {mutexes: [{name: a}, {name: a}, {name: b}]}'),
    ['error synchronization-invalid: the lock is named twice'],
  ],
  [
    'a key of a cache that is made',
    field('memoize: {key: "{{inputs.parameters.tag}}", maxAge: 1h, cache: {configMap: {name: c}}}'),
    [],
  ],
  [
    'a hook that lacks an input',
    workflow('container: {image: alpine}', '  hooks: {exit: {template: needy}}').replace(
      '    - name: task',
      '    - {name: needy, inputs: {parameters: [{name: tag}, {name: level}]}, container: {image: alpine}}\n    - name: task',
    ),
    [
      'error hook-template: the hook "exit" runs the template "needy" without its input "level"',
      'warning exit-handler-twice: the exit hook never runs: "onExit" does',
    ],
  ],
  ['variables of others', container(`, args: ["{{name}} {{ .Values.x }} {{output}}"]`), []],
  [
    'a misspelt variable',
    container(`, args: ["{{workflows.name}} {{retries}}"]`),
    [
      'warning variable-misspelt: "{{workflows.name}}" stays in the text: there is no such variable',
      'warning variable-misspelt: "{{retries}}" stays in the text: the template has no retryStrategy',
    ],
  ],
  [
    'the attempt in a template that is retried',
    field(`retryStrategy: {limit: 1}\n      sidecars: [{name: s, image: "a:{{retries}}"}]`),
    [],
  ],
];

const resource = (rest: string) => workflow(`resource: ${rest}`);
const RESOURCES: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'a manifest that a variable gives',
    resource(`{action: create, manifest: "{{workflow.parameters.tag}}"}`),
    [],
  ],
  ['flags', resource('{action: patch, flags: [deployment, app], manifest: "spec: {replicas: 1}"}'), []],
  [
    'a name to be made',
    resource('{action: apply, manifest: "{apiVersion: v1, kind: ConfigMap, metadata: {generateName: a-}}"}'),
    ['error manifest-incomplete: the manifest has a "generateName" only, which "apply" cannot use'],
  ],
  [
    'an owner elsewhere',
    resource(
      '{action: create, setOwnerReference: true, manifest: "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: cd}}"}',
    ),
    ['warning owner-elsewhere: the Workflow is in namespace "ci", and cannot own an object in "cd"'],
  ],
  ...[
    'status.phase == Succeeded',
    'status.succeeded > 0, status.failed!=1',
    'kind in (a, b), !x, a.b/c=',
    'status.succeeded > {{workflow.parameters.tag}}',
  ].map((condition): readonly [string, string, readonly string[]] => [
    condition,
    resource(
      `{action: get, manifest: "{apiVersion: v1, kind: Pod, metadata: {name: a}}", successCondition: "${condition}"}`,
    ),
    [],
  ]),
  ...[
    ['a && b', 'parts are joined by commas, which mean "and"'],
    ['a >= 1', 'there are =, ==, !=, <, >, in and notin'],
    ['a > b', 'a name is compared with a whole number'],
    ['a == b c', 'it is no name, and no comparison of a name with a value'],
  ].map(([condition, why]): readonly [string, string, readonly string[]] => [
    `${condition}`,
    resource(
      `{action: get, manifest: "{apiVersion: v1, kind: Pod, metadata: {name: a}}", failureCondition: "${condition}"}`,
    ),
    [`error condition-invalid: "${condition}" cannot be read: ${why}`],
  ]),
];

const template = `---
apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata: {name: build}
spec:
  entrypoint: main
  arguments: {parameters: [{name: title, value: a}]}
  templates: [{name: main, inputs: {parameters: [{name: tag, value: b}]}, container: {image: alpine}}]
`;
const binding = (selector: string, args: string) => `apiVersion: argoproj.io/v1alpha1
kind: WorkflowEventBinding
metadata: {name: build}
spec:
  event: {selector: '${selector}'}
  submit: {workflowTemplateRef: {name: build}, arguments: {parameters: [${args}]}}
${template}`;
const BINDINGS: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'a header and two arguments',
    binding(
      'metadata["x-kind"] == ["push"] && discriminator == "a"',
      '{name: title, valueFrom: {event: payload.a.b}}, {name: tag, valueFrom: {event: string(payload.n)}}',
    ),
    [],
  ],
  [
    'what the event does not have',
    binding(
      'body.action == "opened" || metadata["X-Kind"] == ["a"]',
      '{name: titel, valueFrom: {event: "payload."}}',
    ),
    [
      'error expression-syntax: "payload." cannot be evaluated: unexpected end of expression',
      'error expression-unknown-name: "body" has no value in "body.action == "opened" || metadata["X-Kind"] == ["a"]": there is nothing of that name here',
      'warning argument-unknown: the template "build" has no argument "titel"',
      'error event-header: events have no header "X-Kind": the names begin with "x-", in lower case',
    ],
  ],
];

const call = (inner: string) => `
    - {name: main, steps: [[{name: one, ${inner}}]]}
    - {name: next, dag: {tasks: [{name: two, template: main}]}}
`;
const recursion = (inner: string) => `apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata: {name: build}
spec:
  entrypoint: main
  templates:${call(inner)}`;
const RECURSIONS: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'two templates',
    recursion('template: next'),
    ['warning recursion-endless: there is no end: "main" calls "next" calls "main"'],
  ],
  ['a condition', recursion('template: next, when: "{{workflow.status}} == Running"'), []],
  ['a list that may be empty', recursion('template: next, withParam: "{{workflow.parameters}}"'), []],
];

describe.each([
  ['expressions', EXPRESSIONS],
  ['loops', LOOPS],
  ['fields', FIELDS],
  ['resource templates', RESOURCES],
  ['bindings of events', BINDINGS],
  ['recursion', RECURSIONS],
])('%s', (_, cases) => {
  it.each(cases)('%s', (_about, text, expected) => {
    expect(findings(text)).toEqual(expected);
  });
});
