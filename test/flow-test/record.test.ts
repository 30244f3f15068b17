import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { soloCrew } from '../../src/flow-test/crew.ts';
import { readSuite } from '../../src/flow-test/read-suite.ts';
import { indented, type Kept, keptOf, recorded } from '../../src/flow-test/record.ts';
import { recordEvents } from '../../src/flow-test/record-run.ts';
import { runFlowTests, worstOf } from '../../src/flow-test/run.ts';
import { Runner } from '../../src/flow-test/runner.ts';
import { isArray, isObject, type JsonObject } from '../../src/json.ts';
import { recordedText } from '../../src/report/record.ts';
import { renderYaml } from '../../src/report/yaml.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const PAYLOADS = fileURLToPath(new URL('../../payloads', import.meta.url));
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argoflow-record-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const text = (name: string) => readFileSync(join(folder, name), 'utf8');
function request(method: string, headers: readonly (readonly [string, string])[], body: string) {
  return { kind: 'request', method, headers, body } as const;
}

async function record(kept: readonly Kept[], more: Partial<Parameters<typeof recordEvents>[0]> = {}) {
  const result = await recordEvents({
    kept,
    manifests: [folder],
    namespace: undefined,
    to: undefined,
    name: undefined,
    at: undefined,
    seed: undefined,
    nodeOutputs: [],
    payloads: PAYLOADS,
    ...more,
  });
  for (const { path, text: written } of result.fixtures) writeFileSync(path, written);
  writeFileSync(result.flowTest.path, recordedText(result));
  return result;
}

async function verdict(): Promise<string> {
  const runner = new Runner({ payloads: PAYLOADS, update: false, bail: false });
  try {
    const asked = { paths: [folder], filter: [], bail: false, update: false, coverage: false };
    return worstOf((await runFlowTests(asked, soloCrew(runner, false))).result);
  } finally {
    runner.close();
  }
}

const SECRET = `apiVersion: v1
kind: Secret
metadata: {name: github-access}
stringData: {secret: s3cret-of-the-hook}
`;

