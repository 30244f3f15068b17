import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Edit } from '../../src/diagnostic.ts';
import { editYaml } from '../../src/yaml/edit.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const TEXT = `# before
kind: Sensor # its kind
spec:
  dependancies: # misspelled
    - name: a
      filters: {data: [], time: {}}
  port: 12000 # a number
  text: |
    several
    lines
  empty: {}
`;

function edit(...edits: Edit[]): string | undefined {
  return editYaml(TEXT, 0, edits);
}

describe('an edit', () => {
  it.each<[string, Edit, string, string]>([
    [
      'renames a key',
      { kind: 'rename', path: ['spec', 'dependancies'], key: 'dependencies' },
      'dependancies: #',
      'dependencies: #',
    ],
    [
      'quotes a value',
      { kind: 'set', path: ['spec', 'port'], value: '12000' },
      'port: 12000 #',
      'port: "12000" #',
    ],
    [
      'adds a member',
      { kind: 'set', path: ['spec', 'replicas'], value: 1 },
      '  dependancies: #',
      '  replicas: 1\n  dependancies: #',
    ],
    [
      'makes missing parents',
      { kind: 'set', path: ['metadata', 'namespace'], value: 'ci' },
      'kind: Sensor',
      'metadata: {namespace: ci}\nkind: Sensor',
    ],
    [
      'adds to a flow mapping',
      { kind: 'set', path: ['spec', 'empty', 'on'], value: 'n' },
      'empty: {}',
      'empty: {"on": "n"}',
    ],
    ['removes a line', { kind: 'remove', path: ['spec', 'port'] }, '  port: 12000 # a number\n', ''],
    [
      'removes a block scalar',
      { kind: 'remove', path: ['spec', 'text'] },
      '  text: |\n    several\n    lines\n',
      '',
    ],
    [
      'removes from a flow mapping',
      { kind: 'remove', path: ['spec', 'dependancies', 0, 'filters', 'data'] },
      '{data: [], time',
      '{time',
    ],
    [
      'removes the last of a flow mapping',
      { kind: 'remove', path: ['spec', 'dependancies', 0, 'filters', 'time'] },
      '[], time: {}}',
      '[]}',
    ],
    [
      'removes after a dash',
      { kind: 'remove', path: ['spec', 'dependancies', 0, 'name'] },
      '- name: a\n      filters',
      '- filters',
    ],
    [
      'moves a member',
      { kind: 'move', path: ['spec', 'port'], to: ['spec', 'empty', 'port'] },
      TEXT.slice(TEXT.indexOf('  port')),
      '  text: |\n    several\n    lines\n  empty: {port: 12000}\n',
    ],
  ])('%s', (_, one, before, after) => {
    expect(edit(one)).toBe(TEXT.replace(before, after));
  });

  it('fills in what is empty', () => {
    const log: Edit = { kind: 'set', path: ['template', 'log'], value: {} };
    expect(editYaml('template:\n  log: # nothing\n  name: a\n', 0, [log])).toBe(
      'template:\n  log: {} # nothing\n  name: a\n',
    );
    expect(editYaml('template: {log: , name: a}\n', 0, [log])).toBe('template: {log: {} , name: a}\n');
  });

  it('keeps the other documents', () => {
    const texts = `a: 1\n---\nb: 2 # two\n---\nc: 3\n`;
    expect(editYaml(texts, 1, [{ kind: 'set', path: ['b'], value: 'x' }])).toBe(
      'a: 1\n---\nb: x # two\n---\nc: 3\n',
    );
  });

  it.each<[string, Edit, string]>([
    [
      'renames a key',
      { kind: 'rename', path: ['spec', 'webhok'], key: 'webhook' },
      '{"kind": "EventSource",\n "spec": {\n   "webhook": {"port": 1}}}\n',
    ],
    [
      'writes a value',
      { kind: 'set', path: ['spec', 'webhok', 'port'], value: 'a' },
      '{"kind": "EventSource",\n "spec": {\n   "webhok": {"port": "a"}}}\n',
    ],
    [
      'adds a member on a line of its own',
      { kind: 'set', path: ['spec', 'template', 'name'], value: 'x' },
      '{"kind": "EventSource",\n "spec": {\n   "template": {"name": "x"},\n   "webhok": {"port": 1}}}\n',
    ],
    [
      'adds a member on the same line',
      { kind: 'set', path: ['spec', 'webhok', 'endpoint'], value: '/' },
      '{"kind": "EventSource",\n "spec": {\n   "webhok": {"endpoint": "/", "port": 1}}}\n',
    ],
  ])('leaves JSON what it is: %s', (_, one, after) => {
    const text = '{"kind": "EventSource",\n "spec": {\n   "webhok": {"port": 1}}}\n';
    expect(editYaml(text, 0, [one])).toBe(after);
    expect(() => JSON.parse(after)).not.toThrow();
  });

  it.each<[string, Edit]>([
    ['renames to a key that is there', { kind: 'rename', path: ['spec', 'port'], key: 'text' }],
    ['removes what is not there', { kind: 'remove', path: ['spec', 'nothing'] }],
    ['sets below a text', { kind: 'set', path: ['kind', 'a'], value: 1 }],
    ['replaces a block scalar', { kind: 'set', path: ['spec', 'text'], value: 'x' }],
  ])('is not made halfway: %s', (_, one) => {
    expect(edit({ kind: 'set', path: ['kind'], value: 'Other' }, one)).toBeUndefined();
  });

  it('means the same as the edit of the value, or is refused', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'on', 'x y');
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const object = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(key, tie('node'), { maxKeys: 3 }),
      ),
    })).node;
    fc.assert(
      fc.property(
        fc.dictionary(key, object, { minKeys: 1 }),
        fc.array(fc.oneof(key, fc.nat(2)), { minLength: 1, maxLength: 3 }),
        leaf,
        (value, path, written) => {
          const text = JSON.stringify(value, null, 1);
          const edited = editYaml(text, 0, [{ kind: 'set', path, value: written }]);
          if (edited === undefined) return;
          expect(() => JSON.parse(edited)).not.toThrow();
          const { documents, diagnostics } = parseYaml(edited, 'edited');
          expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
          expect(
            path.reduce<unknown>(
              (inner, part) => (inner as Record<string | number, unknown>)[part],
              documents[0]?.value,
            ),
          ).toEqual(written);
        },
      ),
    );
  });
});

