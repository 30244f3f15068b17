import { describe, expect, it } from 'vitest';
import {
  bareObject,
  encodeGo,
  inWords,
  isArray,
  isObject,
  isSet,
  type JsonObject,
  listAt,
  objectAt,
  objectsAt,
  own,
  parseJson,
  scalarText,
  textAt,
  textMap,
  textsAt,
  typeName,
  valueAt,
  withMembers,
} from '../src/json.ts';

describe('encodeGo', () => {
  // Expected texts are what Go 1.26's json.Marshal prints for the same value.
  it.each([
    ['keys in byte order', { b: 1, a: 2, B: 3, '': 0, é: 4 }, '{"":0,"B":3,"a":2,"b":1,"é":4}'],
    ['nested values', { a: [null, true, { x: [] }] }, '{"a":[null,true,{"x":[]}]}'],
    ['HTML characters', '<a href="x">&</a>', '"\\u003ca href=\\"x\\"\\u003e\\u0026\\u003c/a\\u003e"'],
    ['line separators', '\u2028\u2029', '"\\u2028\\u2029"'],
    ['control characters', '\b\f\n\r\t\u0001\u007f', '"\\b\\f\\n\\r\\t\\u0001\u007f"'],
    ['a lone surrogate', 'a\ud800b', '"a\ufffdb"'],
    ['a large float', 1e21, '1e+21'],
    ['a float just below the exponent form', 1e20, '100000000000000000000'],
    ['a small float', 1e-7, '1e-7'],
    ['a float just above the exponent form', 1e-6, '0.000001'],
    ['negative zero', -0, '-0'],
    ['all digits of an int64', 9223372036854775807n, '9223372036854775807'],
  ])('writes %s', (_what, value, expected) => {
    expect(encodeGo(value)).toBe(expected);
  });
});

describe('valueAt', () => {
  const root = { spec: { triggers: [{ name: 'a' }] }, 'a.b': 1 };

  it.each([
    [['spec', 'triggers', 0, 'name'], 'a'],
    [['a.b'], 1],
    [[], root],
    [['spec', 'triggers', 1], undefined],
    [['spec', 'triggers', 'name'], undefined],
    [['spec', 0], undefined],
    [['constructor'], undefined],
    [['spec', 'triggers', 'length'], undefined],
  ])('%j', (path, expected) => {
    expect(valueAt(root, path)).toEqual(expected);
  });
});

describe('the kinds of values', () => {
  it.each([
    [null, 'null'],
    [false, 'boolean'],
    [1.5, 'number'],
    [1n, 'number'],
    ['', 'string'],
    [[], 'array'],
    [{}, 'object'],
  ] as const)('%s', (value, name) => {
    expect(typeName(value)).toBe(name);
    expect(isArray(value)).toBe(name === 'array');
    expect(isObject(value)).toBe(name === 'object');
  });
});

describe('what nobody has checked', () => {
  const object = parseJson(
    '{"name": "a", "list": ["b", 1, {"c": 2}], "labels": {"x": "y", "z": 1}, "none": null, "__proto__": {"p": 1}}',
  ) as JsonObject;

  it('is read as absent where it has another type', () => {
    expect([textAt(object, 'name'), textAt(object, 'list'), textAt(undefined, 'name')]).toEqual([
      'a',
      '',
      '',
    ]);
    expect([listAt(object, 'name'), textsAt(object, 'list'), objectsAt(object, 'list')]).toEqual([
      [],
      ['b'],
      [{ c: 2 }],
    ]);
    expect([objectAt(object, 'labels'), objectAt(object, 'list')]).toEqual([{ x: 'y', z: 1 }, undefined]);
    expect([...textMap(object, 'labels')]).toEqual([['x', 'y']]);
    expect([isSet(object, 'none'), isSet(object, 'name')]).toEqual([false, true]);
  });

  it.each(['toString', 'constructor', 'hasOwnProperty'])('has no %s of its own', (key) => {
    expect(own(object, key)).toBeUndefined();
    expect(bareObject()[key]).toBeUndefined();
  });

  it('has the keys that it was given, whatever they are called', () => {
    expect(own(object, '__proto__')).toEqual({ p: 1 });
    const copy = withMembers(object, { name: undefined, toString: 'text' });
    expect(Object.keys(copy)).toEqual(['list', 'labels', 'none', '__proto__', 'toString']);
    expect(own(copy, 'toString')).toBe('text');
  });

  it.each([
    ['a', 'a', 'the text "a"'],
    [1.5, '1.5', 'the number 1.5'],
    [2n ** 63n, '9223372036854775808', 'the number 9223372036854775808'],
    [false, 'false', 'the boolean false'],
    [null, undefined, 'null'],
    [[], undefined, 'a list'],
    [{ toString: 1 }, undefined, 'a mapping'],
    ['a\nb', 'a\nb', 'the text "a…"'],
  ])('%s has the text %s, and is %s in a message', (value, text, words) => {
    expect(scalarText(value)).toBe(text);
    expect(inWords(value)).toBe(words);
  });
});