describe('a recorded event', () => {
  it('is a fixture and a flow test that passes', async () => {
    writeFileSync(join(folder, 'flow.yaml'), fixture('shop/flow.yaml'));
    const body = '{"kind":"book","count":12345678901234567890,"price":1.10}';
    const captured = request(
      'POST',
      [
        ['Content-Type', 'application/json'],
        ['Host', 'shop'],
        ['X-Trace', 'a'],
      ],
      body,
    );
    const { fixtures } = await record([{ to: 'shop/order', type: 'webhook', captured }]);
    expect(fixtures.map(({ path }) => path)).toEqual([join(folder, 'shop-order.json')]);
    expect(text('shop-order.json')).toBe(`{
  "method": "POST",
  "headers": {
    "Content-Type": "application/json",
    "X-Trace": "a"
  },
  "body": {
    "kind": "book",
    "count": 12345678901234567890,
    "price": 1.10
  }
}
`);
    await expect(text('shop-order.flowtest.yaml')).toMatchFileSnapshot('golden/recorded.yaml.txt');
    expect(await verdict()).toBe('passed');
  });

  it('is several in a row where one waits for the other', async () => {
    writeFileSync(join(folder, 'flow.yaml'), fixture('shop/flow.yaml'));
    const events = [
      { to: 'shop/order', type: 'webhook', captured: request('POST', [], '{"kind":"book","count":2}') },
      { to: 'shop/payment', type: 'webhook', captured: request('POST', [], '{"amount":20}') },
    ];
    const { cases } = await record(events, { nodeOutputs: ['pack.outputs.result=fragile'], seed: 4 });
    expect(cases).toEqual(['shop/order, shop/payment fires notify, ship']);
    await expect(text('shop-order.flowtest.yaml')).toMatchFileSnapshot('golden/recorded-row.yaml.txt');
    expect(await verdict()).toBe('passed');
  });

  it('is a case each where none waits, and one more in a file that is there, comments kept', async () => {
    writeFileSync(join(folder, 'flow.yaml'), `${fixture('code-host/flow.yaml')}---\n${SECRET}`);
    const push = (ref: string) => ({
      to: 'github/push',
      type: 'github',
      captured: request(
        'POST',
        [
          ['X-GitHub-Event', 'push'],
          ['X-Hub-Signature-256', 'sha256=abc'],
        ],
        JSON.stringify({ ref }),
      ),
    });
    const first = await record([push('refs/heads/main'), push('refs/heads/topic')]);
    expect(first.cases).toEqual(['github/push fires log', 'github/push is filtered']);
    const path = join(folder, 'github-push.flowtest.yaml');
    writeFileSync(path, text('github-push.flowtest.yaml').replace('cases:\n', 'cases: # the hook\n'));
    const second = await record([push('refs/heads/main')], { at: '2026-02-03T04:05:06Z' });
    expect(second.cases).toEqual(['github/push fires log (2)']);
    expect(second.fixtures.map((one) => one.path)).toEqual([join(folder, 'github-push-3.json')]);
    expect(text('github-push.flowtest.yaml')).toContain('cases: # the hook\n');
    expect(readSuite(text('github-push.flowtest.yaml'), path).suite?.cases).toHaveLength(3);
    expect(await verdict()).toBe('passed');
  });

  it('holds no credentials, no signature, and no value of a Secret', async () => {
    writeFileSync(join(folder, 'flow.yaml'), `${fixture('code-host/flow.yaml')}---\n${SECRET}`);
    const headers = [
      ['X-GitHub-Event', 'push'],
      ['Authorization', 'Bearer abcdef-token'],
      ['Cookie', 'session=abcdef'],
      ['X-Hub-Signature-256', 'sha256=0123456789'],
      ['X-Api-Key', 'abcdef'],
      ['X-Gitlab-Token', 'abcdef'],
    ] as const;
    const body = '{"ref":"refs/heads/main","note":"it is s3cret-of-the-hook"}';
    await record([{ to: 'github/push', type: 'github', captured: request('POST', headers, body) }]);
    const written = text('github-push.json') + text('github-push.flowtest.yaml');
    expect(written).not.toMatch(/abcdef|0123456789|s3cret|Bearer/);
    expect(written).toContain('it is ***');
    // It is signed anew with the Secret among the manifests, so it arrives all the same.
    expect(text('github-push.flowtest.yaml')).toContain('name: github/push fires log\n');
    expect(await verdict()).toBe('passed');
  });

  it('hides what its body calls a token or a secret', async () => {
    writeFileSync(join(folder, 'flow.yaml'), fixture('shop/flow.yaml'));
    const body =
      '{"kind":"book","count":1,"client_secret":"pi_1_secret_2","a":[{"accessToken":"abc\\"d"}],"token":"","token_count":"3","note":"my token: abc"}';
    await record([{ to: 'shop/order', type: 'webhook', captured: request('POST', [], body) }]);
    expect(JSON.parse(text('shop-order.json'))).toMatchObject({
      body: {
        client_secret: '***',
        a: [{ accessToken: '***' }],
        token: '',
        token_count: '3',
        note: 'my token: abc',
      },
    });
    expect(await verdict()).toBe('passed');
  });

  it('keeps the query beside the body', async () => {
    writeFileSync(join(folder, 'flow.yaml'), fixture('shop/flow.yaml'));
    const stimulus = {
      kind: 'http',
      origin: 'a test',
      request: 'POST /order?dry=1',
      headers: {},
      body: '{"kind":"book","count":1}',
    } as const;
    await record([keptOf({ eventSource: 'shop', eventName: 'order', type: 'webhook', stimulus })]);
    expect(JSON.parse(text('shop-order.json'))).toMatchObject({
      method: 'POST',
      path: '/order?dry=1',
      body: { kind: 'book', count: 1 },
    });
    expect(await verdict()).toBe('passed');
  });

  it('of a message source is its data', async () => {
    const source = `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: bus}
spec: {kafka: {orders: {url: "kafka:9092", topic: orders, jsonBody: true}}}
`;
    const sensor = fixture('code-host/flow.yaml')
      .split('---\n')[2]
      ?.replaceAll('github', 'bus')
      .replaceAll('eventName: push', 'eventName: orders')
      .replace(/ {6}filters:[\s\S]* {10}return true\n/, '');
    writeFileSync(
      join(folder, 'flow.yaml'),
      `${fixture('code-host/flow.yaml').split('---\n')[0]}---\n${source}---\n${sensor}`,
    );
    const stimulus = {
      kind: 'payload',
      origin: 'a test',
      body: '{"topic":"orders","body":{"n":1}}',
    } as const;
    const kept = keptOf({ eventSource: 'bus', eventName: 'orders', type: 'kafka', stimulus });
    await record([kept]);
    expect(JSON.parse(text('bus-orders.json'))).toEqual({ payload: { topic: 'orders', body: { n: 1 } } });
    expect(await verdict()).toBe('passed');
  });

  it.each([
    [{ to: 'a.yaml' }, '"a.yaml" is no name of a flow test'],
    [{ to: 'flow.flowtest.yaml' }, 'is a flow test without a list of cases, so no case can be added'],
    [{ to: 'text.flowtest.yaml' }, 'is no flow test, so no case can be added'],
  ])('is refused where it cannot be written: %j', async ({ to }, message) => {
    writeFileSync(join(folder, 'flow.yaml'), fixture('shop/flow.yaml'));
    writeFileSync(join(folder, 'flow.flowtest.yaml'), 'expect: fires\n');
    writeFileSync(join(folder, 'text.flowtest.yaml'), 'just text\n');
    const path = to === 'a.yaml' ? to : join(folder, to);
    const captured = request('POST', [], '{}');
    await expect(record([{ to: 'shop/order', type: 'webhook', captured }], { to: path })).rejects.toThrow(
      message,
    );
  });

  it('is none where a request reached no event', () => {
    const stimulus = { kind: 'http', origin: '', request: 'GET /nowhere', body: '' } as const;
    expect(() => keptOf({ eventSource: 'a', eventName: '', type: 'webhook', stimulus })).toThrow(
      'the request "GET /nowhere" reached no event',
    );
  });
});

