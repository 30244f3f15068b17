import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { buildModel } from '../../src/model/build.ts';
import { CONDITION_RULES } from '../../src/rules/condition/index.ts';
import { DEPENDENCY_RULES } from '../../src/rules/dependency/index.ts';
import { FILTER_RULES } from '../../src/rules/filter/index.ts';
import { reachOf } from '../../src/rules/reach.ts';
import { runRules } from '../../src/rules/run.ts';
import { TRANSFORM_RULES } from '../../src/rules/transform/index.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const engine = openEngine();
afterAll(() => engine.close());

const RULES = [...CONDITION_RULES, ...DEPENDENCY_RULES, ...FILTER_RULES, ...TRANSFORM_RULES];

/** `rule: help` of what is found, with the severity where it is another one than the rule's. */
function findings(text: string): readonly string[] {
  const { documents, diagnostics } = parseYaml(text, 'flow.yaml');
  expect(diagnostics).toEqual([]);
  const model = buildModel(documents);
  const reach = reachOf(model, { complete: true, external: [] });
  return runRules(RULES, model, { engine, reach }).map(({ rule, severity }) => {
    const own = RULES.find(({ id }) => id === rule)?.severity;
    return own === severity ? rule : `${rule} (${severity})`;
  });
}

const SOURCE = `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: es}
spec:
  webhook: {hook: {endpoint: /hook, port: "12000", method: POST}}
  sqs: {queue: {queue: jobs, region: eu-west-1}}
  minio: {drop: {endpoint: 'minio:9000', bucket: {name: b}, accessKey: {name: s, key: a}, secretKey: {name: s, key: b}}}
`;

function flow(dependencies: readonly string[], template: string): string {
  return `${SOURCE}---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: sensor}
spec:
  dependencies:
${dependencies.map((one) => `    - ${one}\n`).join('')}
  triggers:
    - template: {name: log, ${template}}
`;
}

const hook = (more: string, event = 'hook') =>
  findings(flow([`{name: a, eventSourceName: es, eventName: ${event}, ${more}}`], 'log: {}'));
const data = (filter: string) => hook(`filters: {data: [{${filter}}]}`);
const expression = (expr: string, ...names: readonly string[]) =>
  hook(
    `filters: {exprs: [{expr: ${JSON.stringify(expr)}, fields: [${names.map((name) => `{name: ${JSON.stringify(name)}, path: body.x}`).join(', ')}]}]}`,
  );
const script = (text: string) => hook(`filters: {script: ${JSON.stringify(text)}}`);
const jq = (query: string) => hook(`transform: {jq: ${JSON.stringify(query)}}`);
const lua = (text: string) => hook(`transform: {script: ${JSON.stringify(text)}}`);
const conditions = (text: string, ...names: readonly string[]) =>
  findings(
    flow(
      names.map(
        (name, index) => `{name: ${JSON.stringify(name)}, eventSourceName: es, eventName: e${index}}`,
      ),
      `conditions: ${JSON.stringify(text)}, log: {}`,
    ),
  );

