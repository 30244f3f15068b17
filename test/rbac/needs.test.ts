import { describe, expect, test } from 'vitest';
import { buildModel } from '../../src/model/build.ts';
import type { Releases } from '../../src/rbac/need.ts';
import { needsOf } from '../../src/rbac/needs.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

/** `verb group/resource name namespace`, with "?" for what only some runs need. */
function needs(text: string, releases: Releases = {}): readonly string[] {
  const model = buildModel(parseYaml(text, 'flow.yaml').documents, { namespace: 'ns' });
  return needsOf(model, releases).needs.map(({ account, request, when }) => {
    const { verb, group, resource, subresource, name, namespace } = request;
    const full = `${group}/${resource}${subresource === '' ? '' : `/${subresource}`}`;
    return `${account.name}: ${verb} ${full} ${name || '*'} ${namespace || 'cluster'}${when === undefined ? '' : '?'}`;
  });
}

function sensor(trigger: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: s}
spec:
  template: {serviceAccountName: sa}
  dependencies: [{name: d, eventSourceName: e, eventName: x}]
  triggers: [{template: {name: t, ${trigger}}}]
`;
}

const k8s = (operation: string, object = '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}') =>
  sensor(`k8s: {operation: ${operation}, source: {resource: ${object}}}`);
const argo = (operation: string, more = '') =>
  sensor(
    `argoWorkflow: {operation: ${operation}, ${more} source: {resource: {apiVersion: argoproj.io/v1alpha1, kind: Workflow, metadata: {name: a}}}}`,
  );

describe('a k8s trigger', () => {
  test.each<[string, readonly string[]]>([
    ['create', ['create /configmaps * ns']],
    ['update', ['get /configmaps a ns', 'update /configmaps a ns', 'create /configmaps * ns?']],
    ['patch', ['get /configmaps a ns', 'patch /configmaps a ns', 'create /configmaps * ns?']],
    ['delete', ['get /configmaps a ns', 'delete /configmaps a ns']],
  ])('%s', (operation, expected) => {
    expect(needs(k8s(operation))).toEqual(expected.map((one) => `sa: ${one}`));
  });

  test('asks for the plural that the sensor guesses, in the namespace of the object', () => {
    const object =
      '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a, namespace: other}}';
    expect(needs(k8s('create', object))).toEqual(['sa: create networking.k8s.io/networkpolicies * other']);
    const cluster = '{apiVersion: v1, kind: Namespace, metadata: {name: a}}';
    expect(needs(k8s('create', cluster))).toEqual(['sa: create /namespaces * cluster']);
  });
});

// Each set was measured on an API server.
describe('an argoWorkflow trigger', () => {
  test.each<[string, readonly string[]]>([
    ['resubmit', ['get argoproj.io/workflows a ns', 'create argoproj.io/workflows * ns']],
    ['resume', ['get argoproj.io/workflows a ns', 'update argoproj.io/workflows a ns']],
    ['suspend', ['get argoproj.io/workflows a ns', 'update argoproj.io/workflows a ns']],
    ['stop', ['get argoproj.io/workflows a ns', 'patch argoproj.io/workflows a ns']],
    ['terminate', ['get argoproj.io/workflows a ns', 'patch argoproj.io/workflows a ns']],
    ['retry', ['get argoproj.io/workflows a ns', 'update argoproj.io/workflows a ns', 'delete /pods * ns']],
  ])('%s', (operation, expected) => {
    expect(sorted(needs(argo(operation)))).toEqual(sorted(expected.map((one) => `sa: ${one}`)));
  });

  test('submit with a cluster template, by the release that ships the argo program', () => {
    const text = sensor(
      'argoWorkflow: {operation: submit, source: {resource: {apiVersion: argoproj.io/v1alpha1, kind: Workflow, metadata: {generateName: a-}, spec: {workflowTemplateRef: {name: w, clusterScope: true}}}}}',
    );
    const submit = ['create argoproj.io/workflows * ns', 'list argoproj.io/workflows * ns'];
    const all = ['get', 'list', 'watch'].map(
      (verb) => `${verb} argoproj.io/clusterworkflowtemplates * cluster`,
    );
    expect(needs(text)).toEqual([...submit, ...all].map((one) => `sa: ${one}`));
    const old = [...submit, 'get argoproj.io/clusterworkflowtemplates w cluster'];
    expect(needs(text, { argoEvents: '1.9.9' })).toEqual(old.map((one) => `sa: ${one}`));
  });
});

describe('an event source', () => {
  const source = (spec: string, more = '') =>
    `apiVersion: argoproj.io/v1alpha1\nkind: EventSource\nmetadata: {name: es${more}}\nspec: {${spec}}\n`;

  test('asks for nothing, but to watch and to remember', () => {
    expect(needs(source('webhook: {a: {port: "1"}}'))).toEqual([]);
    expect(needs(source('resource: {a: {group: batch, version: v1, resource: jobs}}'))).toEqual([
      'default: list batch/jobs * cluster',
      'default: watch batch/jobs * cluster',
    ]);
    expect(
      needs(
        source('calendar: {a: {interval: 1s, persistence: {configMap: {name: c, createIfNotExist: true}}}}'),
      ),
    ).toEqual([
      'default: get /configmaps c ns',
      'default: update /configmaps c ns',
      'default: create /configmaps * ns',
    ]);
  });

  test('elects by a lease where the annotation says so, for types that elect', () => {
    const annotated = ', annotations: {events.argoproj.io/leader-election: k8s}';
    expect(needs(source('webhook: {a: {port: "1"}}', annotated))).toEqual([]);
    expect(needs(source('calendar: {a: {interval: 1s}}', annotated))).toEqual([
      'default: get coordination.k8s.io/leases eventsource-es ns',
      'default: create coordination.k8s.io/leases * ns',
      'default: update coordination.k8s.io/leases eventsource-es ns',
    ]);
  });
});

test('the parts of a Workflow ask as the accounts that they have', () => {
  const text = `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: w}
spec:
  entrypoint: main
  serviceAccountName: pods
  artifactGC: {strategy: OnWorkflowDeletion}
  templates:
    - name: main
      steps: [[{name: a, template: make}], [{name: b, template: call}]]
    - name: make
      resource: {action: apply, manifest: "{apiVersion: v1, kind: ConfigMap, metadata: {name: made}}"}
    - name: call
      http: {url: "https://example.com"}
    - name: unused
      resource: {action: delete, manifest: "{apiVersion: v1, kind: Secret, metadata: {name: never}}"}
`;
  expect(sorted(needs(text))).toEqual([
    'pods: create /configmaps * ns',
    'pods: create argoproj.io/workflowtaskresults * ns',
    'pods: get /configmaps made ns',
    'pods: patch /configmaps made ns',
    'pods: patch argoproj.io/workflowtaskresults * ns',
    'pods: patch argoproj.io/workflowtasksets/status * ns',
    'pods: watch argoproj.io/workflowtasksets * ns',
  ]);
  expect(needs(text, { argoWorkflows: '3.3.10' })).toContain('pods: patch /pods * ns');
});

function sorted(lines: Iterable<string>): readonly string[] {
  return [...lines].sort((a, b) => (a < b ? -1 : 1));
}

test('words that every object of JavaScript has are no operations', () => {
  for (const word of ['constructor', 'toString', '__proto__']) {
    expect(needs(k8s(word))).toEqual([]);
    expect(needs(argo(word))).toEqual([]);
  }
});
