import { describe, expect, it } from 'vitest';
// @ts-expect-error: a script without types
import { compareTables } from '../../schemas/compare.mjs';
// @ts-expect-error: a script without types
import { correct } from '../../schemas/corrections.mjs';
// @ts-expect-error: a script without types
import { readPublished } from '../../schemas/published.mjs';

/** As a project publishes it: three kinds, and a type that they share. */
const PUBLISHED = {
  definitions: {
    'io.argoproj.events.v1alpha1.EventBus': { properties: { spec: { type: 'object' } } },
    'io.argoproj.events.v1alpha1.EventSource': {
      properties: { spec: { $ref: '#/definitions/io.argoproj.events.v1alpha1.Shared' } },
    },
    'io.argoproj.events.v1alpha1.Sensor': {
      properties: {
        names: { type: 'array', items: { type: 'string' } },
        status: { $ref: '#/definitions/io.argoproj.events.v1alpha1.SensorStatus' },
      },
    },
    'io.argoproj.events.v1alpha1.SensorStatus': { properties: { phase: { type: 'string' } } },
    'io.argoproj.events.v1alpha1.Shared': {
      description: 'not taken over',
      properties: {
        port: { type: 'integer', format: 'int32' },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
  },
};

const CORRECTIONS = [{ at: 'Sensor.status', is: 'any', why: 'only controllers write it' }];
const theirs = readPublished(PUBLISHED, 'argo-events');

describe('a table', () => {
  const ours = correct(theirs, 'argo-events', CORRECTIONS);

  it('has names and types only, with its corrections', () => {
    expect(ours.types).toEqual({
      EventBus: { spec: 'any' },
      EventSource: { spec: 'Shared' },
      Sensor: { names: 'string[]', status: 'any' },
      Shared: { labels: 'string{}', port: 'int32' },
    });
  });

  it('differs from its origin for reasons', () => {
    expect(compareTables(ours, theirs, CORRECTIONS)).toEqual([
      { at: 'Sensor.status', ours: 'any', theirs: 'SensorStatus', why: 'only controllers write it' },
    ]);
  });

  it('shows what a new release has more, less and otherwise', () => {
    const next = structuredClone(PUBLISHED);
    const { properties } = next.definitions['io.argoproj.events.v1alpha1.Shared'];
    properties.port = { type: 'string', format: 'none' };
    Object.assign(properties, { host: { type: 'string' } });
    Reflect.deleteProperty(properties, 'labels');
    const found = compareTables(ours, readPublished(next, 'argo-events'), CORRECTIONS);
    const unexplained = found.filter(({ why }: { readonly why?: string }) => why === undefined);
    expect(unexplained).toEqual([
      { at: 'Shared.host', ours: undefined, theirs: 'string' },
      { at: 'Shared.labels', ours: 'string{}', theirs: undefined },
      { at: 'Shared.port', ours: 'int32', theirs: 'string' },
    ]);
  });
});
