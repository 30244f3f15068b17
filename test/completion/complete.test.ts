import { describe, expect, it } from 'vitest';
import { catalogueOf } from '../../src/cli/catalogue.ts';
import type { Catalogue, CommandShape } from '../../src/completion/catalogue.ts';
import { complete, type FindNames } from '../../src/completion/complete.ts';
import { sourcesOf } from '../../src/completion/values.ts';

const flag = { repeats: false, negatable: false };
const deploy: CommandShape = {
  about: 'Deploy it.',
  args: [{ placeholder: 'PATH...' }],
  repeats: true,
  flags: {
    context: { ...flag, about: 'A context.', value: { placeholder: 'NAME' } },
    name: { ...flag, about: 'Any name.', value: { placeholder: 'NAME' } },
    filename: { ...flag, about: 'A file.', char: 'f', repeats: true, value: { placeholder: 'PATH' } },
    wait: { ...flag, about: 'Wait.', negatable: true },
    output: { ...flag, about: 'How.', char: 'o', value: { placeholder: '', options: ['text', 'json'] } },
    source: { ...flag, about: 'Which.', value: { placeholder: 'EVENTSOURCE[/EVENT]' } },
    event: { ...flag, about: 'What.', value: { placeholder: 'FILE|SAMPLE' } },
    report: { ...flag, about: 'How.', repeats: true, value: { placeholder: 'FORMAT[=FILE]' } },
  },
};
const CATALOGUE: Catalogue = {
  commands: {
    deploy,
    explain: { about: 'Explain.', args: [{ placeholder: 'RULE' }], repeats: false, flags: {} },
    'rbac check': { about: 'Check.', args: [], repeats: false, flags: {} },
    'rbac generate': { about: 'Generate.', args: [], repeats: false, flags: {} },
  },
  topics: { rbac: 'Permissions.' },
  names: {
    checks: [],
    formats: [{ value: 'sarif' }, { value: 'junit' }],
    pictures: [],
    outcomes: [],
    rules: [{ value: 'a/one' }, { value: 'a/two' }, { value: 'b/one' }],
    schemas: [],
    types: [],
  },
};
/** Says what was asked for. */
const find: FindNames = (source, { paths, kubeconfig }) =>
  Promise.resolve([{ value: [source, ...paths, kubeconfig ?? ''].join(' ').trim() }]);

async function valuesFor(line: string): Promise<string> {
  const { candidates, files } = await complete(line.split(' '), CATALOGUE, find);
  return [...candidates.map(({ value }) => value), ...(files ? ['(files)'] : [])].join(', ');
}

describe('a command line goes on with', () => {
  it.each([
    ['', 'deploy, explain, rbac, help, --help, --version'],
    ['de', 'deploy'],
    ['rbac ', 'check, generate'],
    ['rbac g', 'generate'],
    ['help ', 'deploy, explain, rbac'],
    ['help rbac ', 'check, generate'],
    ['help deploy ', ''],
    ['unknown ', ''],
    ['rbac unknown ', ''],
    ['explain a', 'a/one, a/two'],
    ['explain a/one ', ''],
    ['deploy ', '(files)'],
    ['deploy one two ', '(files)'],
    ['deploy --w', '--wait'],
    ['deploy --no', '--no-wait'],
    ['deploy --no-wait --', '--context, --name, --filename, --output, --source, --event, --report, --help'],
    ['deploy -o', ''],
    ['deploy -o ', 'text, json'],
    [
      'deploy -ojson -',
      '--context, --name, --filename, --wait, --source, --event, --report, --no-wait, --help',
    ],
    ['deploy --output=j', '--output=json'],
    ['deploy --output j', 'json'],
    ['deploy --wait=', ''],
    ['deploy --nothing=', ''],
    ['deploy --name ', ''],
    ['deploy --context ', 'contexts'],
    ['deploy --event ', 'samples, (files)'],
    ['deploy --source e', 'events'],
    ['deploy a b --source ', 'events a b'],
    ['deploy a --filename c -f d --source ', 'events c d'],
    ['deploy --report s', 'sarif'],
    ['deploy --report sarif=', '(files)'],
    ['deploy --report=sarif=', '(files)'],
    ['deploy -- -', '(files)'],
  ])('%j: %s', async (line, expected) => {
    expect(await valuesFor(line)).toBe(expected);
  });
});

describe('the catalogue', () => {
  const catalogue = catalogueOf({ rbac: { description: 'Permissions.' } });

  it('knows a use for every source of names', () => {
    const used = new Set(
      Object.values(catalogue.commands).flatMap(({ args, flags }) => [
        ...args.flatMap(({ placeholder }) => sourcesOf(placeholder, undefined)),
        ...Object.entries(flags).flatMap(([name, { value }]) =>
          value === undefined ? [] : sourcesOf(value.placeholder, name),
        ),
      ]),
    );
    expect(used).toEqual(
      new Set([
        'checks',
        'contexts',
        'event-sources',
        'events',
        'files',
        'flows',
        'formats',
        'namespaces',
        'outcomes',
        'pictures',
        'rules',
        'samples',
        'schemas',
        'templates',
        'types',
      ]),
    );
  });

  it('says what each command and flag is for', () => {
    const silent = Object.entries(catalogue.commands).flatMap(([command, { about, flags }]) => [
      ...(about === '' ? [command] : []),
      ...Object.entries(flags).flatMap(([name, one]) => (one.about === '' ? [`${command} --${name}`] : [])),
    ]);
    expect(silent).toEqual([]);
  });
});
