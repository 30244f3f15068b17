import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { soloCrew } from '../../src/flow-test/crew.ts';
import { type FlowTestRequest, runFlowTests, worstOf } from '../../src/flow-test/run.ts';
import { Runner } from '../../src/flow-test/runner.ts';
import { FLOW_TEST_FORMATS, type FlowTestFormat } from '../../src/report/flow-test/format.ts';

/** Named from where the tests run, so that lines break alike everywhere. */
const FIXTURES = relative(process.cwd(), fileURLToPath(new URL('fixtures', import.meta.url)));
const PAYLOADS = fileURLToPath(new URL('../../payloads', import.meta.url));
const SCHEMA = new URL('../../schemas/test-result.v1.schema.json', import.meta.url);

async function run(path: string, more: Partial<FlowTestRequest> = {}) {
  const request = { paths: [`${FIXTURES}/${path}`], filter: [], bail: false, update: false, coverage: true };
  const runner = new Runner({ payloads: PAYLOADS, update: false, bail: more.bail === true });
  try {
    return await runFlowTests({ ...request, ...more }, soloCrew(runner, more.bail === true));
  } finally {
    runner.close();
  }
}

/** How long it took is the machine's. */
function steady(text: string): string {
  return text
    .replace(/ {2}[\d.]+ (?:ms|s)$/gm, '  TIME')
    .replace(/time="[\d.]+"/g, 'time="TIME"')
    .replace(/"milliseconds": [\d.e-]+/g, '"milliseconds": 0');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

const STYLE = { color: false, columns: 80, unicode: true };

describe('the flow tests of', () => {
  it.each([
    ['shop/orders.flowtest.yaml', 'passed'],
    ['shop/wrong.flowtest.yaml', 'usage'],
    ['code-host', 'passed'],
    ['broken', 'work'],
  ])('%s', async (path, verdict) => {
    const { result, sources } = await run(path);
    expect(worstOf(result)).toBe(verdict);
    const name = path.replace(/[/.]/g, '-').replace(/-flowtest-yaml$/, '');
    await expect(steady(FLOW_TEST_FORMATS.text(result, sources, STYLE))).toMatchFileSnapshot(
      `golden/${name}.txt`,
    );
  });

  const formats: readonly (readonly [FlowTestFormat, string])[] = [
    ['json', 'json'],
    ['junit', 'xml'],
    ['github', 'github'],
    ['markdown', 'md'],
  ];
  it.each(formats)('shop/wrong.flowtest.yaml as %s', async (format, extension) => {
    const { result, sources } = await run('shop/wrong.flowtest.yaml');
    const rendered = steady(FLOW_TEST_FORMATS[format](result, sources, STYLE));
    // The order of keys is nobody's business.
    const text = format === 'json' ? `${JSON.stringify(sorted(JSON.parse(rendered)), null, 2)}\n` : rendered;
    await expect(text).toMatchFileSnapshot(`golden/wrong.${extension}`);
  });

  it('anything as JSON have the published shape', async () => {
    const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as object;
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(schema);
    for (const path of ['shop', 'code-host', 'broken']) {
      const { result } = await run(path);
      validate(JSON.parse(FLOW_TEST_FORMATS.json(result)));
      expect(validate.errors).toBeNull();
    }
  });
});