describe('an item of a list', () => {
  const LISTS = `rules:
  # the first
  - apiGroups: [argoproj.io]
    verbs: [get] # read
  - apiGroups:
      - apps # all
    verbs: ["*"]
names: []
`;

  it.each<[string, Edit, string, string]>([
    [
      'is added in brackets',
      { kind: 'set', path: ['rules', 0, 'verbs', 1], value: 'list' },
      '[get]',
      '[get, list]',
    ],
    [
      'can become the empty text',
      { kind: 'set', path: ['rules', 0, 'apiGroups', 0], value: '' },
      '[argoproj.io]',
      '[""]',
    ],
    ['is the first in empty brackets', { kind: 'set', path: ['names', 0], value: 'a' }, '[]', '[a]'],
    [
      'gets a line of its own',
      { kind: 'set', path: ['rules', 1, 'apiGroups', 1], value: '' },
      '- apps # all\n',
      '- apps # all\n      - ""\n',
    ],
    [
      'has a line for each member',
      { kind: 'set', path: ['rules', 2], value: { apiGroups: [''], verbs: ['get'] } },
      'verbs: ["*"]\n',
      'verbs: ["*"]\n  - apiGroups: [""]\n    verbs: [get]\n',
    ],
    [
      'goes with its lines',
      { kind: 'remove', path: ['rules', 0] },
      '  - apiGroups: [argoproj.io]\n    verbs: [get] # read\n',
      '',
    ],
  ])('%s', (_, one, before, after) => {
    expect(editYaml(LISTS, 0, [one])).toBe(LISTS.replace(before, after));
  });

  it('is refused further behind', () => {
    expect(editYaml(LISTS, 0, [{ kind: 'set', path: ['rules', 3], value: {} }])).toBeUndefined();
    expect(editYaml(LISTS, 0, [{ kind: 'remove', path: ['rules', 1, 'apiGroups', 0] }])).toBeUndefined();
  });
});
