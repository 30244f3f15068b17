import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { applySeverities, parseConfig, readConfig } from '../../src/lint/config.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const SCHEMA = new URL('../../schemas/config.v1.schema.json', import.meta.url);
const GOOD = `complete: true
paths: [deploy, "more/flow.yaml"]
external: [Secret/argo/token, EventBus/default]
rules:
  parameter/whole-event: off
  reference/event-missing: warning
  yaml/duplicate-key: error
`;

function refusal(text: string): string {
  try {
    parseConfig(text, '.argoflow.yaml');
    return 'taken';
  } catch (error) {
    const { message, help } = error as { message: string; help?: string };
    return help === undefined ? message : `${message} (${help})`;
  }
}

describe('a config', () => {
  it('says what holds for all runs', () => {
    const config = parseConfig(GOOD, 'sub/.argoflow.yaml');
    expect(config).toMatchObject({
      complete: true,
      paths: ['sub/deploy', 'sub/more/flow.yaml'],
      external: ['Secret/argo/token', 'EventBus/default'],
    });
    expect([...config.rules]).toEqual([
      ['parameter/whole-event', 'off'],
      ['reference/event-missing', 'warning'],
      ['yaml/duplicate-key', 'error'],
    ]);
  });

  it('fits its schema', () => {
    const validate = new Ajv2020().compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
    expect(validate(parseYaml(GOOD, 'config').documents[0]?.value)).toBe(true);
    expect(validate({ complet: true })).toBe(false);
    expect(validate({ rules: { a: 'loud' } })).toBe(false);
  });

  it('is empty when there is none, and must be there when it is named', async () => {
    const files = { status: async () => undefined, list: async () => [], read: async () => new Uint8Array() };
    expect((await readConfig(undefined, files)).complete).toBe(false);
    await expect(readConfig('mine.yaml', files)).rejects.toThrow('there is no file "mine.yaml"');
    expect(parseConfig('# nothing\n', 'a').paths).toEqual([]);
  });

  it.each([
    ['complet: true', '.argoflow.yaml:1: a config has no key "complet" (did you mean "complete"?)'],
    ['\ncomplete: maybe', '.argoflow.yaml:2: "complete" is true or false'],
    ['paths: deploy', '.argoflow.yaml:1: "paths" is a list of texts'],
    ['external: [1]', '.argoflow.yaml:1: "external" is a list of texts'],
    ['[a]', '.argoflow.yaml:1: a config is a mapping (its keys: complete, external, paths, rules)'],
    ['a: 1\n---\nb: 2', '.argoflow.yaml:1: a config is one document, and here are more'],
    [
      'rules:\n  reference/event-mising: off',
      '.argoflow.yaml:2: there is no rule "reference/event-mising" (did you mean "reference/event-missing"?)',
    ],
    [
      'rules: {reference/event-missing: loud}',
      '.argoflow.yaml:1: the severity of "reference/event-missing" is one of error, warning, info, off',
    ],
  ])('%j is refused with its line', (text, expected) => {
    expect(refusal(text)).toBe(expected);
  });

  it('cannot be broken YAML', () => {
    expect(refusal('complete: [')).toMatch(/^\.argoflow\.yaml:\d+: /);
  });

  it('changes severities', () => {
    const found = [
      { rule: 'a/b', severity: 'error', message: 'm', at: {} },
      { rule: 'a/c', severity: 'error', message: 'm', at: {} },
    ] as const;
    const { rules } = parseConfig('rules: {a/b: off, a/c: info}', 'c');
    expect(applySeverities(found, rules)).toEqual([{ ...found[1], severity: 'info' }]);
  });
});
