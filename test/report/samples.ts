import type { Hop } from '../../src/simulate/trace.ts';
import type { FiringResult, TestEventResult, TriggerResult } from '../../src/test-event/result.ts';
import type { WorkflowRun } from '../../src/workflow/run.ts';

/** Hand-made results: what the reports must be able to show, without the rooms that find it out. */

const SENSOR = `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata:
  name: deploy
spec:
  dependencies:
    - name: push
      eventSourceName: webhook
      eventName: example
      filters:
        data:
          - path: body.message
            type: string
            value: ["^deploy$"]
`;

export const SOURCES = new Map([['sensor.yaml', SENSOR]]);

const FILTER_PLACE = {
  file: 'sensor.yaml',
  resource: 'Sensor/argo-events/deploy',
  path: ['spec', 'dependencies', 0, 'filters', 'data', 0, 'value', 0],
  range: { start: { line: 14, column: 21, offset: 0 }, end: { line: 14, column: 31, offset: 0 } },
} as const;

const SOURCE_HOPS: readonly Hop[] = [
  {
    kind: 'source',
    name: 'webhook/example',
    verdict: 'passed',
    summary: 'POST /deploy is answered with 200 "success"',
    milliseconds: 0.31,
  },
  { kind: 'bus', name: 'default', verdict: 'passed', summary: 'default.webhook.example', milliseconds: 0.02 },
];

const DEPENDENCY: Hop = {
  kind: 'dependency',
  name: 'push',
  verdict: 'passed',
  summary: 'listens to webhook/example',
  milliseconds: 0.01,
};

const WORKFLOW: WorkflowRun = {
  name: 'deploy-xxxxx',
  phase: 'Succeeded',
  problems: [],
  parameters: { message: 'Dont call me Shirley' },
  root: {
    id: 'deploy-xxxxx',
    name: 'deploy-xxxxx',
    displayName: 'deploy-xxxxx',
    type: 'Steps',
    template: 'main',
    phase: 'Succeeded',
    children: [
      {
        id: 'deploy-xxxxx-1',
        name: 'deploy-xxxxx[0]',
        displayName: '[0]',
        type: 'StepGroup',
        phase: 'Succeeded',
        children: [
          {
            id: 'deploy-xxxxx-2',
            name: 'deploy-xxxxx[0].build',
            displayName: 'build',
            type: 'Pod',
            template: 'compile',
            phase: 'Succeeded',
            image: 'golang:1.26',
            command: ['sh', '-c'],
            args: ['set -e\ngo build ./...\ngo test ./...\n'],
            children: [],
          },
        ],
      },
      {
        id: 'deploy-xxxxx-3',
        name: 'deploy-xxxxx[1]',
        displayName: '[1]',
        type: 'StepGroup',
        phase: 'Succeeded',
        children: [
          {
            id: 'deploy-xxxxx-4',
            name: 'deploy-xxxxx[1].say',
            displayName: 'say',
            type: 'Pod',
            template: 'whalesay',
            phase: 'Succeeded',
            image: 'docker/whalesay:latest',
            command: ['cowsay'],
            args: ['Dont call me Shirley', '{{steps.build.outputs.result}}'],
            unknown: ['steps.build.outputs.result'],
            children: [],
          },
          {
            id: 'deploy-xxxxx-5',
            name: 'deploy-xxxxx[1].notify',
            displayName: 'notify',
            type: 'Skipped',
            template: 'notify',
            phase: 'Skipped',
            message: "when 'false' evaluated false",
            children: [],
          },
        ],
      },
    ],
  },
};

const FIRES: TriggerResult = {
  sensor: 'deploy',
  namespace: 'argo-events',
  trigger: 'run',
  outcome: 'fires',
  hops: [
    DEPENDENCY,
    {
      kind: 'filter',
      name: 'data filter',
      verdict: 'passed',
      summary: 'body.message matches "^deploy$"',
      milliseconds: 0.18,
    },
    { kind: 'condition', name: 'push', verdict: 'passed', summary: 'all there', milliseconds: 0.05 },
    {
      kind: 'parameters',
      name: 'run',
      verdict: 'passed',
      summary: 'spec.arguments.parameters.0.value = "Dont call me Shirley"',
      milliseconds: 0.09,
      notes: ['the parameter has no dataKey: the message becomes the whole event as JSON with base64 data'],
    },
    {
      kind: 'trigger',
      name: 'run',
      verdict: 'passed',
      summary: 'creates a Workflow deploy- in argo-events',
      milliseconds: 0.42,
    },
    { kind: 'workflow', name: 'deploy-xxxxx', verdict: 'passed', summary: '2 pods', milliseconds: 3.5 },
  ],
  workflow: WORKFLOW,
};

const FILTERED: TriggerResult = {
  sensor: 'deploy',
  namespace: 'argo-events',
  trigger: 'run',
  outcome: 'filtered',
  hops: [
    DEPENDENCY,
    {
      kind: 'filter',
      name: 'data filter',
      verdict: 'stopped',
      summary: 'body.message is "Dont call me Shirley", which does not match "^deploy$"',
      milliseconds: 0.18,
      at: FILTER_PLACE,
      decision: {
        subject: 'body.message',
        value: '"Dont call me Shirley"',
        expected: '= "^deploy$" (regular expression)',
        wouldPass: 'a text in body.message that "^deploy$" matches, such as "deploy"',
        at: FILTER_PLACE,
      },
    },
  ],
};

function firing(trigger: TriggerResult | undefined): FiringResult {
  return {
    eventSource: 'webhook',
    namespace: 'argo-events',
    eventName: 'example',
    type: 'webhook',
    stimulus: {
      kind: 'http',
      origin: 'event.json',
      request: 'POST /deploy',
      headers: { 'Content-Type': 'application/json' },
      body: '{"message":"Dont call me Shirley"}',
    },
    response: { status: 200, headers: {}, body: 'success' },
    event: {
      id: '0123456789abcdef0123456789abcdef',
      type: 'webhook',
      source: 'webhook',
      subject: 'example',
      dataContentType: 'application/json',
      time: '2026-11-23T16:09:48Z',
      data: '{"header":{},"body":{"message":"Dont call me Shirley"}}',
    },
    hops: SOURCE_HOPS,
    triggers: trigger === undefined ? [] : [trigger],
  };
}

export const RESULTS = {
  fires: result('fires', firing(FIRES)),
  filtered: result('filtered', firing(FILTERED)),
  silence: result('dropped', firing(undefined)),
} as const;

function result(outcome: TestEventResult['outcome'], one: FiringResult): TestEventResult {
  const met = outcome === 'fires';
  return {
    apiVersion: 'argoflow.dev/v1',
    kind: 'TestEventResult',
    outcome,
    asExpected: met,
    expectations: [{ expected: 'fires', actual: outcome, met }],
    firings: [one],
    diagnostics: [],
  };
}
