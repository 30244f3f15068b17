import { afterAll, describe, expect, test } from 'vitest';
import type { Operations, Question } from '../../src/engine/engine.ts';
import { openEngine } from '../../src/engine/wasm.ts';

const engine = openEngine({ now: '2026-01-02T03:04:05.123456789Z', seed: 7 });
afterAll(() => engine.close());

function ask<const Q extends Question>(question: Q): NonNullable<Operations[Q['op']]['returns']> {
  const [answer] = engine.ask([question]);
  if (answer === undefined || !answer.ok) throw new Error(`${answer?.kind}: ${answer?.error}`);
  return answer.value as NonNullable<Operations[Q['op']]['returns']>;
}

function failure(question: Question): string {
  const [answer] = engine.ask([question]);
  if (answer === undefined || answer.ok) throw new Error(`answered: ${JSON.stringify(answer?.value)}`);
  return `${answer.kind}: ${answer.error}`;
}

describe('gjson and sjson', () => {
  const json =
    '{"a":1,"a":2,"items":[{"k":"v","n":1e3},{"k":"v","n":7},{"k":"w"}],"x.y":null,"big":12345678901}';
  const strings = (...paths: string[]) => ask({ op: 'gjson', json, paths }).map(({ string }) => string);

  test('the first of equal keys wins', () => expect(strings('a')).toEqual(['1']));
  test('a query finds all, their numbers are kept as written', () =>
    expect(ask({ op: 'gjson', json, paths: ['items.#(k=="v")#.n'] })[0]).toMatchObject({
      type: 'JSON',
      raw: '[1e3,7]',
    }));
  test('numbers, counts, escaped dots, modifiers', () =>
    expect(strings('items.0.n', 'items.#', 'x\\.y', 'big', 'items.0|@reverse')).toEqual([
      '1000',
      '3',
      '',
      '12345678901',
      '{"n":1e3,"k":"v"}',
    ]));
  test('null exists, what is not there does not', () =>
    expect(ask({ op: 'gjson', json, paths: ['x\\.y', 'nope'] }).map(({ exists }) => exists)).toEqual([
      true,
      false,
    ]));
  test('sjson pads arrays, appends, and changes nothing when a query finds nothing', () => {
    const set = (path: string) => ({ path, value: 'v', raw: false });
    expect(ask({ op: 'sjson', json: '{}', changes: [set('a.2'), set('b.-1')] })).toBe(
      '{"a":[null,null,"v"],"b":["v"]}',
    );
    expect(ask({ op: 'sjson', json: '{"a":[]}', changes: [set('a.#(n=="x").v')] })).toBe('{"a":[]}');
    expect(failure({ op: 'sjson', json: '{"a":[]}', changes: [set('a.name.v')] })).toBe(
      "error: cannot set array element for non-numeric key 'name'",
    );
  });
});

describe('JSON and YAML', () => {
  test('compact keeps order, duplicates and digits', () =>
    expect(ask({ op: 'compactJson', json: '{ "b" : 1.0, "a":"<", "b":2 }' })).toBe(
      '{"b":1.0,"a":"\\u003c","b":2}',
    ));
  test('canonical sorts keys and takes numbers through float64', () =>
    expect(ask({ op: 'canonicalJson', json: '{"b":12345678901234567890,"a":1e21}' })).toBe(
      '{"a":1e+21,"b":12345678901234567000}',
    ));
  test("the syntax error is Go's", () => {
    expect(failure({ op: 'compactJson', json: '' })).toBe('error: unexpected end of JSON input');
    expect(failure({ op: 'compactJson', json: 'not' })).toBe(
      "error: invalid character 'o' in literal null (expecting 'u')",
    );
  });
  test('YAML is 1.1', () =>
    expect(ask({ op: 'yamlToJson', yaml: 'on: y\nmode: 0777\n1: a\n' })).toBe(
      '{"1":"a","mode":511,"true":true}',
    ));
});

