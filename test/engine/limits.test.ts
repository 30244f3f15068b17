import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { Question } from '../../src/engine/engine.ts';
import { openEngine } from '../../src/engine/wasm.ts';

const engine = openEngine({ now: '2026-01-02T03:04:05Z', seed: 7, timeout: 400 });
afterAll(() => engine.close());

const template = (text: string): Question => ({ op: 'template', name: 'p', text, input: { json: '{}' } });
const lua = (script: string): Question => ({ op: 'luaTransform', script, json: '{}' });
const jq = (query: string): Question => ({ op: 'jq', query, json: '{}' });
const before = { op: 'duration', text: '1s' } as const;
const after = { op: 'gjson', json: '{"a":"x"}', paths: ['a'] } as const;

/** The failure of a question that stands between two harmless ones, which must be answered all the same. */
function stopped(question: Question): string {
  const [first, guilty, last] = engine.ask([before, question, after]);
  expect(first).toEqual({ ok: true, value: '1000000000' });
  expect(last).toMatchObject({ ok: true, value: [{ string: 'x' }] });
  return guilty.ok ? `answered: ${JSON.stringify(guilty.value)}` : `${guilty.kind}: ${guilty.error}`;
}

describe('what does not end is stopped, and the rest is answered', () => {
  const endless: Record<string, Question> = {
    'a Lua loop': lua('while true do end'),
    'a Lua loop that catches errors': lua('while true do pcall(function() while true do end end) end'),
    'a Lua loop in a coroutine': lua('coroutine.wrap(function() while true do end end)()'),
    'a Lua pattern that backtracks': lua(
      'return {a = string.find(string.rep("a", 40), string.rep("a?", 40) .. string.rep("a", 40) .. "b")}',
    ),
    'a template that prints': template('{{range 100000000000}}xxxxxxxxxxxxxxxxxxxx{{end}}'),
    'a template that is silent': template('{{range 100000000000}}{{end}}'),
    'jq repeat': jq('[repeat(.)]'),
    'jq range': jq('{a: [range(1e12)]}'),
    'an expr loop': {
      op: 'sourceFilter',
      expression: 'all(1..100000, {all(1..100000, {# > -1})})',
      json: '{}',
    },
    'a workflow expression loop': {
      op: 'workflowExpression',
      expression: 'let a = 1..900; all(a, {all(a, {all(a, {# > 0})})})',
      env: '{}',
    },
    'gjson that doubles its document': {
      op: 'gjson',
      json: '{"a":1}',
      paths: [Array(60).fill('[@this,@this]').join('|')],
    },
  };
  for (const [name, question] of Object.entries(endless)) {
    test(name, () => {
      // Which of the limits is met first depends on how fast the machine is.
      expect(stopped(question)).toMatch(
        /^limit: stopped(: it needs more than 1 GiB of memory|: the template's output is longer than 16 MiB| after 0\.4 s)$/,
      );
    });
  }
  test('a regular expression of 1 MB', () => {
    expect(stopped({ op: 'regexp', pattern: '(a|b)'.repeat(200_000), texts: ['x'] })).toMatch(
      /^limit: |^error: error parsing regexp/,
    );
  });
  test('a channel that nobody writes to', () => {
    expect(stopped(lua('channel.make():receive()'))).toBe('limit: stopped: it would wait for ever');
  });
});

describe('what is too large is stopped', () => {
  const outOfMemory = 'limit: stopped: it needs more than 1 GiB of memory';
  test('a Lua text of 2 GB', () =>
    expect(stopped(lua('return {a = string.rep("x", 2e9)}'))).toBe(outOfMemory));
  test('a Lua text of 10 TB', () =>
    expect(stopped(lua('return {a = string.rep("x", 1e13)}'))).toBe(outOfMemory));
  test('a template of 10 GB', () =>
    expect(stopped(template('{{repeat 1000000000 "0123456789"}}'))).toBe(outOfMemory));
  test('templates that call themselves', () =>
    expect(stopped(template('{{define "a"}}{{template "a"}}{{end}}{{template "a"}}'))).toMatch(
      /^limit: .*1,000 levels/,
    ));
  test('an expr range, as upstream', () =>
    expect(stopped({ op: 'sourceFilter', expression: 'len(1..1000000000) > 1', json: '{}' })).toContain(
      "error: unable to evaluate expression 'len(1..1000000000) > 1': memory budget exceeded",
    ));
  test('JSON as deep as Go reads it is read, deeper is refused', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    const [deep, deeper] = engine.ask([
      { op: 'compactJson', json: nested(10_000) },
      { op: 'compactJson', json: nested(10_001) },
    ]);
    expect(deep).toEqual({ ok: true, value: nested(10_000) });
    expect(deeper).toMatchObject({
      ok: false,
      kind: 'error',
      error: "invalid character '[' exceeded max depth",
    });
  });
  test('a document larger than the shared memory passes', () => {
    const json = JSON.stringify({ text: 'é'.repeat(300_000) });
    expect(engine.ask([{ op: 'compactJson', json }])).toEqual([{ ok: true, value: json }]);
  });
});

