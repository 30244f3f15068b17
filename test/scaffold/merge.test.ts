import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { merged } from '../../src/scaffold/merge.ts';

const FILE = { path: '.pre-commit-config.yaml', text: 'repos:\n  - repo: new\n    hooks: [{ id: a }]\n' };

describe('a file of lists', () => {
  it('is written as it is where there is none', () => {
    expect(merged(FILE, undefined)).toEqual(FILE);
    expect(merged(FILE, '').text).toBe(FILE.text);
  });

  it('is added behind what is there', () => {
    const before =
      '# Ours.\nfail_fast: true\nrepos:\n  - repo: old # keep\n    rev: v1\n    hooks:\n      - id: x\n';
    const { text } = merged(FILE, before);
    expect(text).toBe(`${before}  - repo: new\n    hooks: [{id: a}]\n`);
    expect(merged(FILE, text)).toEqual({ ...FILE, text, before: text });
  });

  it('gets its list where that is missing', () => {
    const { text } = merged(FILE, '# Ours.\nfail_fast: true\n');
    expect(parse(text)).toEqual({ fail_fast: true, repos: [{ repo: 'new', hooks: [{ id: 'a' }] }] });
    expect(text).toContain('# Ours.\n');
  });

  it('has an item already that is told apart by its first value', () => {
    const before = 'repos:\n  - repo: new\n    rev: mine\n';
    expect(merged(FILE, before).text).toBe(before);
  });

  it.each([
    ['repos: mine\n', 'cannot add to "repos"'],
    ['repos: [\n', '.pre-commit-config.yaml:'],
  ])('refuses %j', (before, message) => {
    expect(() => merged(FILE, before)).toThrow(message);
  });

  it('that is no mapping of lists is no list', () => {
    const file = { path: 'a.yml', text: 'name: x\njobs: []\n' };
    expect(merged(file, 'name: y\n')).toEqual(file);
    expect(merged({ path: 'Jenkinsfile', text: 'repos: []' }, 'x')).toEqual({
      path: 'Jenkinsfile',
      text: 'repos: []',
    });
  });

  it('keeps every line that there is', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9.-]{0,8}$/);
    const item = fc.record({ repo: name, comment: fc.boolean(), rev: fc.boolean() });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 5 }), fc.boolean(), (items, indented) => {
        const pad = indented ? '  ' : '';
        const list = items.flatMap(({ repo, comment, rev }) => [
          `${pad}- repo: ${repo}${comment ? ' # why' : ''}`,
          ...(rev ? [`${pad}  rev: v1`] : []),
        ]);
        const before = ['# first', 'repos:', ...list, '# last', ''].join('\n');
        const { text } = merged(FILE, before);
        const lines = text.split('\n');
        expect(before.split('\n').filter((line) => !lines.includes(line))).toEqual([]);
        const repos = (parse(text) as { repos: { repo: string }[] }).repos.map(({ repo }) => repo);
        const old = items.map(({ repo }) => repo);
        expect(repos).toEqual(old.includes('new') ? old : [...old, 'new']);
      }),
      { numRuns: 100 },
    );
  });
});
