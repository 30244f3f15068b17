import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import type { FlowGraph } from '../../src/graph/flow-graph.ts';
import { renderHtml } from '../../src/report/graph/html.ts';
import { renderSvg } from '../../src/report/graph/svg.ts';
import { FLOW_NAMES, flowText, graphOf } from '../graph/graphs.ts';
import { graphs } from '../graph/random-graph.ts';
import { openBrowser, watch } from './chromium.ts';

const folder = mkdtempSync(join(tmpdir(), 'argoflow-browser-'));
const engine = openEngine();
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  engine.close();
  rmSync(folder, { recursive: true });
});

function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return pathToFileURL(file).href;
}

const FAULTS = readFileSync(new URL('faults.js', import.meta.url), 'utf8');

function faultsOnPage(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(FAULTS);
}

const flows: readonly (readonly [string, FlowGraph])[] = FLOW_NAMES.map((name) => [
  name,
  graphOf(engine, flowText(name), `${name}.yaml`),
]);

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each(flows)('the picture of "%s" has no overlap, and asks for nothing', async (name, graph) => {
    const page = await browser.newPage({ colorScheme, viewport: { width: 3000, height: 2000 } });
    const seen = watch(page);
    await page.goto(written(`${name}.svg`, renderSvg(graph)));
    expect(await faultsOnPage(page)).toEqual([]);
    expect(seen).toEqual({ errors: [], requests: [] });
    await page.close();
  });
});

describe('a page', () => {
  it.each(flows)('of "%s" finds, shows and zooms without an error or a request', async (name, graph) => {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const seen = watch(page);
    await page.goto(written(`${name}.html`, renderHtml(graph)));
    expect(await faultsOnPage(page)).toEqual([]);
    const shown = () => page.locator('#stage svg').getAttribute('viewBox');
    const all = await shown();
    await page.click('#in');
    expect(await shown()).not.toBe(all);
    await page.click('#fit');
    expect(await shown()).toBe(all);
    // Each node can be chosen, by mouse or by keyboard, and the panel says what it is.
    for (const [index, node] of graph.nodes.entries()) {
      const box = page.locator(`[data-node="${index}"]`).first();
      if ((await box.count()) === 0) continue;
      await box.focus();
      await page.keyboard.press('Enter');
      expect(await page.locator('#panel h2').textContent()).toBe(node.title);
    }
    await page.keyboard.press('Escape');
    expect(await page.locator('#panel').isHidden()).toBe(true);
    const sensor = graph.nodes.find(({ kind }) => kind === 'sensor' || kind === 'workflow');
    await page.fill('#search', sensor?.title ?? '');
    await page.press('#search', 'Enter');
    expect(await page.locator('#panel h2').textContent()).toContain(sensor?.title ?? '');
    const broken = graph.edges.filter(({ broken: why }) => why !== undefined).length;
    expect(await page.locator('button#broken').count()).toBe(broken > 0 ? 1 : 0);
    if (broken > 0) {
      await page.click('#broken');
      expect(await page.locator('#panel .bad').count()).toBeGreaterThan(0);
      await page.locator('#panel .link').first().click();
      expect(await page.locator('.chosen').count()).toBeGreaterThan(0);
    }
    expect(seen).toEqual({ errors: [], requests: [] });
    await page.close();
  });

  it('moves where it is dragged, and zooms where the wheel turns', async () => {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const [, graph] = flows[0] ?? [];
    if (graph === undefined) throw new Error('there are no flows');
    await page.goto(written('moved.html', renderHtml(graph)));
    const shown = async () =>
      ((await page.locator('#stage svg').getAttribute('viewBox')) ?? '').split(' ').map(Number);
    const [x = 0, y = 0, width = 0] = await shown();
    await page.mouse.move(700, 850);
    await page.mouse.down();
    await page.mouse.move(600, 800, { steps: 4 });
    await page.mouse.up();
    const [movedX = 0, movedY = 0, same] = await shown();
    expect(movedX).toBeGreaterThan(x);
    expect(movedY).toBeGreaterThan(y);
    expect(same).toBe(width);
    await page.mouse.wheel(0, -300);
    await expect.poll(async () => (await shown())[2]).toBeLessThan(width);
    await page.close();
  });

  it('with any names runs nothing of them, asks for nothing and has no overlap', async () => {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const seen = watch(page);
    const files: [string, FlowGraph][] = fc
      .sample(graphs, { numRuns: 40, seed: 20 })
      .map((graph, index) => [`any-${index}`, graph]);
    for (const [name, graph] of files) {
      await page.goto(written(`${name}.html`, renderHtml(graph)));
      expect([name, await faultsOnPage(page)]).toEqual([name, []]);
      const [first] = await page.locator('.node').all();
      await first?.focus();
      await page.keyboard.press('Enter');
      // A file of its own is XML: whatever is written wrong in it would end it here.
      await page.goto(written(`${name}.svg`, renderSvg(graph)));
      expect(await page.locator('parsererror').count()).toBe(0);
      expect(await page.locator('.node').count()).toBeGreaterThanOrEqual(
        Math.min(1, graph.nodes.filter(({ kind }) => kind !== 'service-account').length),
      );
    }
    expect(seen).toEqual({ errors: [], requests: [] });
    await page.close();
  });
});
