import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { compareGraphs } from '../../src/graph/compare.ts';
import type { FlowGraph } from '../../src/graph/flow-graph.ts';
import { GRAPH_FORMATS } from '../../src/report/graph/format.ts';
import { PAGE_SCRIPT } from '../../src/report/graph/page-script.ts';
import { PAGE_STYLE } from '../../src/report/graph/page-style.ts';
import { svgOf } from '../../src/report/graph/svg.ts';
import { STYLE } from '../../src/report/graph/theme.ts';
import { FLOW_NAMES, flowText, graphOf } from './graphs.ts';

/** flows/NAME.yaml → golden/NAME.FORMAT. `npx vitest run test/graph -u` writes them anew; look at what it wrote. */
const GOLDEN = join(import.meta.dirname, 'golden');
const EXTENSIONS = {
  tree: 'txt',
  mermaid: 'mmd',
  dot: 'dot',
  svg: 'svg',
  html: 'html',
  markdown: 'md',
  json: 'json',
};

const engine = openEngine();
afterAll(() => engine.close());

const validate = new Ajv2020({ allErrors: true }).compile(
  JSON.parse(readFileSync(new URL('../../schemas/graph.v1.schema.json', import.meta.url), 'utf8')) as object,
);

const formats = Object.keys(GRAPH_FORMATS) as (keyof typeof GRAPH_FORMATS)[];

async function rendered(graph: FlowGraph, format: keyof typeof GRAPH_FORMATS): Promise<string> {
  const render = await GRAPH_FORMATS[format]();
  // What is the same in all of them is left out of the golden files.
  return render(graph, { color: false, columns: 80, unicode: true })
    .replace(format === 'html' ? svgOf(graph, { alone: false }) : '', format === 'html' ? '(picture)' : '')
    .replace(STYLE, '(style)')
    .replace(PAGE_STYLE, '(page style)')
    .replace(PAGE_SCRIPT, () => '(script)');
}

describe.each(FLOW_NAMES)('the flow "%s"', (name) => {
  const graph = graphOf(engine, flowText(name), `${name}.yaml`);

  it.each(formats)('looks as it did, as %s', async (format) => {
    await expect(await rendered(graph, format)).toMatchFileSnapshot(
      join(GOLDEN, `${name}.${EXTENSIONS[format]}`),
    );
  });

  it('is what the schema says, as JSON', async () => {
    const data: unknown = JSON.parse(await rendered(graph, 'json'));
    expect(validate(data) ? [] : validate.errors).toEqual([]);
  });
});

it.each(formats)('literal credentials in addresses and filters stay out of %s', async (format) => {
  const text = flowText('conditions');
  expect(text.match(/hunter2/g)).toHaveLength(3);
  expect(await rendered(graphOf(engine, text), format)).not.toContain('hunter2');
});

describe('the difference of two flows', () => {
  const before = flowText('webhook');
  const after = before
    .replace('method: POST', 'method: PUT')
    .replace('verbs: [create]', 'verbs: [create, get]')
    .replace(
      'eventName: deploy',
      'eventName: deploy\n    - name: tag\n      eventSourceName: demo\n      eventName: tag',
    )
    .replace('name: run-workflow', 'name: start-workflow');
  const graph = compareGraphs(graphOf(engine, before), graphOf(engine, after), 'main (1234abc)');

  it.each(formats)('looks as it did, as %s', async (format) => {
    await expect(await rendered(graph, format)).toMatchFileSnapshot(
      join(GOLDEN, `difference.${EXTENSIONS[format]}`),
    );
  });

  it('is what the schema says, as JSON', async () => {
    const data: unknown = JSON.parse(await rendered(graph, 'json'));
    expect(validate(data) ? [] : validate.errors).toEqual([]);
  });
});
