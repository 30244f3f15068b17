// Draws the pictures of the documentation: `npm run docs:pictures`, with Chromium as for the tests here.
import { readFileSync, writeFileSync } from 'node:fs';
import { openEngine } from '../../src/engine/wasm.ts';
import { renderHtml } from '../../src/report/graph/html.ts';
import { renderSvg } from '../../src/report/graph/svg.ts';
import { graphOf } from '../graph/graphs.ts';
import { openBrowser } from './chromium.ts';

const IMAGES = new URL('../../docs/images/', import.meta.url);
const text = readFileSync(new URL('flow.yaml', IMAGES), 'utf8');
const engine = openEngine();
const browser = await openBrowser();
try {
  const svg = renderSvg(graphOf(engine, text, 'flow.yaml'));
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  const picture = await browser.newPage({ viewport: { width: Number(width), height: Number(height) } });
  await picture.setContent(`<body style="margin:0">${svg}</body>`);
  writeFileSync(new URL('graph.png', IMAGES), await picture.screenshot());

  // What the page says when a verb was taken from the sensor's role, and the event is called otherwise.
  const broken = text
    .replace(/verbs: \[create\]/, 'verbs: [get]')
    .replace('eventName: push', 'eventName: pushed');
  const page = await browser.newPage({
    viewport: { width: 1380, height: 620 },
    colorScheme: 'dark',
    reducedMotion: 'reduce',
  });
  await page.setContent(renderHtml(graphOf(engine, broken, 'flow.yaml')));
  await page.click('#broken');
  await page.locator('#panel .link').nth(2).click();
  writeFileSync(new URL('graph-page.png', IMAGES), await page.screenshot());
} finally {
  await browser.close();
  engine.close();
}
