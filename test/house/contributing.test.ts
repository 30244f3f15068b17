import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LINT_FLAGS } from '../../src/cli/lint-flags.ts';
import { LINT_FORMATS } from '../../src/report/lint/format.ts';

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
      ...text.matchAll(/(?:^|[\s(`])((?:\.ci|src|test|schemas|engine|templates|bin)\/[\w./-]*\w)/gm),
    ]
      .map(([, path = '']) => path)
      .filter((path) => !/\b(?:GROUP|NAME|CATEGORY|ROOM)\b/.test(path));
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

it('the help of lint names every format', () => {
  for (const format of Object.keys(LINT_FORMATS)) expect(LINT_FLAGS.output.summary).toContain(format);
});
