import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { findSample } from '../../src/payloads/library.ts';
import { renderArrived, renderEventList, renderSent } from '../../src/report/events.ts';
import { createWorld } from '../../src/simulate/world.ts';
import { deliver, targetFor } from '../../src/test-event/delivery.ts';
import { modelFor } from './event-source.ts';
import { LIBRARY } from './library.ts';

const NOW = '2026-03-14T09:26:53Z';
const engine = openEngine({ now: NOW, seed: 1 });
afterAll(() => engine.close());

const style = (columns: number | undefined) => ({ color: false, columns, unicode: true });
const golden = (name: string) => `golden/${name}`;

async function delivered(spelling: string, assignments: readonly string[] = [], standIn = true) {
  const sample = findSample(LIBRARY, spelling);
  const model = await modelFor(sample, false);
  const ports = { engine, world: createWorld({ now: NOW, seed: 1 }), library: LIBRARY };
  return deliver({ sample, assignments, standIn }, targetFor(model, sample), model, ports);
}

describe('the list', () => {
  it.each([80, 40])('fits %i columns', async (columns) => {
    const text = renderEventList(LIBRARY, 'text', style(columns));
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    await expect(text).toMatchFileSnapshot(golden(`list.${columns}.out`));
  });

  it('is data', async () => {
    const library = LIBRARY.filter(({ type }) => type === 'bitbucket');
    await expect(renderEventList(library, 'json', style(undefined))).toMatchFileSnapshot(
      golden('list.json.out'),
    );
    await expect(renderEventList(library, 'yaml', style(undefined))).toMatchFileSnapshot(
      golden('list.yaml.out'),
    );
  });
});

describe('a sample', () => {
  it.each([
    'github/create.tag',
    'slack/slash-command',
    'webhook/get',
    'storageGrid/object-created.put',
    'amqp/text',
    'sqs/sns',
    'calendar/tick',
    'resource/configmap.updated',
  ])('%s reads well, as it is sent and as it arrives', async (spelling) => {
    const delivery = await delivered(spelling);
    const texts = [renderSent, renderArrived].map((render) => render(delivery, 'text', style(80)));
    const name = spelling.replace('/', '.');
    await expect(texts.join(`\n${'='.repeat(79)}\n\n`)).toMatchFileSnapshot(golden(`${name}.out`));
  });

  it.each(['kafka/json', 'gitlab/issue.open'])('%s is data', async (spelling) => {
    const delivery = await delivered(spelling, ['body.extra=[1, "two"]']);
    const name = spelling.replace('/', '.');
    await expect(renderSent(delivery, 'json', style(undefined))).toMatchFileSnapshot(
      golden(`${name}.sent.json.out`),
    );
    await expect(renderArrived(delivery, 'yaml', style(undefined))).toMatchFileSnapshot(
      golden(`${name}.arrived.yaml.out`),
    );
  });

  it('says why it does not arrive', async () => {
    const delivery = await delivered('stripe/invoice.paid', ['body.type=invoice.piad']);
    const text = renderArrived(delivery, 'text', style(80));
    expect(text).toBe(`stripe/invoice.paid  an invoice is paid

nothing arrives: POST /stripe: the type "invoice.piad" is not in "eventFilter"
answered with 400 invalid event
`);
    expect(JSON.parse(renderArrived(delivery, 'json', style(80)))).toMatchObject({
      events: [],
      response: { status: 400, body: 'invalid event' },
    });
  });

  it('cannot steer the terminal', async () => {
    const delivery = await delivered('slack/slash-command', ['body.text="\\u001b[31mred"']);
    for (const render of [renderSent, renderArrived]) {
      expect(render(delivery, 'text', style(80))).not.toContain('\u001b');
    }
  });
});
