import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planFiles } from '../../src/scaffold/plan.ts';
import { parseTemplateYaml } from '../../src/scaffold/template-yaml.ts';
import { listTemplates, readTemplate } from '../../src/scaffold/templates.ts';

const one = (lines: string) => `title: a thing\nparameters:\n  - name: port\n    marker: the-port\n${lines}`;

describe('template.yaml', () => {
  it('is read with all that it says', () => {
    const { title, parameters } = parseTemplateYaml(
      one(
        '    type: integer\n    question: Which port?\n    default: 80\n    minimum: 1\n    maximum: 100\n' +
          '    except: [{ value: 7, because: it is odd }]\n' +
          '  - name: size\n    marker: the-size\n    default: big\n    choices: [{ value: big, hint: not small }, { value: 2 }]\n' +
          '  - { name: id, marker: the-id, default: a1, defaultFrom: folder, pattern: "[a-z]1", expects: a letter and 1 }\n',
      ),
      't.yaml',
    );
    expect(title).toBe('a thing');
    expect(parameters).toMatchObject([
      {
        name: 'port',
        marker: 'the-port',
        type: 'integer',
        question: 'Which port?',
        default: '80',
        minimum: 1,
        maximum: 100,
        except: [{ value: '7', because: 'it is odd' }],
      },
      {
        type: 'string',
        choices: [
          { value: 'big', hint: 'not small' },
          { value: '2', hint: undefined },
        ],
      },
      { defaultFrom: 'folder', expects: 'a letter and 1' },
    ]);
    expect(parameters[2]?.pattern?.test('b1')).toBe(true);
    expect(parameters[2]?.pattern?.test('b1x')).toBe(false);
  });

  it.each([
    ['', 't.yaml: is empty, expected "title" and "parameters"'],
    ['title: [', 't.yaml:1:'],
    ['- a', 't.yaml:1:1: expected a mapping, found array'],
    ['title: a\n', 't.yaml:1:1: "parameters" is missing'],
    ['parameters: []\n', 't.yaml:1:1: "title" is missing'],
    ['title: 3\nparameters: []\n', 't.yaml:1:8: "title" must be a text, found number 3'],
    ['title: a\nparameters: 3\n', 't.yaml:2:13: "parameters" must be a list, found number 3'],
    ['title: a\nparameters: [3]\n', 't.yaml:2:14: expected a mapping, found number'],
    ['title: a\nparametres: []\n', 't.yaml:2:1: unknown key "parametres", did you mean "parameters"?'],
    ['title: a\nparameters: []\n---\ntitle: b\n', 't.yaml:1:1: expected one document'],
    [one(''), 't.yaml:3:5: "default" is missing'],
    [one('    default: [a]\n'), 't.yaml:5:14: "default" must be a text or a whole number, found array'],
    [one('    default: 1.5\n'), 't.yaml:5:14: "default" must be a text or a whole number, found number 1.5'],
    [one('    default: on\n'), 't.yaml:5:14: "default" must be a text or a whole number, found boolean true'],
    [
      one('    type: number\n    default: 1\n'),
      't.yaml:5:11: "type" is "number", expected string or integer',
    ],
    [one('    type: integer\n    default: a\n'), 't.yaml:6:14: the default is not valid: "a" is not valid'],
    [one('    default: a\n    minimum: 1\n'), 't.yaml:6:14: "minimum" is for parameters of type integer'],
    [one('    default: a\n    pattern: "["\n'), 't.yaml:6:14: invalid regular expression'],
    [one('    default: a\n    pattern: a\n'), 't.yaml:6:14: a "pattern" needs "expects"'],
    [
      one('    default: a\n  - name: port\n    marker: x-y\n    default: b\n'),
      't.yaml:6:11: two parameters have the name "port"',
    ],
    [
      one('    default: a\n  - name: b\n    marker: the-port\n    default: b\n'),
      't.yaml:7:13: two parameters have the marker "the-port"',
    ],
    [
      'title: a\nparameters:\n  - { name: a, marker: "{{a}}", default: b }\n',
      't.yaml:3:24: "marker" is "{{a}}", expected a word that matches',
    ],
    [
      'title: a\nparameters:\n  - { name: a, marker: word, default: b }\n',
      't.yaml:3:24: "marker" is "word", expected a word that matches',
    ],
  ])('%j is refused with its place', (text, message) => {
    expect(() => parseTemplateYaml(text, 't.yaml')).toThrow(message);
  });
});

describe('a template', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'argoflow-templates-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  function write(path: string, content: string | Buffer): void {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), content);
  }

  it('is nothing but a folder', async () => {
    write('mine/template.yaml', one('    type: integer\n    default: 80\n'));
    write('mine/a.yaml', 'port: the-port\ntext: "the-port"\nlong: at the-port\n');
    write('mine/sub/notes.txt', 'the-port, the-ports\n');
    write('not-one/a.yaml', 'a: b\n');
    write('README.md', 'about templates\n');
    expect(await listTemplates(root)).toEqual(['mine']);
    const template = await readTemplate(root, 'mine');
    expect(planFiles(template, new Map([['port', '81']]))).toEqual([
      { path: 'a.yaml', text: 'port: 81\ntext: "81"\nlong: at 81\n' },
      { path: 'sub/notes.txt', text: '81, 81s\n' },
    ]);
  });

  it('that is not there is answered with the nearest one', async () => {
    write('hook/template.yaml', one('    default: a\n'));
    await expect(readTemplate(root, 'hok')).rejects.toMatchObject({
      kind: 'usage',
      message: 'no template "hok", did you mean "hook"?',
      help: 'the templates are hook',
    });
    await expect(readTemplate(root, '../hook')).rejects.toMatchObject({ kind: 'usage' });
  });

  it('must be text', async () => {
    write('mine/template.yaml', one('    default: a\n'));
    write('mine/picture.png', Buffer.from('89504e470d0a1a0aff', 'hex'));
    await expect(readTemplate(root, 'mine')).rejects.toMatchObject({
      kind: 'work',
      message: `the template's "${join(root, 'mine/picture.png')}" is not UTF-8 text`,
    });
  });

  it('must hold YAML in its YAML files', async () => {
    write('mine/template.yaml', one('    default: a\n'));
    write('mine/a.yaml', 'a: [\n');
    const template = await readTemplate(root, 'mine');
    expect(() => planFiles(template, new Map())).toThrow(/^the template's a\.yaml:\d+:\d+: /);
  });

  it('is missing with the whole folder', async () => {
    await expect(listTemplates(join(root, 'none'))).rejects.toMatchObject({ kind: 'work' });
  });
});
