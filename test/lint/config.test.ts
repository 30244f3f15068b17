import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { applySeverities, parseConfig, readConfig } from '../../src/lint/config.ts';
import { RULES } from '../../src/rules/index.ts';
import { PRODUCTS, type Product, releasesOf } from '../../src/schema/schema.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const SCHEMA = new URL('../../schemas/config.v1.schema.json', import.meta.url);
function last(product: Product): string {
  return releasesOf(product).at(-1) ?? '';
}

const GOOD = `complete: true
paths: [deploy, "more/flow.yaml"]
external: [Secret/argo/token, EventBus/default]
rules:
  parameter/whole-event: off
  reference/event-missing: warning
  lint/unused-ignore: error
baseline: known.json
versions: {argo-events: ${last('argo-events')}, kubernetes: ${last('kubernetes')}}
`;

interface ConfigSchema {
  readonly properties: Readonly<Record<'rules' | 'versions', { properties: object }>>;
}

async function refusal(text: string): Promise<string> {
  try {
    await parseConfig(text, '.argoflow.yaml');
    return 'taken';
  } catch (error) {
    const { message, help } = error as { message: string; help?: string };
    return help === undefined ? message : `${message} (${help})`;
  }
}

describe('a config', () => {
  it('says what holds for all runs', async () => {
    const config = await parseConfig(GOOD, 'sub/.argoflow.yaml');
    expect(config).toMatchObject({
      complete: true,
      paths: ['sub/deploy', 'sub/more/flow.yaml'],
      external: ['Secret/argo/token', 'EventBus/default'],
    });
    expect([...config.rules]).toEqual([
      ['parameter/whole-event', 'off'],
      ['reference/event-missing', 'warning'],
      ['lint/unused-ignore', 'error'],
    ]);
    expect(config.baseline).toBe('sub/known.json');
    expect(config.versions).toEqual({ argoEvents: last('argo-events'), kubernetes: last('kubernetes') });
  });

  it('has a schema that names every rule and release; -u writes them', async () => {
    const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as ConfigSchema;
    const { rules, versions } = schema.properties;
    rules.properties = Object.fromEntries(
      [...RULES]
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map(({ id, summary }) => [id, { description: summary, $ref: '#/$defs/level' }]),
    );
    versions.properties = Object.fromEntries(
      PRODUCTS.map((product) => [product, { type: 'string', enum: releasesOf(product) }]),
    );
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(fileURLToPath(SCHEMA));
  });

  describe('and its schema say the same of', () => {
    const validate = new Ajv2020().compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
    it.each([
      [GOOD, true],
      ['complet: true', false],
      ['complete: yes', true],
      ['complete: maybe', false],
      ['paths: deploy', false],
      ['paths: []', true],
      ['external: [1]', false],
      ['external: [Secret/a/b]', true],
      ['external: [Secret]', false],
      ['external: [Secret/a/b/c]', false],
      ['baseline: ""', false],
      ['baseline: 1', false],
      ['rules: {reference/event-missing: loud}', false],
      ['rules: {reference/event-missing: off}', true],
      ['rules: {reference/event-missing: on}', false],
      ['rules: {no/such-rule: off}', false],
      ['rules: []', false],
      ['versions: {kubernetes: v0.1}', false],
      ['versions: {kubernetes: 1.36}', false],
      ['versions: {argo-cd: v3.0.0}', false],
      ['[a]', false],
    ])('%j', async (text, fits) => {
      expect(validate(parseYaml(text, 'config').documents[0]?.value)).toBe(fits);
      expect((await refusal(text)) === 'taken').toBe(fits);
    });
  });

  it('is empty when there is none, and must be there when it is named', async () => {
    const files = { status: async () => undefined, list: async () => [], read: async () => new Uint8Array() };
    expect((await readConfig({ paths: ['.'] }, files)).complete).toBe(false);
    await expect(readConfig({ config: 'mine.yaml', paths: [] }, files)).rejects.toThrow(
      'there is no file "mine.yaml"',
    );
    expect((await parseConfig('# nothing\n', 'a')).paths).toEqual([]);
  });

  it('is that of the folder that is linted, where there is none in the working folder', async () => {
    const there = (...paths: string[]) => ({
      status: async (path: string) =>
        paths.includes(path) ? ({ type: 'file', size: 1, identity: path } as const) : undefined,
      list: async () => [],
      read: async (path: string) => new TextEncoder().encode(`paths: [${basename(dirname(path))}]`),
    });
    const inFolder = join('demo', '.argoflow.yaml');
    const paths = async (linted: string[], ...files: string[]) =>
      (await readConfig({ paths: linted }, there(...files))).paths;
    expect(await paths(['demo'], inFolder)).toEqual([join('demo', 'demo')]);
    expect(await paths(['demo'], inFolder, '.argoflow.yaml')).toEqual(['.']);
    expect(await paths(['demo', 'other'], inFolder)).toEqual([]);
    expect(await paths(['-'], join('-', '.argoflow.yaml'))).toEqual([]);
  });

  it('must be readable', async () => {
    const files = {
      status: async () => ({ type: 'file', size: 1, identity: '' }) as const,
      list: async () => [],
      read: () => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' })),
    };
    await expect(readConfig({ paths: [] }, files)).rejects.toMatchObject({
      kind: 'work',
      message: 'cannot read ".argoflow.yaml": permission denied',
    });
  });

  it.each([
    ['complet: true', '.argoflow.yaml:1: a config has no key "complet" (did you mean "complete"?)'],
    ['\ncomplete: maybe', '.argoflow.yaml:2: "complete" is true or false'],
    ['paths: deploy', '.argoflow.yaml:1: "paths" is a list of texts'],
    ['external: [1]', '.argoflow.yaml:1: "external" is a list of texts'],
    [
      '[a]',
      '.argoflow.yaml:1: a config is a mapping (its keys: baseline, complete, external, paths, rules, versions)',
    ],
    ['a: 1\n---\nb: 2', '.argoflow.yaml:1: a config is one document, and here are more'],
    [
      'rules:\n  reference/event-mising: off',
      '.argoflow.yaml:2: there is no rule "reference/event-mising" (did you mean "reference/event-missing"?)',
    ],
    ['external: [Secret]', '.argoflow.yaml:1: "Secret" is no object (Kind/namespace/name, or Kind/name)'],
    ['baseline: ""', '.argoflow.yaml:1: "baseline" is the name of a file'],
    [
      'versions:\n  argo-event: v1.9.11',
      '.argoflow.yaml:2: there are no schemas of a product "argo-event" (did you mean "argo-events"?)',
    ],
    [
      'versions: {kubernetes: 1.36}',
      `.argoflow.yaml:1: there are no schemas of kubernetes "1.36" (there are of: ${releasesOf('kubernetes').join(', ')})`,
    ],
    ['rules: {a: off}', '.argoflow.yaml:1: there is no rule "a" (argoflow lint --list shows all rules)'],
    [
      'rules: {event-missing: off}',
      '.argoflow.yaml:1: there is no rule "event-missing" (did you mean "reference/event-missing"?)',
    ],
    [
      'rules: {reference/event-missing: loud}',
      '.argoflow.yaml:1: the severity of "reference/event-missing" is one of error, warning, info, off',
    ],
  ])('%j is refused with its line', async (text, expected) => {
    expect(await refusal(text)).toBe(expected);
  });

  it('cannot be broken YAML', async () => {
    expect(await refusal('complete: [')).toMatch(/^\.argoflow\.yaml:\d+: /);
  });

  it('changes severities', async () => {
    const found = [
      { rule: 'parameter/whole-event', severity: 'error', message: 'm', at: {} },
      { rule: 'reference/event-missing', severity: 'error', message: 'm', at: {} },
    ] as const;
    const { rules } = await parseConfig(
      'rules: {parameter/whole-event: off, reference/event-missing: info}',
      'c',
    );
    expect(applySeverities(found, rules)).toEqual([{ ...found[1], severity: 'info' }]);
  });
});