describe('data filters', () => {
  it.each([
    'path: body.x, type: string, value: ["^a$", "^b"]',
    'path: body.x, type: string, value: ["^refs/heads/"]',
    'path: body.x, type: string, value: [a.*b]',
    'path: body.x, type: string, comparator: "!=", value: ["^a$"]',
    'path: body.x, type: number, comparator: "<", value: ["10"]',
    'path: body.x, type: number, value: ["0x1p4", "1e3", "Inf"]',
    'path: body.x, type: bool, value: ["T"]',
    'path: header.X-Id.0, type: string, value: ["^a$"]',
    'path: "body.items.#(name==\\"a\\").id", type: number, value: ["5"]',
    'path: body.labels.team, type: string, value: ["^a$"]',
    'path: "body.metadata.labels.app\\\\.kubernetes\\\\.io/name", type: string, value: ["^a$"]',
    'path: body, type: string, template: "{{ (fromJson .Input).a }}", value: ["^a$"]',
    'path: body.x, type: string, template: "{{ if .Input }}yes{{ end }}", value: ["^yes$"]',
  ])('says nothing of {%s}', (filter) => {
    expect(data(filter)).toEqual([]);
  });

  it('asks the list of an event for an item, not for a key', () => {
    const drop = (path: string) =>
      hook(`filters: {data: [{path: ${path}, type: string, value: ["^a$"]}]}`, 'drop');
    expect(drop('notification.s3.object.key')).toEqual(['filter/path-leads-nowhere']);
    expect(drop('notification.0.s3.object.key')).toEqual([]);
    expect(drop('"notification.#.s3.object.key"')).not.toContain('filter/path-leads-nowhere');
  });

  it.each([
    ['path: body.x, type: string, value: [word]', 'filter/regex-unanchored'],
    ['path: body.action, type: string, value: [labeled]', 'filter/regex-unanchored (warning)'],
    ['path: body.ref, type: string, value: [refs/heads/main]', 'filter/regex-unanchored (warning)'],
    ['path: body.action, type: string, value: [opened, reopened]', 'filter/regex-unanchored'],
    ['path: body.x, type: number, value: ["0"]', 'filter/number-zero'],
    ['path: body.x, type: bool, comparator: ">", value: ["true"]', 'filter/bool-comparator'],
    ['path: header.X-Id, type: string, value: ["a|b.*"]', 'filter/list-as-text (info)'],
    ['path: header.X-Id, type: number, value: ["5"]', 'filter/list-as-text'],
    ['path: $.body.x, type: string, value: ["^a$"]', 'filter/path-leads-nowhere'],
    ['path: body.items.-1, type: string, value: ["^a$"]', 'filter/path-suspicious'],
    ['path: "body.a,body.b", type: string, value: ["^a$"]', 'filter/path-suspicious'],
    ['path: body.labels.app.kubernetes.io/name, type: string, value: ["^a$"]', 'filter/path-suspicious'],
    ['path: body.x, type: string, template: "{{ .body }}", value: ["^a$"]', 'filter/template-root'],
  ])('of {%s}: %s', (filter, rule) => {
    expect(data(filter)).toEqual([rule]);
  });

  it('know what the type of the event puts into the body', () => {
    expect(hook('filters: {data: [{path: body.x, type: string, value: ["^a$"]}]}', 'queue')).toEqual([
      'filter/path-leads-nowhere',
    ]);
  });
});

describe('expressions', () => {
  it.each([
    ['a == "x"', 'a'],
    ['a == -1 && !(a == 2)', 'a'],
    ['a =~ "^2026-01-02"', 'a'],
    ['[my-name] == "x"', 'my-name'],
    ['a ? true : false', 'a'],
    ['a in ("x", "y")', 'a'],
    ['a', 'a'],
  ])('says nothing of %s', (expr, ...names) => {
    expect(expression(expr, ...names)).toEqual([]);
  });

  it.each([
    ['a ==-1', ['a'], ['filter/expression-syntax']],
    ['len(a) > 1', ['a'], ['filter/expression-syntax']],
    ['my-name == "x"', ['my-name'], ['filter/expression-field-name']],
    ['_a == "x"', ['_a'], ['filter/expression-field-name']],
    ['a == b', ['a'], ['filter/expression-unknown-variable']],
    ['a == "x"', ['a', 'b'], ['filter/expression-unused-field']],
    ['a == "2026-01-02"', ['a'], ['filter/expression-date-literal']],
    ['a ? "yes" : "no"', ['a'], ['filter/expression-not-boolean']],
    ['a * 2', ['a'], ['filter/expression-not-boolean']],
  ])('of %s with the fields %s: %s', (expr, names, rules) => {
    expect(expression(expr, ...names)).toEqual(rules);
  });
});

describe('scripts', () => {
  it.each([
    'return event.body.x == 1',
    'if event.body.x then\n  return true\nend\nreturn false',
    'return\n  event.body.x == 1',
    '-- table.unpack is not here\nreturn event.body.x == "io.open"',
    'table.unpack = unpack\nreturn table.unpack({event.body.x == 1})',
    'for i = 1, 3 do if event.body.x == i then return true end end',
    'return os.time() > 1 and event.body.io.open',
  ])('says nothing of %j', (text) => {
    expect(script(text)).toEqual([]);
  });

  it.each([
    ['return event.body.x == ', 'dependency/script-syntax'],
    ['return event.body.x // 2 == 1', 'dependency/script-syntax'],
    ['event.body.x = 1', 'filter/script-never-true'],
    ['return "true"', 'filter/script-never-true'],
    ['return utf8.len(event.body.x) == 1', 'dependency/script-unknown-function'],
    ['return io.open("/etc/passwd") ~= nil', 'dependency/script-outside-world'],
    ['while true do local x = 1 end\nreturn event.body.x == 1', 'dependency/script-endless'],
    ['os.exit(1) return true', 'dependency/script-outside-world (error)'],
  ])('of %j: %s', (text, rule) => {
    expect(script(text)).toEqual([rule]);
  });

  it('that never end are not run', () => {
    expect(script('while 1 == 1 do end return true')).toEqual([]);
  });
});