describe('JSON on lines of its own', () => {
  it('is the same JSON', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const lines = indented(json);
        expect(JSON.parse(lines)).toEqual(JSON.parse(json));
        expect(indented(lines)).toBe(lines);
        const plain = JSON.stringify(JSON.parse(json));
        expect(indented(plain)).toBe(JSON.stringify(JSON.parse(json), null, 2));
      }),
    );
    expect(indented('{"a":[],"b":{},"c":[1.10,"{"]}')).toBe(
      '{\n  "a": [],\n  "b": {},\n  "c": [\n    1.10,\n    "{"\n  ]\n}',
    );
  });
});

describe('a case that is added to a flow test', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9 #:'"-]{0,12}$/);
  const value = fc.dictionary(
    fc.stringMatching(/^[a-z]{1,6}$/),
    fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null)),
    { minKeys: 1, maxKeys: 3 },
  );

  it('stands behind the others, which stay as they are, comments too', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
        value,
        fc.nat(3),
        (names, body, spaces) => {
          const indent = ' '.repeat(spaces);
          const existing = `# The head.\ncases: # all of them\n${names.map((name, at) => `${indent}- name: ${JSON.stringify(name)} # number ${at}\n`).join('')}`;
          const file = 'a.flowtest.yaml';
          const added: JsonObject = { name: 'one more', event: { body }, expect: 'filtered' };
          const result = recorded(file, existing, ['.'], {}, [added]);
          if (result.kind !== 'changed') throw new Error('it was there');
          expect(result.text.startsWith(existing.trimEnd())).toBe(true);
          const root = parseYaml(result.text, file).documents[0]?.value;
          const cases = root !== undefined && isObject(root) ? root['cases'] : undefined;
          if (cases === undefined || !isArray(cases)) throw new Error('it has no cases');
          expect(cases).toHaveLength(names.length + 1);
          expect(renderYaml([cases.at(-1)])).toBe(renderYaml([added]));
        },
      ),
      { numRuns: 200 },
    );
  });
});
