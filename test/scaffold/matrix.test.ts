import { afterAll, describe, expect, it } from 'vitest';
import { TRIGGER_KINDS } from '../../src/model/kinds/sensor.ts';
import { modelOf } from '../../src/scaffold/project.ts';
import { everyTriggerFires, flowOf, named } from './flow.ts';
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

it('what is missing would be found', async () => {
  const flow = flowOf(named(SOURCES, 'github'));
  const whole = written(flow, planTrigger(flow, named(SENSORS, 'k8s'), {}));
  const texts = new Map([...whole.texts].filter(([path]) => !path.endsWith('-sensor-rbac.yaml')));
  const problems = (await problemsOf({ ...whole, texts, model: modelOf(texts) })).join('\n');
  expect(problems).toContain('error reference/service-account-missing');
  expect(problems).toContain('no account github-k8s-workflow');
  expect(problems).toContain('missing: the trigger "run-workflow" creates a Workflow');
});
