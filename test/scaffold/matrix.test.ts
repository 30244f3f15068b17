import { afterAll, describe, expect, it } from 'vitest';
import { TRIGGER_KINDS } from '../../src/model/kinds/sensor.ts';
import { everyTriggerFires, flowOf } from './flow.ts';
import { engine, planTrigger, problemsOf, SENSORS, SOURCES, written } from './project.ts';

afterAll(() => engine.close());

it('there is a template for each kind of trigger', () => {
  expect(new Set(SENSORS.map(({ name }) => name))).toEqual(new Set(TRIGGER_KINDS));
});

describe.each(SOURCES)('an event of type $name', (type) => {
  it('fires every kind of trigger, with a value of the event in it, and nothing is wrong', async () => {
    const flow = flowOf(type);
    // Each is planned for itself, and all are judged together.
    const files = SENSORS.flatMap((kind) => planTrigger(flow, kind, {}).files);
    const project = written(flow, { files });
    expect(await problemsOf(project)).toEqual([]);
    everyTriggerFires(project, SENSORS.length);
  });
});