describe('templates', () => {
  const render = (text: string, json = '{}') =>
    ({ op: 'template', name: 'param', text, input: { json } }) as const;
  test('numbers are float64', () =>
    expect(ask(render('{{.Input.n}} {{.Input.m}} {{.Input.n | int64}}', '{"n":1000000,"m":1234567}'))).toBe(
      '1e+06 1.234567e+06 1000000',
    ));
  test('maps print as Go prints them, what is missing as <no value>', () =>
    expect(ask(render('{{.Input}} {{.Input.x}}', '{"b":[1,"a"],"a":null}'))).toBe(
      'map[a:<nil> b:[1 a]] <no value>',
    ));
  test('plain text is a string', () =>
    expect(ask({ op: 'template', name: 'param', text: '{{.Input | upper}}', input: { text: 'é<1' } })).toBe(
      'É<1',
    ));
  test('errors name the template', () => {
    expect(failure(render('{{'))).toBe('error: template: param:1: unclosed action');
    expect(failure(render('{{.Input.a.b}}', '{"a":1}'))).toBe(
      'error: template: param:1:8: executing "param" at <.Input.a.b>: can\'t evaluate field b in type interface {}',
    );
  });
});

describe('govaluate', () => {
  const evaluate = (expression: string, parameters = '{}', version: 'events' | 'workflows' = 'events') =>
    ({ op: 'govaluate', expression, parameters, version }) as const;
  test('a literal that looks like a date is a number of seconds', () => {
    expect(ask(evaluate('"2026-01-02" + 0'))).toMatchObject({ type: 'number' });
    expect(ask(evaluate('a == "2026-01-02"', '{"a":"2026-01-02"}')).json).toBe('false');
  });
  test('symbols are read greedily', () =>
    expect(failure(evaluate('1==-1'))).toBe("error: Invalid token: '==-'"));
  test('nothing is converted', () => {
    expect(ask(evaluate('a == "1"', '{"a":1}')).json).toBe('false');
    expect(failure(evaluate('a < "x"', '{"a":1}'))).toMatch(/^error: /);
    expect(failure(evaluate('a'))).toBe("error: No parameter 'a' found.");
  });
  test('infinity has no JSON', () => {
    expect(ask(evaluate('1 / 0', '{}', 'workflows'))).toEqual({ type: 'number', json: '', text: '+Inf' });
  });
  test('variables in order', () =>
    expect(ask({ op: 'govaluateVariables', expression: 'b && (a || b)' })).toEqual(['b', 'a', 'b']));
  test('when takes bare words for texts', () => {
    expect(ask({ op: 'when', expression: 'heads == heads && 3 > 2' })).toBe(true);
    expect(ask({ op: 'when', expression: '' })).toBe(true);
    expect(failure({ op: 'when', expression: 'heads' })).toBe(
      "error: Expected boolean evaluation for 'heads'. Got heads",
    );
    expect(failure({ op: 'when', expression: 'a ==- b' })).toContain('hint: try wrapping');
  });
});

