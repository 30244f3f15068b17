import { describe, expect, it } from 'vitest';
import { buildModel, type ModelOptions } from '../../src/model/build.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

function model(text: string, options: ModelOptions = {}) {
  return buildModel(parseYaml(text, 'text.yaml').documents, options);
}

function object(kind: string, name: string, namespace?: string): string {
  const apiVersion =
    kind === 'Secret'
      ? 'v1'
      : kind === 'ClusterRole'
        ? 'rbac.authorization.k8s.io/v1'
        : 'argoproj.io/v1alpha1';
  const where = namespace === undefined ? '' : `, namespace: ${namespace}`;
  return `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}${where}}}\n---\n`;
}

describe('the default namespace', () => {
  it('is the one that was asked for', () => {
    expect(model(object('Sensor', 'a', 'first'), { namespace: 'asked' }).defaultNamespace).toBe('asked');
  });
  it('else the only one that objects name', () => {
    expect(model(object('Sensor', 'a', 'first') + object('Sensor', 'b')).defaultNamespace).toBe('first');
  });
  it('else "default"', () => {
    expect(model(object('Sensor', 'a', 'first') + object('Sensor', 'b', 'second')).defaultNamespace).toBe(
      'default',
    );
    expect(model(object('Sensor', 'a')).defaultNamespace).toBe('default');
  });
  it('does not come from a kind without namespaces', () => {
    expect(model(object('ClusterRole', 'a', 'first')).defaultNamespace).toBe('default');
  });
});

describe('find', () => {
  it('looks up objects without a namespace where they would be applied', () => {
    const { find } = model(object('Secret', 'a'), { namespace: 'here' });
    expect(find('Secret', 'here', 'a')?.name).toBe('a');
    expect(find('Secret', 'default', 'a')).toBeUndefined();
  });
  it('ignores the namespace of kinds that have none', () => {
    expect(model(object('ClusterRole', 'a')).find('ClusterRole', 'any', 'a')?.name).toBe('a');
  });
  it('does not take the same kind of another group', () => {
    const text = '{apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: a}}';
    expect(model(text).find('Service', 'default', 'a')).toBeUndefined();
  });
  it('answers with the last of two', () => {
    const { find, diagnostics } = model(object('Secret', 'a') + object('Secret', 'a'));
    expect(find('Secret', 'default', 'a')?.at([]).range?.start.line).toBe(3);
    expect(
      diagnostics.map(({ rule, at, related }) => [
        rule,
        at.range?.start.line,
        related?.[0]?.at.range?.start.line,
      ]),
    ).toEqual([['model/duplicate-object', 3, 1]]);
  });
});

describe('an object that is given twice', () => {
  it('is there once, as it was given last', () => {
    for (const [kind, key] of [
      ['Sensor', 'sensors'],
      ['EventSource', 'eventSources'],
      ['EventBus', 'eventBuses'],
      ['Workflow', 'workflows'],
    ] as const) {
      const { resources, [key]: views } = model(object(kind, 'a') + object(kind, 'b') + object(kind, 'a'));
      expect(resources.map(({ name }) => name)).toEqual(['a', 'b', 'a']);
      expect(views.map(({ resource }) => [resource.name, resource.at([]).range?.start.line])).toEqual([
        ['b', 3],
        ['a', 5],
      ]);
    }
  });
  it('has the links and the embedded objects of the last one only', () => {
    const sensor = (workflow: string) =>
      `apiVersion: argoproj.io/v1alpha1\nkind: Sensor\nmetadata: {name: a}\nspec: {triggers: [{template: {name: t, argoWorkflow: {operation: submit, source: {resource: ${object('Workflow', workflow).split('\n')[0]}}}}}]}\n---\n`;
    const { embedded } = model(sensor('first') + sensor('second'));
    expect(embedded.map(({ resource }) => resource.name)).toEqual(['second']);
  });
  it('is two objects in two namespaces, and with names that are generated', () => {
    expect(model(object('Sensor', 'a', 'here') + object('Sensor', 'a', 'there')).sensors).toHaveLength(2);
    const generated =
      '{apiVersion: argoproj.io/v1alpha1, kind: Workflow, metadata: {generateName: a-}}\n---\n';
    expect(model(generated + generated).workflows).toHaveLength(2);
  });
});

