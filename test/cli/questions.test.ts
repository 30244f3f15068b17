import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { askAnswers, askKind, sensorQuestions } from '../../src/cli/questions.ts';
import { readTemplate, readTemplates } from '../../src/scaffold/templates.ts';
import { CTRL_C, CTRL_U, DOWN, ENTER, person } from '../support/person.ts';

const ROOT = fileURLToPath(new URL('../../templates/', import.meta.url));
const webhook = await readTemplate(ROOT, 'webhook');

it('asks what is not given, with the defaults filled in', async () => {
  const { streams, unasked, screen } = person([
    ['What is the flow called?', [ENTER]],
    ['Which path takes the requests?', [CTRL_U, '/go', ENTER]],
    ['Which port', [ENTER]],
    ['How many servers', [DOWN, DOWN, ENTER]],
  ]);
  const answers = await askAnswers(webhook, new Map([['namespace', 'ci']]), 'My Demo', streams);
  expect(Object.fromEntries(answers ?? [])).toEqual({
    name: 'my-demo',
    namespace: 'ci',
    endpoint: '/go',
    port: '12000',
    replicas: '1',
  });
  expect(unasked()).toEqual([]);
  expect(screen()).not.toContain('Which namespace');
});

it('explains an answer that is not valid, and asks on', async () => {
  const given = new Map(Object.entries({ name: 'a', namespace: 'b', endpoint: '/c', replicas: '3' }));
  const { streams, unasked } = person([
    ['Which port', [CTRL_U, '7777', ENTER]],
    ['the event source serves its metrics there', [CTRL_U, '80', ENTER]],
  ]);
  const answers = await askAnswers(webhook, given, 'demo', streams);
  expect(answers?.get('port')).toBe('80');
  expect(unasked()).toEqual([]);
});

it('ends with nothing when the person gives up', async () => {
  const { streams } = person([
    ['What is the flow called?', [ENTER]],
    ['Which namespace', [CTRL_C]],
  ]);
  expect(await askAnswers(webhook, new Map(), 'demo', streams)).toBeUndefined();
});

it('asks which event a sensor waits for, and which value its trigger takes, with the sample in view', async () => {
  const { streams, unasked, screen } = person([
    ['Which event does the sensor wait for?', [DOWN, ENTER]],
    ['What is the sensor called?', [ENTER]],
    ['Which image', [ENTER]],
    ['Which value of gitlab/push', [DOWN, ENTER]],
  ]);
  const questions = sensorQuestions(streams);
  expect(await questions.event(['github/push', 'gitlab/push'])).toBe('gitlab/push');
  const template = await readTemplate(`${ROOT}sensor`, 'k8s');
  const answers = await askAnswers(template, new Map([['namespace', 'ci']]), 'demo', streams);
  expect(Object.fromEntries(answers ?? [])).toEqual({ name: 'k8s', namespace: 'ci', image: 'busybox:1.37' });
  const proposal = { name: 'ref', type: 'text', description: undefined, events: 1 } as const;
  const proposals = [
    { ...proposal, path: 'body.ref', value: 'refs/heads/main' },
    { ...proposal, path: 'body.checkout_sha', value: `${'0'.repeat(60)}\nmore` },
  ];
  expect(await questions.dataKey(proposals, 'gitlab/push')).toBe('body.checkout_sha');
  expect(screen()).toContain(`${'0'.repeat(40)}…`);
  expect(unasked()).toEqual([]);
});

it('lets a kind be chosen, the usual one first', async () => {
  const kinds = await readTemplates(`${ROOT}event-bus`);
  const { streams } = person([['Which kind of bus?', [DOWN, ENTER]]]);
  const chosen = await askKind('Which kind of bus?', kinds, 'jetstream', streams);
  expect(chosen).toBe(kinds[kinds.findIndex(({ name }) => name === 'jetstream') + 1]?.name);
  const { streams: others } = person([['Which kind of bus?', [CTRL_C]]]);
  expect(await askKind('Which kind of bus?', kinds, undefined, others)).toBeUndefined();
});

it('takes Ctrl-C for giving up at each question about a sensor', async () => {
  for (const asked of ['event', 'dataKey'] as const) {
    const { streams } = person([['Which', [CTRL_C]]]);
    const questions = sensorQuestions(streams);
    const answer = asked === 'event' ? questions.event(['a/b', 'c/d']) : questions.dataKey([], 'a/b');
    expect(await answer).toBeUndefined();
  }
});
