import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

// The texts are compared by `node notices.mjs --check` in .ci/run; here it is who is named.

function read(file: string): string {
  return readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
}

/** Without the texts of the licences, which have headings and lists of their own. */
const lists = read('THIRD_PARTY_NOTICES.md').replace(/^(`{3,})text\n[\s\S]*?^\1$/gm, '');
const [, packages = '', modules = ''] = lists.split(/^## .*$/m);

/** `name version` of each line of a list. */
function named(section: string): ReadonlySet<string> {
  return new Set([...section.matchAll(/^- (\S+ \S+)/gm)].map(([, name = '']) => name));
}

describe('the notices', () => {
  it('name the packages that are in the bundles, and no others', () => {
    const folders = JSON.parse(read('dist/packages.json')) as readonly string[];
    const bundled = folders.map((folder) => {
      const { name, version } = JSON.parse(read(`${folder}/package.json`)) as Record<string, string>;
      return `${name} ${version}`;
    });
    expect(named(packages)).toEqual(new Set(bundled));
  });

  it('name the modules of the engine, and no others', () => {
    // `module version`, behind "require", or behind "=>" for one that takes the place of another.
    const lines = [
      ...read('engine/go.mod').matchAll(/^\s*(?:require |replace .*=> )?([\w.-]+\.[\w.-]+\/\S+) (v\S+)/gm),
    ];
    const required = lines.map(([, path, version]) => `${path} ${version}`);
    expect(required.length).toBeGreaterThan(20);
    expect(named(modules)).toEqual(new Set([...required, 'Go standard']));
  });
});