describe('transformations', () => {
  it.each([
    '.body',
    '.body.items[0]',
    '{ref: .body.ref, "a b": 1}',
    '. + {seen: true}',
    'reduce .body.items[] as $item ({}; . + $item)',
    '.body | with_entries(.key |= ascii_downcase)',
    '{env: .body.env}',
    'def f: .body; f | {a: .a}',
    '.body | to_entries | from_entries',
  ])('says nothing of the query %s', (query) => {
    expect(jq(query)).toEqual([]);
  });

  it.each([
    ['{ref: .body.ref', 'transform/jq-syntax'],
    ['.body | tosting', 'transform/jq-unknown-function'],
    ['{a: $x}', 'transform/jq-unknown-function'],
    ['[.body.x]', 'transform/jq-not-object'],
    ['.body | keys', 'transform/jq-not-object'],
    ['.body | length', 'transform/jq-not-object'],
    ['"text"', 'transform/jq-not-object'],
    ['empty', 'transform/jq-not-object'],
    ['{a: env.HOME}', 'transform/jq-environment'],
  ])('of the query %s: %s', (query, rule) => {
    expect(jq(query)).toEqual([rule]);
  });

  it('leave paths out that filters and parameters read', () => {
    const read = (query: string, path: string) =>
      hook(
        `transform: {jq: ${JSON.stringify(query)}}, filters: {data: [{path: ${path}, type: string, value: ["^a$"]}]}`,
      );
    expect(read('{ref: .body.ref}', 'body.ref')).toEqual(['transform/path-lost']);
    expect(read('{ref: .body.ref}', 'ref')).toEqual([]);
    expect(read('{(.body.key): 1}', 'body.ref')).toEqual([]);
    expect(read('. + {ref: .body.ref}', 'body.ref')).toEqual([]);
    expect(read('{ref: .body.ref}', '"*"')).toEqual([]);
  });

  it('of scripts give a table', () => {
    expect(lua('return {ref = event.body.ref}')).toEqual([]);
    expect(lua('event.x = 1\nreturn event')).toEqual(['transform/script-lists']);
    expect(lua('event.x = 1')).toEqual(['transform/script-not-table']);
    expect(lua('return {ref = ')).toEqual(['dependency/script-syntax']);
  });
});

describe('conditions', () => {
  it.each([
    ['a && (b || c)', 'a', 'b', 'c'],
    ['dep_1 || b', 'dep-1', 'b'],
    ['len', 'len', 'b'],
    ['first', 'first'],
  ])('says nothing of %s', (text, ...names) => {
    expect(conditions(text, ...names)).toEqual([]);
  });

  it.each([
    ['a and b', ['a', 'b'], ['condition/unreadable']],
    ['(a || b', ['a', 'b'], ['condition/unreadable']],
    ['!a', ['a', 'b'], ['condition/unreadable']],
    ['a || c || d', ['a', 'b'], ['condition/unknown-dependency', 'condition/unknown-dependency']],
    ['true', ['a', 'b'], ['condition/constant']],
    ['len || b', ['len', 'b'], ['dependency/name-reserved']],
    ['a.b || c', ['a.b', 'c'], ['dependency/name-unusable']],
    ['a-b', ['a-b', 'a_b'], ['dependency/name-collision']],
  ])('of %s with the dependencies %s: %s', (text, names, rules) => {
    expect(conditions(text, ...names)).toEqual(rules);
  });

  it('on one event twice', () => {
    const twice = (first: string, second: string) =>
      findings(
        flow(
          [
            `{name: a, eventSourceName: es, eventName: hook${first}}`,
            `{name: b, eventSourceName: es, eventName: hook${second}}`,
          ],
          'conditions: a && b, log: {}',
        ),
      );
    const filtered = (value: string) =>
      `, filters: {data: [{path: body.x, type: string, value: ["^${value}$"]}]}`;
    expect(twice('', '')).toEqual(['condition/same-event']);
    expect(twice(filtered('1'), '')).toEqual(['condition/same-event']);
    expect(twice(filtered('1'), filtered('2'))).toEqual([]);
  });
});
