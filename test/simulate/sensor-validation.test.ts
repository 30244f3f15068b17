import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { JsonObject } from '../../src/json.ts';
import { refusedSensor } from '../../src/simulate/validation/sensor-validation.ts';
import { engine, NOW, webhookFlow } from './flow.ts';

const DEPENDENCY = '{name: d, eventSourceName: es, eventName: e}';
const LOG = '{template: {name: l, log: {}}}';

function refusal(dependencies: string, triggers: string): string {
  // The tests write plain mappings.
  const spec = parse(`{dependencies: [${dependencies}], triggers: [${triggers}]}`) as JsonObject;
  const found = refusedSensor({ engine: engine(), now: NOW, bus: 'jetstream' }, spec);
  return found === undefined ? 'taken' : `${found.path.join('.')}: ${found.message}`;
}

const filters = (text: string) =>
  refusal(`{name: d, eventSourceName: es, eventName: e, filters: {${text}}}`, LOG);
const template = (text: string, rest = '') =>
  refusal(DEPENDENCY, `{template: {name: t, ${text}}${rest}}`).replace(/^spec.triggers.0[^:]*: /, '');

describe('the controller', () => {
  it('takes what is complete', () => {
    expect(refusal(DEPENDENCY, LOG)).toBe('taken');
    expect(template('http: {url: a, payload: [{src: {dependencyName: d}}]}')).toBe('taken');
    expect(filters('time: {start: "01:00:00", stop: "02:00:00", timezone: Europe/Berlin}')).toBe('taken');
    expect(template('log: {}, conditionsReset: [{byTime: {cron: "0 0 30 2 *"}}]')).toBe('taken');
  });

  it.each([
    ['exprs: [{expr: a}]', 'one of expr filters is not valid (expr and fields must be not empty)'],
    ['data: [{path: a, type: string, value: [""]}]', '(value must be not empty)'],
    ['data: [{path: a, type: string, value: [b], comparator: "=="}]', 'comparator == not supported'],
    ['exprLogicalOperator: xor', 'logical operator xor not supported'],
    ['context: {id: a}', 'no fields specified in ctx filter'],
    ['time: {start: "01:00:00", stop: "01:00:00"}', "stop '01:00:00' is equal to start '01:00:00"],
    ['time: {start: "01:00:00", stop: "02:00:00", timezone: Nowhere}', "invalid timezone 'Nowhere': "],
  ])('refuses filters with {%s}', (text, message) => {
    expect(filters(text)).toContain(message);
  });

  it.each([
    ['http: {}', '', 'template t is invalid, server URL is not specified'],
    ['http: {url: a, method: HEAD}', '', 'only GET, DELETE, PATCH, POST and PUT methods are supported'],
    ['argoWorkflow: {source: {}}', '', 'template t is invalid, unknown operation type '],
    ['k8s: {}', '', 'trigger for template t is invalid, k8s trigger does not contain an absolute action'],
    ['kafka: {url: u, topic: t}', '', 'payload must not be empty'],
    ['slack: {channel: c}', '', "slack token can't be empty"],
    ['email: {}', '', "host can't be empty"],
    ['http: {url: a}', ', policy: {status: {}}', 'list of allowed response status is not specified'],
    [
      'log: {}',
      ', parameters: [{dest: a}]',
      "template parameter index: 0. err: parameter source can't be empty",
    ],
    ['log: {}', ', dlqTrigger: {}', 'to use dlqTrigger, trigger.atLeastOnce must be set to true'],
    ['log: {}, conditionsReset: [{byTime: {cron: "* * * * *", timezone: No}}]', '', 'invalid timezone "No"'],
  ])('refuses a trigger with {%s}%s', (text, rest, message) => {
    expect(template(text, rest)).toContain(message);
  });

  it('refuses in its own order, with the place', () => {
    expect(refusal('', '')).toBe('spec: no event dependencies found');
    expect(refusal(DEPENDENCY, '')).toBe('spec: no triggers found');
    expect(refusal('{name: d}', '')).toContain('must define the EventSourceName');
    expect(refusal(DEPENDENCY, `${LOG}, ${LOG}`)).toBe(
      'spec.triggers.1.template.name: duplicate trigger name: l',
    );
  });

  it('leaves no trigger of a refused sensor working', () => {
    const { triggers } = webhookFlow(`- ${LOG}\n- {template: {name: t, http: {}}}`).post('{}');
    expect(triggers.map(({ outcome }) => outcome)).toEqual(['inert', 'inert']);
    expect(triggers[0]?.hops.at(-1)?.summary).toBe(
      'the controller refuses this Sensor: template t is invalid, server URL is not specified',
    );
  });
});
