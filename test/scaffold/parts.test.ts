import { afterAll, describe, expect, it } from 'vitest';
import { readDependencies, sourceEvents } from '../../src/scaffold/dependencies.ts';
import type { Project } from '../../src/scaffold/project.ts';
import { findTemplate, forTemplate } from '../../src/scaffold/sensor/of-template.ts';
import { proposedValue } from '../../src/scaffold/sensor/plan.ts';
import { SOURCE_TYPES } from '../../src/simulate/sources/source-type.ts';
import { everyTriggerFires, flowOf, named } from './flow.ts';
import {
  BUSES,
  emptyProject,
  engine,
  fire,
  planEventBus,
  planIngress,
  planSource,
  planTemplate,
  planTrigger,
  problemsOf,
  SENSORS,
  SENSORS_OF_TEMPLATES,
  SOURCES,
  takable,
  WORKFLOW_TEMPLATES,
  written,
} from './project.ts';

afterAll(() => engine.close());

/** What lint has to say of events that nobody waits for is no fault. */
async function faultsOf(project: Project): Promise<readonly string[]> {
  return (await problemsOf(project)).filter((text) => !text.includes('event-bus/unused-event'));
}

describe('an Ingress', () => {
  const http = SOURCE_TYPES.filter((type) => type.http).map(({ key }) => key);

  it.each(http)('leads to an event source of type %s', async (type) => {
    const flow = flowOf(named(SOURCES, type));
    const project = written(flow, planIngress(flow));
    expect(await faultsOf(project)).toEqual([]);
    expect(project.model.ingresses[0]?.backends).toMatchObject([
      { serviceName: `${project.model.eventSources[0]?.name}-eventsource-svc` },
    ]);
    // Once more changes nothing.
    expect(written(project, planIngress(project)).texts).toEqual(project.texts);
  });
});

describe.each(WORKFLOW_TEMPLATES)('a WorkflowTemplate of kind $name', (kind) => {
  it.each(SENSORS_OF_TEMPLATES)('runs by $name with a value of the event', async (sensor) => {
    for (const type of ['github', 'kafka', 'minio', 'calendar', 'resource']) {
      const flow = flowOf(named(SOURCES, type));
      const own = { name: 'build', parameter: 'subject' };
      const withTemplate = written(flow, planTemplate(flow, kind, own));
      const template = findTemplate(withTemplate, 'build');
      const dependencies = readDependencies(sourceEvents(flow.model), []);
      const proposals = dependencies.flatMap(({ name, from }) =>
        takable(from)
          .slice(0, 1)
          .map((one) => proposedValue(one, name)),
      );
      const values = forTemplate(template, proposals, false);
      expect(values.map(({ name }) => name)).toEqual(['subject']);
      const given = { 'workflow-template': 'build' };
      const project = written(withTemplate, planTrigger(withTemplate, sensor, { values, given }));
      expect(await faultsOf(project)).toEqual([]);
      everyTriggerFires(project, 1);
    }
  });
});

describe.each(BUSES)('a bus of kind $name', (bus) => {
  it.each(['webhook', 'calendar', 'resource', 'amqp'])('carries events of type %s', async (type) => {
    let project = emptyProject('# All.\nresources: []\n');
    project = written(project, planSource(project, named(SOURCES, type), { bus: 'main' }));
    for (const kind of ['k8s', 'log'])
      project = written(project, planTrigger(project, named(SENSORS, kind), {}));
    // The bus that they ask for comes last, and changes the roles of those that are there.
    const addition = planEventBus(project, bus);
    expect(addition.answers.get('name')).toBe('main');
    project = written(project, addition);
    expect(await problemsOf(project)).toEqual([]);
    expect(fire(project, []).outcome).toBe('fires');
    const again = written(project, planEventBus(project, bus, { name: 'main' }));
    expect([...again.texts]).toEqual([...project.texts]);
  });
});

it('on a Kafka bus nobody waits for several events without knowing what comes of it', () => {
  let project = emptyProject();
  for (const type of ['github', 'gitlab'])
    project = written(project, planSource(project, named(SOURCES, type)));
  project = written(project, planEventBus(project, named(BUSES, 'kafka')));
  const events = ['github', 'gitlab'];
  const log = named(SENSORS, 'log');
  expect(() => planTrigger(project, log, { events })).toThrow('the bus "default" is Kafka');
  const either = planTrigger(project, log, { events, conditions: 'github-example || gitlab-example' });
  expect(either.files.map(({ path }) => path)).toContain('github-log-sensor.yaml');
});
