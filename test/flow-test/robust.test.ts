import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { soloCrew } from '../../src/flow-test/crew.ts';
import { readSuite } from '../../src/flow-test/read-suite.ts';
import { runFlowTests } from '../../src/flow-test/run.ts';
import { Runner } from '../../src/flow-test/runner.ts';
import { realFiles } from '../../src/load/files.ts';
import { FLOW_TEST_FORMATS } from '../../src/report/flow-test/format.ts';

const PAYLOADS = fileURLToPath(new URL('../../payloads', import.meta.url));
const SHOP = relative(process.cwd(), fileURLToPath(new URL('fixtures/shop', import.meta.url)));
const ORDERS = readFileSync(`${SHOP}/orders.flowtest.yaml`, 'utf8');
const runner = new Runner({ payloads: PAYLOADS, update: false, bail: false });
afterAll(() => runner.close());

it('whatever becomes of its text, a flow test is read, or refused with a place', () => {
  const lines = ORDERS.split('\n');
  const change = fc.record({
    at: fc.nat(lines.length - 1),
    what: fc.constantFrom('gone', 'twice', 'deeper', 'cut', 'other'),
    text: fc.string({ maxLength: 12 }),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const text = changes
        .reduce((all, { at, what, text: other }) => {
          const line = all[at] ?? '';
          const by = {
            gone: [],
            twice: [line, line],
            deeper: [`  ${line}`],
            cut: [line.slice(0, -3)],
            other: [other],
          };
          return all.toSpliced(at, 1, ...by[what as keyof typeof by]);
        }, lines)
        .join('\n');
      const { suite, diagnostics } = readSuite(text, 'a.flowtest.yaml');
      expect(suite === undefined).toBe(diagnostics.length > 0);
      for (const { at, message } of diagnostics) {
        expect(at.file).toBe('a.flowtest.yaml');
        expect(message).not.toBe('');
      }
    }),
    { numRuns: 300 },
  );
});

const json = fc.jsonValue({ maxDepth: 2 });
const text = fc.string({ minLength: 1, maxLength: 10 });
const event = fc.record(
  {
    to: fc.constantFrom('shop/order', 'shop/payment', 'shop', 'none'),
    body: json,
    method: fc.constantFrom('GET', 'POST', 'PUT', 'A B'),
    headers: fc.dictionary(text, text, { maxKeys: 2 }),
    set: fc.dictionary(fc.constantFrom('body', 'body.a.b', 'a', 'body.-1', 'body.#', 'body.9.x'), json, {
      maxKeys: 2,
    }),
    sample: fc.constantFrom('webhook', 'github/push', 'webhook/none'),
  },
  { requiredKeys: [] },
);
const expectation = fc.oneof(
  fc.constantFrom('fires', 'filtered', 'fires:ship', 'waiting:none', 'x'),
  fc.record(
    {
      outcome: fc.constantFrom('fires', 'dropped'),
      stopsAt: fc.constantFrom('filter', 'source'),
      data: json,
      response: fc.record({ body: json }),
      triggers: fc.dictionary(
        fc.constantFrom('ship', 'shop/notify', 'none'),
        fc.record(
          {
            resource: json,
            request: fc.record({ body: json }),
            workflow: fc.constant({ nodes: { pack: 'Failed' } }),
          },
          { requiredKeys: [] },
        ),
      ),
    },
    { requiredKeys: [] },
  ),
);

it('whatever it asks for, there is an answer in every format', async () => {
  const file = `${SHOP}/any.flowtest.yaml`;
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { minLength: 1, maxLength: 3 }),
      expectation,
      fc.boolean(),
      async (events, expected, snapshot) => {
        // JSON is YAML, too.
        const written = JSON.stringify({ manifests: ['flow.yaml'], events, expect: expected, snapshot });
        const files = {
          ...realFiles,
          status: async (path: string) =>
            path === file
              ? { type: 'file' as const, size: written.length, identity: path }
              : await realFiles.status(path),
          read: async (path: string) =>
            path === file ? new TextEncoder().encode(written) : await realFiles.read(path),
        };
        const request = { paths: [file], filter: [], bail: false, update: false, coverage: true };
        const { result, sources } = await runFlowTests(request, soloCrew(runner, false), files);
        const { passed, failed, broken } = result.summary;
        expect(passed + failed + broken).toBe(1);
        for (const render of Object.values(FLOW_TEST_FORMATS)) {
          render(result, sources, { color: false, columns: 60, unicode: true });
        }
      },
    ),
    { numRuns: 120 },
  );
});