describe('places', () => {
  it('name the file, the object and the path', () => {
    const [sensor] = model(
      'apiVersion: argoproj.io/v1alpha1\nkind: Sensor\nmetadata: {name: a, namespace: ns}\nspec:\n  triggers: []\n',
    ).sensors;
    expect(sensor?.resource.at(['spec', 'triggers'], 'key')).toEqual({
      file: 'text.yaml',
      resource: 'Sensor/ns/a',
      path: ['spec', 'triggers'],
      range: { start: { line: 5, column: 3, offset: 89 }, end: { line: 5, column: 11, offset: 97 } },
    });
  });
  it('of what does not exist are those of the nearest parent', () => {
    const [resource] = model('kind: Sensor\nspec:\n  x: 1\n').resources;
    expect(resource?.at(['spec', 'triggers', 0, 'template']).range?.start.line).toBe(3);
  });
});

describe('an object without a name', () => {
  it('is called by its generateName, else by its number', () => {
    const { resources } = model('kind: Workflow\nmetadata: {generateName: hello-}\n---\nkind: Workflow\n');
    expect(resources.map(({ name, displayName }) => [name, displayName])).toEqual([
      ['', 'hello-'],
      ['', 'object #2'],
    ]);
  });
});

describe('objects of one name in several folders', () => {
  const files = (texts: Readonly<Record<string, string>>, options: ModelOptions = {}) =>
    buildModel(
      Object.entries(texts).flatMap(([name, text]) => parseYaml(text, name).documents),
      options,
    );
  const sensor = (source: string) =>
    `apiVersion: argoproj.io/v1alpha1\nkind: Sensor\nmetadata: {name: s}\nspec: {dependencies: [{name: d, eventSourceName: ${source}, eventName: e}]}\n`;

  it('are variants: each stays, and leads to the nearest', () => {
    const { sensors, links, diagnostics } = files({
      'dev/sensor.yaml': sensor('a'),
      'dev/source.yaml': object('EventSource', 'a'),
      'prod/flow/sensor.yaml': sensor('a'),
      'prod/source.yaml': object('EventSource', 'a'),
    });
    expect(sensors).toHaveLength(2);
    expect(diagnostics).toEqual([]);
    const ends = links
      .filter(({ kind }) => kind === 'event')
      .map(({ from, target }) => [from.at([]).file, target?.at([]).file]);
    expect(ends).toEqual([
      ['dev/sensor.yaml', 'dev/source.yaml'],
      ['prod/flow/sensor.yaml', 'prod/source.yaml'],
    ]);
  });

  it('lead to what lands nobody knows where', () => {
    const texts = {
      'a/sensor.yaml': sensor('a').replace('name: s}', 'name: s, namespace: first}'),
      'b/source.yaml': object('EventSource', 'a'),
      'c/other.yaml': object('EventSource', 'b', 'second'),
    };
    const targets = (options: ModelOptions) =>
      files(texts, options).links.flatMap(({ kind, target }) => (kind === 'event' ? [target?.name] : []));
    expect(targets({})).toEqual(['a']);
    // With -n it is known.
    expect(targets({ namespace: 'second' })).toEqual([undefined]);
  });

  it('land where those around them do', () => {
    const { resources, namespaceOf, defaultNamespace } = files({
      'a/one.yaml': object('Sensor', 'a', 'first'),
      'a/deep/two.yaml': object('EventSource', 'b'),
      'b/three.yaml': object('EventSource', 'c', 'second'),
      'c/four.yaml': object('EventSource', 'd'),
    });
    expect(defaultNamespace).toBe('default');
    expect(resources.map(namespaceOf)).toEqual(['first', 'first', 'second', 'default']);
  });

  it('are said once for two files of one folder', () => {
    const twice = object('EventBus', 'a') + object('Sensor', 'b') + object('Sensor', 'c');
    const { diagnostics } = files({ 'a/one.yaml': twice, 'a/two.yaml': twice + object('Sensor', 'c') });
    expect(diagnostics.map(({ message, at }) => [at.file, message])).toEqual([
      [
        'a/two.yaml',
        'the EventBus "a" and 2 more of this file are given twice; applied in this order, the last ones stay',
      ],
      ['a/two.yaml', 'the Sensor "c" is given twice; applied in this order, the last one stays'],
    ]);
  });
});
