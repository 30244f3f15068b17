import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { argoflow } from '../support/binary.ts';
import { fixed, README, shownRuns, timeless } from '../support/readme.ts';

// What the README shows is what the program prints. UPDATE_README=1 writes the program's output into it.

const readme = readFileSync(README, 'utf8');
const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  scripts: Record<string, string>;
};
const examples = shownRuns(readme);

let folder: string;
const printed = new Map<string, string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'argoflow-readme-'));
  let text = readme;
  // One after the other, in one folder, as a reader would type them.
  for (const { block, command } of examples) {
    const { stdout } = await argoflow([...command.split(' '), ...fixed(command)], { cwd: folder });
    printed.set(command, stdout);
    text = text.replace(block, () => `\`\`\`console\n$ argoflow ${command}\n${stdout}\`\`\``);
  }
  if (process.env['UPDATE_README'] === '1') writeFileSync(README, text);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the README', () => {
  it('shows a run of each command', () => {
    expect(examples.map(({ command }) => command.split(' ')[0])).toEqual([
      'init',
      'test-event',
      'test-event',
      'lint',
      'rbac',
      'ci',
    ]);
  });

  it.each(examples)('shows what "argoflow $command" prints', ({ command, output }) => {
    expect(timeless(output)).toBe(timeless(printed.get(command) ?? ''));
  });

  it('names scripts that there are', () => {
    const named = [...readme.matchAll(/npm run (?:-s )?([\w:]+)/g)].map((match) => match[1] ?? '');
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('links to files that there are', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map((match) => match[1] ?? '');
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(() => readFileSync(new URL(link, README))).not.toThrow();
  });
});
