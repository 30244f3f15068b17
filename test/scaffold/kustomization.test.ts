import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { withResources } from '../../src/scaffold/kustomization.ts';
import { fitted, type ProjectObject, refuseTaken } from '../../src/scaffold/project.ts';
import { readTemplate } from '../../src/scaffold/templates.ts';
import { EVENT_SOURCES } from '../payloads/event-source.ts';

const add = (text: string, ...names: string[]) => withResources(text, 'kustomization.yaml', names);

describe('a kustomization', () => {
  it.each([
    ['resources:\n  - a.yaml\n', 'resources:\n  - a.yaml\n  - b.yaml\n'],
    ['resources:\n- a.yaml # the first\n# end\n', 'resources:\n- a.yaml # the first\n- b.yaml\n# end\n'],
    ['resources:\n  - a.yaml', 'resources:\n  - a.yaml\n  - b.yaml'],
    ['resources: [a.yaml] # all\n', 'resources: [a.yaml, b.yaml] # all\n'],
    ['resources: [\n  a.yaml,\n]\n', 'resources: [\n  a.yaml, b.yaml,\n]\n'],
    ['resources:\n  - "a.yaml"\nimages: []\n', 'resources:\n  - "a.yaml"\n  - b.yaml\nimages: []\n'],
    ['resources: []\nimages: []\n', 'resources:\n  - b.yaml\nimages: []\n'],
    ['resources:\nimages: []\n', 'resources:\n  - b.yaml\nimages: []\n'],
    ['# mine\nkind: Kustomization\n', '# mine\nkind: Kustomization\nresources:\n  - b.yaml\n'],
    ['kind: Kustomization', 'kind: Kustomization\nresources:\n  - b.yaml\n'],
    ['', 'resources:\n  - b.yaml\n'],
    ['resources:\n  - b.yaml\n', 'resources:\n  - b.yaml\n'],
  ])('%j becomes %j', (before, after) => {
    expect(add(before, 'b.yaml')).toBe(after);
    expect(add(after, 'b.yaml')).toBe(after);
  });

  it.each([
    ['a: [', 'kustomization.yaml:'],
    ['- a', 'kustomization.yaml is no kustomization'],
    ['a: 1\n---\nb: 2\n', 'kustomization.yaml is no kustomization'],
    ['resources: a.yaml\n', '"resources" in kustomization.yaml is no list'],
  ])('%j is refused', (text, message) => {
    expect(() => add(text, 'b.yaml')).toThrow(message);
  });

  it('keeps every line that it has', () => {
    const line = fc.constantFrom('# a comment', '', '  # another', 'namePrefix: a-', 'images: []');
    const item = fc.record({ name: fc.stringMatching(/^[a-z]{1,8}\.yaml$/), comment: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 3 }),
        fc.uniqueArray(item, { minLength: 1, maxLength: 6, selector: ({ name }) => name }),
        fc.uniqueArray(fc.stringMatching(/^new-[a-z]{1,8}\.yaml$/), { maxLength: 4 }),
        fc.constantFrom('', '  ', '    '),
        (lines, items, added, indent) => {
          const unique = [...new Set(lines)];
          const rows = items.map(({ name, comment }) => `${indent}- ${name}${comment ? ' # why' : ''}`);
          const text = `${[...unique, 'resources:', ...rows, '# the end'].join('\n')}\n`;
          const result = add(text, ...added);
          expect(result.split('\n').filter((one) => !added.some((name) => one.includes(name)))).toEqual(
            text.split('\n'),
          );
          expect((parse(result) as { resources: string[] }).resources).toEqual([
            ...items.map(({ name }) => name),
            ...added,
          ]);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('a project', () => {
  const object = (kind: string, name: string, more: Partial<ProjectObject> = {}): ProjectObject => ({
    kind,
    name,
    namespace: 'ci',
    file: `${name}.yaml`,
    value: {},
    ...more,
  });

  it('gives its namespace and its bus to what is added', async () => {
    const template = await readTemplate(EVENT_SOURCES, 'kafka');
    const defaults = (objects: readonly ProjectObject[]) =>
      fitted(template, objects)
        .parameters.filter(({ name }) => name === 'namespace' || name === 'bus')
        .map((parameter) => parameter.default);
    expect(defaults([])).toEqual(['argo-events', 'default']);
    expect(defaults([object('EventBus', 'main'), object('Secret', 's', { namespace: 'x' })])).toEqual([
      'ci',
      'main',
    ]);
    const sensor = object('Sensor', 's', { value: { spec: { eventBusName: 'other' } } });
    expect(defaults([sensor])).toEqual(['ci', 'other']);
    // Of two minds.
    expect(defaults([sensor, object('EventBus', 'main', { namespace: 'b' })])).toEqual([
      'argo-events',
      'default',
    ]);
    // No value for the parameter.
    expect(defaults([object('EventBus', 'A.B')])).toEqual(['ci', 'default']);
  });

  it('has no two event sources of one name', () => {
    const there = [object('EventSource', 'kafka'), object('EventSource', 'kafka-2')];
    const planned = (path: string, name: string, namespace: string) => [
      { path, text: `kind: EventSource\nmetadata: {name: ${name}, namespace: ${namespace}}\n` },
    ];
    const taken = () => refuseTaken(there, planned('new.yaml', 'kafka', 'ci'), 'kafka');
    expect(taken).toThrow('the EventSource "kafka" is there already, in kafka.yaml');
    expect(taken).toThrow(expect.objectContaining({ help: '--name kafka-3' }));
    expect(() => refuseTaken(there, planned('kafka.yaml', 'kafka', 'ci'), 'kafka')).not.toThrow();
    expect(() => refuseTaken(there, planned('new.yaml', 'kafka', 'x'), 'kafka')).not.toThrow();
    expect(() => refuseTaken(there, planned('new.yaml', 'kafka-3', 'ci'), 'kafka-3')).not.toThrow();
  });
});