describe('expr', () => {
  const filter = (expression: string, json: string) => ({ op: 'sourceFilter', expression, json }) as const;
  test('dashes of top level names become underscores, dots become maps', () => {
    const json = '{"x-y":{"a-b":1},"p.q":2,"p":3}';
    expect(ask(filter('x_y["a-b"] == 1 && p.q == 2', json))).toBe(true);
  });
  test('sprig, jsonpath and the casts are there', () =>
    expect(
      ask(
        filter(
          'asInt("3") == 3 && sprig.upper(s) == "A" && jsonpath(toJson(o), "$.k") == 1',
          '{"s":"a","o":{"k":1}}',
        ),
      ),
    ).toBe(true));
  test('error texts', () => {
    expect(failure(filter('true', '[]'))).toBe(
      'error: failed to unmarshal data, json: cannot unmarshal array into Go value of type map[string]interface {}',
    );
    expect(failure(filter('1 + 1', '{}'))).toBe(
      "error: unable to cast expression result '%!s(int=2)' to bool",
    );
    expect(failure(filter('((', '{}'))).toBe(
      "error: unable to evaluate expression '((': unexpected token EOF (1:2)\n | ((\n | .^",
    );
    expect(failure(filter('values.k == 1', '{"values":{"k":1}}'))).toContain(
      "unable to evaluate expression 'values.k == 1'",
    );
  });
  test('conditions are texts put together', () => {
    const names = { a_b: 'a-b', c: 'c' };
    expect(ask({ op: 'conditionText', expression: '"("+a_b + "||" + c+")"', names })).toBe('(a-b||c)');
    expect(failure({ op: 'conditionText', expression: 'a_b + nope', names })).toContain('unknown name nope');
  });
  test('workflow expressions are of the newer library', () => {
    const env = '{"inputs.parameters.x":"2","item":{"k":[1]}}';
    const value = ask({
      op: 'workflowExpression',
      expression: 'asInt(inputs.parameters.x) + len(item.k)',
      env,
    });
    expect(value).toEqual({ type: 'number', json: '3', text: '3' });
    expect(ask({ op: 'workflowExpression', expression: 'let a = item; a.nope?.x', env }).type).toBe('nil');
  });
  test('names that an expression needs', () =>
    expect(ask({ op: 'workflowVariables', expression: 'a.b.c == x && (d.e ?? f) == g?.h' })).toEqual([
      'a',
      'a.b',
      'a.b.c',
      'x',
      'd',
      'f',
      'g',
    ]));
});

describe('jq', () => {
  const jq = (query: string, json: string) => ({ op: 'jq', query, json }) as const;
  test('keys come out sorted, only the first output counts', () =>
    expect(ask(jq('{b: .x, a: 1}, {}', '{"x":9007199254740993}'))).toBe('{"a":1,"b":9007199254740992}'));
  test('run-time errors are outputs, and not objects', () => {
    for (const query of ['.a.b.c | error', 'nope', '[.]']) {
      expect(failure(jq(query, '{}'))).toBe('error: jq transformation output must be a JSON object');
    }
    expect(failure(jq('empty', '{}'))).toBe('error: no output available from the jq command execution');
    expect(failure(jq('{', '{}'))).toBe('error: unexpected EOF');
  });
});

describe('Lua', () => {
  const transform = (script: string, json = '{}') => ({ op: 'luaTransform', script, json }) as const;
  test('it is Lua 5.1', () =>
    expect(ask(transform('return {t = tostring(10/2), u = unpack({7}), m = math.pow(2, 3)}'))).toBe(
      '{"m":8,"t":"5","u":7}',
    ));
  test('nulls and nested arrays are lost, an untouched empty array becomes an object', () =>
    expect(ask(transform('return event', '{"n":null,"a":[1,null,[2],"x"],"e":[]}'))).toBe(
      '{"a":[1,"x"],"e":{}}',
    ));
  test('__is_array keeps an empty array', () =>
    expect(ask(transform('event.e = setmetatable({}, {__is_array = true}) return event', '{}'))).toBe(
      '{"e":[]}',
    ));
  test('an array part hides the rest', () =>
    expect(ask(transform('local t = {1, 2} t.k = "v" return {t = t}'))).toBe('{"t":[1,2]}'));
  test('only the boolean true passes a filter', () => {
    const filter = (script: string) => ask({ op: 'luaFilter', script, json: '{"n":5}' });
    expect(filter('return event.n > 3')).toBe(true);
    expect(filter('return 1')).toBe(false);
    expect(filter('local x = 1')).toBe(false);
  });
  test('errors', () => {
    expect(failure(transform('return 1'))).toBe(
      'error: transformation script output type is not of lua table',
    );
    expect(failure(transform('error("no")'))).toContain('error: <string>:1: no\nstack traceback:');
    expect(failure(transform('return {f = print}'))).toBe('error: json: unsupported type: lua.LGFunction');
    expect(failure(transform('event.me = event return event'))).toMatch(/^panic: .*stack overflow/);
  });
});

