import { expect, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { buildLiveModel, liveResource } from '../../src/model/live.ts';
import { formatPlace } from '../../src/report/place.ts';

const sensor: JsonObject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Sensor',
  metadata: {
    name: 'foo',
    namespace: 'bar',
    labels: { constructor: 'x' },
    managedFields: [{ manager: 'kubectl', fieldsV1: { 'f:spec': {} } }],
  },
  spec: {
    dependencies: [{ name: 'd', eventSourceName: 'hook', eventName: 'e' }],
    triggers: [
      {
        template: {
          name: 't',
          k8s: {
            operation: 'create',
            source: {
              resource: {
                apiVersion: 'argoproj.io/v1alpha1',
                kind: 'Workflow',
                metadata: { generateName: 'w-' },
                spec: { workflowTemplateRef: { name: 'gone' } },
              },
            },
          },
        },
      },
    ],
  },
  status: { conditions: [] },
};

it('an object of a cluster is called by its name and a path, and cannot be edited', () => {
  const resource = liveResource(sensor);
  expect(resource.at(['spec', 'triggers', 0])).toEqual({
    resource: 'Sensor/bar/foo',
    path: ['spec', 'triggers', 0],
  });
  expect(formatPlace(resource.at(['spec', 'triggers', 0]))).toBe('Sensor/bar/foo spec.triggers[0]');
  expect(resource.written([])).toBeUndefined();
});

it('what only the cluster writes is left out, and no name of a key is special', () => {
  const { value } = liveResource(sensor);
  expect(JSON.parse(JSON.stringify(value))).toEqual({
    apiVersion: sensor['apiVersion'],
    kind: 'Sensor',
    metadata: { name: 'foo', namespace: 'bar', labels: { constructor: 'x' } },
    spec: sensor['spec'],
  });
  expect('toString' in value).toBe(false);
  expect('toString' in liveResource({ ...sensor, metadata: {} }).value).toBe(false);
});

it('objects of a cluster are linked like those of files, also what stands inside them', () => {
  const model = buildLiveModel([
    sensor,
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'EventSource',
      metadata: { name: 'hook', namespace: 'bar' },
      spec: { webhook: { e: { port: '12000', endpoint: '/', method: 'POST' } } },
    },
  ]);
  const link = model.links.find(({ to }) => to.kind === 'EventSource');
  expect(link?.target?.name).toBe('hook');
  const [workflow] = model.embedded;
  expect(workflow?.resource.at(['spec', 'workflowTemplateRef', 'name'])).toMatchObject({
    resource: 'Sensor/bar/foo',
    path: [
      'spec',
      'triggers',
      0,
      'template',
      'k8s',
      'source',
      'resource',
      'spec',
      'workflowTemplateRef',
      'name',
    ],
  });
  expect(model.diagnostics).toEqual([]);
});
