import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import type { FlowGraph } from '../../src/graph/flow-graph.ts';
import { renderDot } from '../../src/report/graph/dot.ts';
import { mermaidText, renderMermaid } from '../../src/report/graph/mermaid.ts';
import { FLOW_NAMES, flowText, graphOf } from '../graph/graphs.ts';
import { graphs } from '../graph/random-graph.ts';
import { type Misdeeds, openBrowser, watch } from './chromium.ts';

// Mermaid itself reads what is written for it, and Graphviz what is written for that.

const engine = openEngine();
let browser: Browser;
let page: Page;
let seen: Misdeeds;

beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
  seen = watch(page);
  await page.setContent('<!doctype html><html><body></body></html>');
  await page.addScriptTag({
    path: fileURLToPath(new URL('../../node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js', import.meta.url)),
  });
  await page.addScriptTag({ path: fileURLToPath(new URL('draw.js', import.meta.url)) });
});
afterAll(async () => {
  await browser?.close();
  engine.close();
});

/** The texts of the boxes that Mermaid draws. Rejects with what it does not understand. */
function drawn(text: string): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`drawn(${JSON.stringify(text)})`);
}

const flows: readonly (readonly [string, FlowGraph])[] = FLOW_NAMES.map((name) => [
  name,
  graphOf(engine, flowText(name)),
]);

describe('Mermaid', () => {
  it.each(flows)('draws every node of "%s"', async (_name, graph) => {
    const texts = await drawn(renderMermaid(graph));
    for (const { title } of graph.nodes) expect(texts.join('\n')).toContain(title);
  });

  it('shows any text as it is written', async () => {
    const hostile = [
      '1. one',
      '- two',
      '* three',
      '+ four',
      '# five',
      '`six`',
      '**seven**',
      '_eight_',
      '"nine"',
      '<b>ten</b>',
      '</script>',
      '#35;',
      '&amp;',
      'end',
      'style a fill:#f00;',
      'classDef x fill:#fff;',
      '%% comment',
      'a;b',
      'a|b',
      '{{c}}',
      '[d]',
      '(e)',
      'click n1 "javascript:alert(1)"',
      'https://example.com/a?b=c#d',
      '\\n',
      '$$x$$',
      'a -->|b| c',
      '~~~',
      '日本語',
      '✓ 🎉',
      ':::big',
      '1) x',
      '> quote',
      '![i](http://x)',
      '---',
      'fa:fa-car',
      "it's",
      'graph',
      'subgraph',
      'default',
    ];
    const diagram = [
      'flowchart LR',
      ...hostile.map((text, index) => `  n${index}["${mermaidText(text)}"]`),
    ].join('\n');
    const texts = await drawn(diagram);
    expect(texts).toEqual(hostile);
  });

  it('draws any graph', async () => {
    for (const graph of fc.sample(graphs, { numRuns: 60, seed: 20 })) {
      if (graph.nodes.length === 0) continue;
      const texts = await drawn(renderMermaid(graph));
      expect(texts.length).toBeGreaterThanOrEqual(graph.nodes.length);
    }
    expect(seen).toEqual({ errors: [], requests: [] });
  });
});

describe('Graphviz', () => {
  function dot(text: string) {
    const { status, stdout, stderr, error } = spawnSync('dot', ['-Tsvg'], { input: text, encoding: 'utf8' });
    if (error !== undefined) throw error;
    // The fonts of this machine are not ours to judge.
    const complaints = stderr
      .split('\n')
      .filter((line) => line !== '' && !/font|Pango|Fontconfig/i.test(line));
    return { status, stdout, complaints };
  }

  it.each(flows)('draws every node of "%s"', (_name, graph) => {
    const { status, stdout, complaints } = dot(renderDot(graph));
    expect({ status, complaints }).toEqual({ status: 0, complaints: [] });
    const plain = stdout
      .replaceAll('&#45;', '-')
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
    for (const { title } of graph.nodes) expect(plain).toContain(title);
  });

  it('draws any graph', () => {
    for (const graph of fc.sample(graphs, { numRuns: 40, seed: 20 }))
      expect(dot(renderDot(graph))).toMatchObject({ status: 0, complaints: [] });
  });
});
