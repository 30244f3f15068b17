import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { askAnswers, askTemplate } from '../../src/cli/questions.ts';
import { readTemplate } from '../../src/scaffold/templates.ts';

const ROOT = fileURLToPath(new URL('../../templates/', import.meta.url));
const webhook = await readTemplate(ROOT, 'webhook');
const calendar = await readTemplate(ROOT, 'calendar');

const ENTER = '\r';
const CTRL_C = '\u0003';
const CTRL_U = '\u0015';
const DOWN = '\u001b[B';

/** A person who answers each question, once it is asked, with the keys of the list. */
function person(keys: readonly (readonly [question: string, keys: readonly string[]])[]) {
  const input = new PassThrough();
  const output = new PassThrough();
  const left = [...keys];
  let screen = '';
  let all = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    all += text;
    const [question, presses] = left[0] ?? [];
    if (question === undefined || !screen.includes(question)) return;
    left.shift();
    screen = '';
    // Each key as its own chunk, and only after the question has settled, as fingers do.
    for (const [index, key] of (presses ?? []).entries())
      setTimeout(() => input.write(key), 20 * (index + 1));
  });
  return { streams: { input, output }, unasked: () => left.map(([question]) => question), screen: () => all };
}

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

it('lets a template be chosen', async () => {
  const { streams } = person([['What shall the project do?', [DOWN, ENTER]]]);
  expect(await askTemplate([webhook, calendar], 'webhook', streams)).toBe('calendar');
});
