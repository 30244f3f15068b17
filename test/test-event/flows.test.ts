import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { renderTestEvent } from '../../src/report/test-event.ts';
import { textWidth } from '../../src/report/text-width.ts';
import { flowNames, NOW, runFlow } from './flow.ts';

const engine = openEngine({ now: NOW, seed: 1 });
afterAll(() => engine.close());

describe('flows', () => {
  it.each(flowNames())('%s', async (name) => {
    const { result, sources } = await runFlow(engine, name);
    const texts = [80, 40].map((columns) =>
      renderTestEvent(result, sources, { color: false, columns, unicode: true }),
    );
    await expect(texts.join(`\n${'='.repeat(40)}\n\n`)).toMatchFileSnapshot(`flows/${name}/expected.out`);
    for (const [index, columns] of [80, 40].entries()) {
      for (const line of (texts[index] ?? '').split('\n'))
        expect(textWidth(line)).toBeLessThanOrEqual(columns);
    }
  });

  it('prints the whole of every value where nobody reads along', async () => {
    const { result, sources } = await runFlow(engine, 'seed');
    const text = renderTestEvent(result, sources, { color: false, columns: undefined, unicode: true });
    const message = result.firings[0]?.triggers[0]?.workflow?.parameters['message'] ?? '';
    expect(Buffer.from(JSON.parse(message).data as string, 'base64').toString()).toContain('Shirley');
    expect(text).toContain(JSON.stringify(message));
  });
});