describe('there is no world outside', () => {
  test('Lua finds no files, variables or processes', () => {
    const [answer] = engine.ask([
      lua(
        'return {f = tostring(io.open("/etc/passwd")), v = tostring(os.getenv("PATH")), p = os.execute("true")}',
      ),
    ]);
    expect(answer).toEqual({ ok: true, value: '{"f":"nil","p":1,"v":"nil"}' });
    expect(stopped(lua('dofile("/etc/passwd")'))).toContain('error: ');
  });
  test('what Lua puts into the environment is gone at the next question', () => {
    const set = lua('os.setenv("K", "v") return {k = os.getenv("K")}');
    const get = lua('return {k = tostring(os.getenv("K"))}');
    expect(engine.ask([set, get])).toEqual([
      { ok: true, value: '{"k":"v"}' },
      { ok: true, value: '{"k":"nil"}' },
    ]);
  });
  test('templates see an empty environment', () => {
    expect(engine.ask([template('[{{env "PATH"}}{{expandenv "$HOME"}}]')])).toEqual([
      { ok: true, value: '[]' },
    ]);
  });
  test('names are not resolved', () => {
    expect(stopped(template('{{getHostByName "localhost"}}'))).toMatch(/^limit: .*no network/);
  });
  test('os.exit would end the sensor', () => {
    expect(stopped(lua('os.exit(3)'))).toBe('panic: the process ends itself with exit code 3');
  });
});

describe('a run can be repeated', () => {
  const random = [
    template('{{now | date "2006-01-02T15:04:05"}} {{uuidv4}} {{randAlpha 8}} {{randInt 0 1000000}}'),
    lua('return {r = math.random(), t = os.time()}'),
    { op: 'jq', query: '{now: now}', json: '{}' },
  ] as const satisfies readonly Question[];
  const answers = (seed: number) => {
    const fresh = openEngine({ now: '2026-01-02T03:04:05.5+01:00', seed });
    try {
      return JSON.stringify(fresh.ask(random));
    } finally {
      fresh.close();
    }
  };
  test('the same seed and time give the same answers, another seed others', () => {
    const first = answers(1);
    expect(first).toContain('2026-01-02T02:04:05 ');
    expect(first).toContain('1767319445.5');
    expect(answers(1)).toBe(first);
    expect(answers(2)).not.toBe(first);
  });
  test('a time that is none is refused', () => {
    expect(() => openEngine({ now: 'yesterday' })).toThrow('not an RFC 3339 time: "yesterday"');
  });
});

test('many bounded questions are answered as the first was', () => {
  const json = JSON.stringify({ body: { ref: 'refs/heads/main', n: [1, 2.5e3, null] } });
  const questions = [
    { op: 'gjson', json, paths: ['body.ref', 'body.n.1', 'nope'] },
    { op: 'sjson', json, changes: [{ path: 'body.x.1', value: 'é', raw: false }] },
    { op: 'regexp', pattern: '^refs/(', texts: ['x'] },
    { op: 'govaluate', expression: 'n > 3', parameters: '{"n":5}', version: 'events' },
  ] as const;
  const fresh = openEngine({ seed: 1 });
  const first = JSON.stringify(fresh.ask(questions));
  for (let i = 0; i < 400; i++) expect(JSON.stringify(fresh.ask(questions))).toBe(first);
  fresh.close();
  expect(JSON.stringify(fresh.ask(questions))).toBe(first);
  fresh.close();
});

test('an open engine does not keep the process alive', () => {
  const module = fileURLToPath(new URL('../../src/engine/wasm.ts', import.meta.url));
  const script = `
    const { openEngine } = await import(${JSON.stringify(module)});
    const engine = openEngine();
    process.stdout.write(JSON.stringify(engine.ask([{ op: 'duration', text: '1s' }])));`;
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', script],
    {
      encoding: 'utf8',
      timeout: 50_000,
    },
  );
  expect(stdout).toBe('[{"ok":true,"value":"1000000000"}]');
  expect(status).toBe(0);
});
