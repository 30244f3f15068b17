import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

// What a newcomer is told to open, to run and to change is there.

const ROOT = new URL('../../', import.meta.url);
const text = readFileSync(new URL('CONTRIBUTING.md', ROOT), 'utf8');
const {
  scripts,
  dependencies = {},
  devDependencies,
} = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as {
  scripts: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies: Record<string, string>;
};

describe('CONTRIBUTING.md', () => {
  it('names files that there are', () => {
    const named = [
      ...text.matchAll(
        /(?:^|[\s(`])((?:\.ci|\.github|src|test|schemas|engine|executable|payloads|templates|docs|bin)\/[\w./-]*\w)/gm,
      ),
    ]
      .map(([, path = '']) => path)
      // What a script makes need not be there yet.
      .filter((path) => !/\b(?:GROUP|NAME|CATEGORY|ROOM|TYPE|dist)\b/.test(path));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !existsSync(new URL(path, ROOT)))).toEqual([]);
  });

  it('names scripts that there are', () => {
    const named = [...text.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});

describe('the table of dependencies', () => {
  const rows = [...text.matchAll(/^\| (@?[\w./-]+) \| ([^|]+) \| (yes )?\|$/gm)].map(
    ([, name = '', reason = '', bundled]) => ({ name, reason, bundled: bundled !== undefined }),
  );

  it('has a line with its reason for each, sorted, and for no other', () => {
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(devDependencies));
    expect(rows.filter(({ reason }) => reason.trim().length < 5)).toEqual([]);
    // What the program uses is in its bundle.
    expect(dependencies).toEqual({});
  });

  it('says which are in the bundle', () => {
    const folders = JSON.parse(readFileSync(new URL('dist/packages.json', ROOT), 'utf8')) as string[];
    const packages = new Set(folders.map((folder) => folder.replace('node_modules/', '')));
    const bundled = rows.filter((row) => row.bundled).map(({ name }) => name);
    expect(bundled).toEqual(Object.keys(devDependencies).filter((name) => packages.has(name)));
  });
});

describe('a change that CONTRIBUTING.md leads through', () => {
  const NUMBERS = ['no', 'one', 'two', 'three', 'four'];
  const sections = text
    .split(/^## /m)
    .map((section) => {
      const [title = ''] = section.split('\n', 1);
      const said = /^(\w+) files? by hand/m.exec(section)?.[1]?.toLowerCase();
      const told = [...section.matchAll(/(?:Write|Add its line to|Test it in) `([^`]+)`/g)].map(
        ([, path]) => path,
      );
      return { title, said, told: new Set(told).size };
    })
    .filter(({ said, told }) => said !== undefined && told > 0);

  it('is one of several kinds', () => {
    const titles = ['A rule of `lint`', 'A check of `doctor`', 'A sample event', 'A reporter of `lint`'];
    expect(sections.map(({ title }) => title)).toEqual(titles);
  });

  it.each(sections)('touches as many files as it says: $title', ({ said, told }) => {
    expect(NUMBERS[told]).toBe(said);
  });
});
