import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { soloCrew } from '../../../src/flow-test/crew.ts';
import { runFlowTests } from '../../../src/flow-test/run.ts';
import { Runner } from '../../../src/flow-test/runner.ts';
import type { JsonValue } from '../../../src/json.ts';
import type { Files } from '../../../src/load/files.ts';
import { FLOW_TEST_FORMATS, type FlowTestFormat } from '../../../src/report/flow-test/format.ts';
import { parseYaml } from '../../../src/yaml/parse.ts';
import type { Target } from '../target.ts';
import { changedOf, oddChanges, withOdd } from '../texts.ts';

const SHOP = new URL('../../flow-test/fixtures/shop/', import.meta.url);
const PAYLOADS = fileURLToPath(new URL('../../../payloads', import.meta.url));
const PAGE = { color: false, columns: 80, unicode: true };

/** A disk that holds these texts in the folder `shop`. */
function holding(texts: ReadonlyMap<string, string>): Files {
  const text = (path: string) => texts.get(path.replace(/^(?:\.\/)?shop\//, ''));
  const isFolder = (path: string) => /^(?:\.\/)?shop\/?$/.test(path);
  return {
    status: async (path) => {
      if (isFolder(path)) return { type: 'folder', size: 0, identity: path };
      const found = text(path);
      return found === undefined ? undefined : { type: 'file', size: found.length, identity: path };
    },
    list: async () => [...texts.keys()],
    read: async (path) => {
      const found = text(path);
      if (found === undefined) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
      return Buffer.from(found);
    },
  };
}

/** Flow tests with odd values: each case has a verdict, and every reporter can tell it. */
export function flowTests(): Target {
  const read = (name: string) => readFileSync(new URL(name, SHOP), 'utf8');
  const written = ['orders.flowtest.yaml', 'wrong.flowtest.yaml'].map(read);
  const values: readonly JsonValue[] = written.map((text) => parseYaml(text, '').documents[0]?.value ?? null);
  const flowTest = fc.oneof(
    fc
      .tuple(fc.constantFrom(...values), oddChanges)
      .map(([value, odd]) => JSON.stringify(withOdd(value, odd))),
    changedOf(written),
  );
  return {
    name: 'flow-tests',
    property: fc.asyncProperty(flowTest, fc.boolean(), async (text, update) => {
      const files = holding(
        new Map([
          ['flow.yaml', read('flow.yaml')],
          ['a.flowtest.yaml', text],
        ]),
      );
      const runner = new Runner({ payloads: PAYLOADS, update, bail: false }, files);
      const request = { paths: ['shop'], filter: [], bail: false, update, coverage: true };
      try {
        const { result, sources } = await runFlowTests(request, soloCrew(runner, false), files);
        for (const format of Object.keys(FLOW_TEST_FORMATS) as FlowTestFormat[])
          FLOW_TEST_FORMATS[format](result, sources, PAGE);
      } finally {
        runner.close();
      }
    }),
    close: async () => undefined,
  };
}
