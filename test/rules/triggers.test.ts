import { afterAll, describe, expect, it } from 'vitest';
import { formatPath } from '../../src/diagnostic.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import { buildModel } from '../../src/model/build.ts';
import { EVENT_BUS_RULES } from '../../src/rules/event-bus/index.ts';
import { KUBERNETES_RULES } from '../../src/rules/kubernetes/index.ts';
import { PARAMETER_RULES } from '../../src/rules/parameter/index.ts';
import { POLICY_RULES } from '../../src/rules/policy/index.ts';
import { reachOf } from '../../src/rules/reach.ts';
import { runRules } from '../../src/rules/run.ts';
import { SENSOR_RULES } from '../../src/rules/sensor/index.ts';
import { TRIGGER_RULES } from '../../src/rules/trigger/index.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const engine = openEngine();
afterAll(() => engine.close());

const RULES = [
  ...PARAMETER_RULES,
  ...TRIGGER_RULES,
  ...POLICY_RULES,
  ...SENSOR_RULES,
  ...EVENT_BUS_RULES,
  ...KUBERNETES_RULES,
];

function findings(text: string, port: Engine = engine): readonly string[] {
  const { documents, diagnostics } = parseYaml(text, 'flow.yaml');
  expect(diagnostics).toEqual([]);
  const model = buildModel(documents);
  const reach = reachOf(model, { complete: true, external: [] });
  return runRules(RULES, model, { engine: port, reach })
    .filter(({ severity }) => severity !== 'info')
    .map(({ rule, at }) => `${rule} ${formatPath((at.path ?? []).slice(4))}`);
}

/** A Workflow for each event, from two dependencies. */
function sensor({ conditions = '', parameters = '[]', trigger = '', dependency = '' }): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: build}
spec:
  dependencies:
    - {name: push, eventSourceName: github, eventName: push${dependency}}
    - {name: tag, eventSourceName: github, eventName: tag}
  triggers:
    - template:
        name: build
        conditions: "${conditions}"
        k8s:
          operation: create
          source:
            resource:
              apiVersion: argoproj.io/v1alpha1
              kind: Workflow
              metadata: {generateName: build-}
              spec:
                entrypoint: main
                arguments: {parameters: [{name: ref, value: main}, {name: commit, value: HEAD}]}
                templates: [{name: main, container: {image: busybox, command: [echo, "{{workflow.parameters.ref}}"]}}]
          parameters: ${parameters}
      ${trigger}
`;
}

const SOURCE = `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github}
spec:
  github:
    push: {repositories: [{owner: example, names: [app]}], events: [push], webhook: {endpoint: /push, port: "12000"}}
  amqp:
    tag: {url: "amqp://rabbit:5672", exchangeName: builds, exchangeType: fanout, routingKey: app}
---
`;

const VALUE = (index: number) => `dest: spec.arguments.parameters.${index}.value`;

describe('nothing is said of', () => {
  it.each([
    [
      'a field that either of two events fills',
      sensor({
        conditions: 'push || tag',
        parameters: `[{src: {dependencyName: push, dataKey: body.ref}, ${VALUE(0)}}, {src: {dependencyName: tag, dataKey: body.ref}, ${VALUE(0)}}]`,
      }),
    ],
    [
      'a parameter that another one rewrites',
      sensor({
        parameters: `[{src: {dependencyName: later, dataKey: body.ref}, ${VALUE(0)}}]`,
        trigger:
          'parameters: [{src: {dependencyName: push, dataKey: body.from}, dest: k8s.parameters.0.src.dependencyName}]',
      }),
    ],
    [
      'a key of data that a transformation makes',
      SOURCE +
        sensor({
          dependency: ", transform: {jq: '{ref: .body.ref}'}",
          parameters: `[{src: {dependencyName: push, dataKey: ref}, ${VALUE(0)}}]`,
        }),
    ],
    [
      'keys of an event source that was not given',
      sensor({ parameters: `[{src: {dependencyName: push, dataKey: anything}, ${VALUE(0)}}]` }),
    ],
    [
      'a new item that gets its name as well',
      sensor({
        parameters:
          '[{src: {dependencyName: push, dataKey: body.ref}, dest: spec.arguments.parameters.2.value}, {src: {dependencyName: push, dataKey: body.name}, dest: spec.arguments.parameters.2.name}]',
      }),
    ],
    [
      'a name that a parameter replaces',
      sensor({
        parameters: '[{src: {dependencyName: push, dataKey: body.after}, dest: metadata.name}]',
      }).replace('generateName: build-', 'name: build'),
    ],
    [
      'a new label with an escaped dot',
      sensor({
        parameters: `[{src: {dependencyName: push, dataKey: body.ref}, dest: 'metadata.labels.example\\.com/ref'}]`,
      }),
    ],
  ])('%s', (_, text) => {
    expect(findings(text)).toEqual([]);
  });
});

describe('something is said of', () => {
  it.each([
    [
      'a message that is base64 text',
      SOURCE + sensor({ parameters: `[{src: {dependencyName: tag, dataKey: body.ref}, ${VALUE(0)}}]` }),
      ['parameter/unknown-key k8s.parameters[0].src.dataKey'],
    ],
    [
      'a header that is spelled as its sender does',
      SOURCE +
        sensor({
          parameters: `[{src: {dependencyName: push, dataKey: headers.X-GitHub-Event.0}, ${VALUE(0)}}]`,
        }),
      ['parameter/unknown-key k8s.parameters[0].src.dataKey'],
    ],
    [
      'a default that replaces what another event gave',
      sensor({
        conditions: 'push || tag',
        parameters: `[{src: {dependencyName: push, dataKey: body.ref}, ${VALUE(0)}}, {src: {dependencyName: tag, dataKey: body.ref, value: none}, ${VALUE(0)}}]`,
      }),
      ['parameter/duplicate-destination k8s.parameters[0].dest'],
    ],
    [
      'an index behind the end, after one that is fine',
      sensor({
        parameters: `[{src: {dependencyName: push, dataKey: body.ref}, ${VALUE(0)}}, {src: {dependencyName: push, dataKey: body.ref}, ${VALUE(5)}}]`,
      }),
      ['parameter/index-out-of-range k8s.parameters[1].dest'],
    ],
    [
      'the list of a dlqTrigger',
      sensor({
        trigger:
          'atLeastOnce: true\n      dlqTrigger: {atLeastOnce: true, template: {name: failed, http: {url: "https://a.example.com", payload: [{src: {dependencyName: nobody, dataKey: body}, dest: text}]}}}',
      }),
      ['parameter/unknown-dependency template.http.payload[0].src.dependencyName'],
    ],
    [
      'a limit of a trigger that divides by zero',
      sensor({ trigger: 'rateLimit: {unit: Second}' }),
      ['trigger/rate-limit-zero '],
    ],
  ])('%s', (_, text, expected) => {
    expect(findings(text)).toEqual(expected);
  });
});

it('the engine is not asked when there is nothing to ask', () => {
  const silent: Engine = {
    ask() {
      throw new Error('the engine was asked');
    },
    close() {},
  };
  const text = sensor({
    parameters: `[{src: {dependencyName: push, dataKey: body.ref}, ${VALUE(0)}}]`,
    trigger: 'retryStrategy: {steps: 1, duration: 10s}',
  });
  expect(findings(SOURCE + text, silent)).toEqual([]);
});