describe('regular expressions, times, numbers', () => {
  test('RE2 is not anchored', () => {
    expect(ask({ op: 'regexp', pattern: 'b+', texts: ['abc', 'ac'] })).toEqual([true, false]);
    expect(failure({ op: 'regexp', pattern: '(?=a)', texts: [] })).toBe(
      'error: error parsing regexp: invalid or unsupported Perl syntax: `(?=`',
    );
  });
  const cron = { op: 'cron', timezone: 'Europe/Berlin', count: 2 } as const;
  test('cron skips the hour that a clock change skips, and looks back', () => {
    const spring = { ...cron, schedule: '30 2 * * *', after: '2026-03-28T00:00:00Z' } as const;
    expect(ask({ ...spring, parser: 'calendar', direction: 'next' })).toEqual([
      '2026-03-28T01:30:00Z',
      '2026-03-30T00:30:00Z',
    ]);
    expect(ask({ ...spring, parser: 'calendar', direction: 'previous' })).toEqual([
      '2026-03-27T01:30:00Z',
      '2026-03-26T01:30:00Z',
    ]);
  });
  test('looking back over an hour that a clock change repeats never ends, as in a sensor', () => {
    const autumn = { ...cron, schedule: '* 21 * * *', after: '2026-10-25T18:36:44Z' } as const;
    expect(failure({ ...autumn, parser: 'calendar', direction: 'previous' })).toMatch(/^limit: .*never ends/);
    expect(ask({ ...autumn, parser: 'calendar', direction: 'next', count: 1 })).toEqual([
      '2026-10-25T20:00:00Z',
    ]);
  });
  test('day of month or day of week, unless one is a star', () => {
    const after = '2026-01-01T12:00:00Z';
    const either = { ...cron, schedule: '0 0 13 * 5', after, parser: 'calendar', direction: 'next' } as const;
    expect(ask({ ...either, timezone: 'UTC' })).toEqual(['2026-01-02T00:00:00Z', '2026-01-09T00:00:00Z']);
  });
  test('descriptors are for CronWorkflows', () => {
    const daily = { ...cron, schedule: '@daily', after: '2026-01-01T12:00:00Z', direction: 'next' } as const;
    expect(ask({ ...daily, timezone: '', parser: 'standard' })[0]).toBe('2026-01-02T00:00:00Z');
    expect(failure({ ...daily, parser: 'calendar' })).toBe(
      'error: parser does not accept descriptors: @daily',
    );
    expect(failure({ ...daily, schedule: '0 0 * * 7', parser: 'calendar' })).toContain('above maximum (6)');
  });
  test('clocks', () => {
    expect(ask({ op: 'wallClock', at: '2026-07-28T00:00:00.5Z', timezone: 'America/New_York' })).toEqual({
      year: 2026,
      month: 7,
      day: 27,
      hour: 20,
      minute: 0,
      second: 0,
      nanosecond: 500_000_000,
      offset: -14400,
      zone: 'EDT',
    });
    expect(failure({ op: 'wallClock', at: '2026-07-28T00:00:00Z', timezone: 'Mars/Base' })).toBe(
      'error: unknown time zone Mars/Base',
    );
    const layout = '2006-01-02 15:04:05';
    expect(ask({ op: 'parseTime', layout, text: '2026-07-28 1:02:03', timezone: 'Asia/Tokyo' })).toBe(
      '2026-07-27T16:02:03Z',
    );
    expect(failure({ op: 'parseTime', layout, text: '2026-07-28 25:02:03', timezone: '' })).toBe(
      'error: parsing time "2026-07-28 25:02:03": hour out of range',
    );
  });
  test('durations and formats', () => {
    expect(ask({ op: 'duration', text: '-1h30m0.5s' })).toBe('-5400500000000');
    expect(failure({ op: 'duration', text: '1d' })).toBe('error: time: unknown unit "d" in duration "1d"');
    expect(ask({ op: 'formatInteger', format: 'n%03X', value: 42 })).toBe('n02A');
    expect(ask({ op: 'formatInteger', format: '%s', value: 42 })).toBe('%!s(int=42)');
  });
});
