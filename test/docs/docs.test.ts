import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import { lint } from '../../src/lint/lint.ts';
import { buildModel } from '../../src/model/build.ts';
import { parseYaml } from '../../src/yaml/parse.ts';
import { argoflow } from '../support/binary.ts';
import { DOCS, WRITTEN_FOLDERS, writtenPages } from './pages.ts';

const FOLDER = fileURLToPath(DOCS);

/** Every file below a folder, with slashes. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(join(FOLDER, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(FOLDER.length).replaceAll('\\', '/'));
}

const written = writtenPages();
const pages = filesIn('.').filter((name) => name.endsWith('.md'));
const byHand = pages.filter((name) => !written.has(name));

describe('the pages that are made from their sources', () => {
  it('are as their sources are: npm run docs writes them', () => {
    const stale = [...written].filter(
      ([path, text]) => !existsSync(join(FOLDER, path)) || readFileSync(join(FOLDER, path), 'utf8') !== text,
    );
    expect(stale.map(([path]) => path)).toEqual([]);
  });

  it('are all that stands in their folders', () => {
    expect(WRITTEN_FOLDERS.flatMap(filesIn).filter((path) => !written.has(path))).toEqual([]);
  });
});

describe('the links of the documentation', () => {
  it.each(byHand)('lead somewhere in %s', (page) => {
    const text = readFileSync(join(FOLDER, page), 'utf8');
    const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, to = '']) => to);
    const broken = links.filter((to) => !/^https?:/.test(to) && !existsSync(join(FOLDER, page, '..', to)));
    expect(broken).toEqual([]);
  });
});

it('every page is found from the first one', () => {
  const first = readFileSync(join(FOLDER, 'README.md'), 'utf8');
  const others = [...byHand, ...WRITTEN_FOLDERS.map((folder) => `${folder}/README.md`)];
  const missing = others.filter((page) => page !== 'README.md' && !first.includes(`](${page})`));
  expect(missing).toEqual([]);
});

/** Command lines in blocks of a shell and in code within a sentence. */
function commandsIn(text: string): readonly string[] {
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
    block.split('\n'),
  );
  const inline = [...text.matchAll(/`(argoflow [^`]+)`/g)].map(([, code = '']) => code);
  return [...blocks, ...inline]
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line.startsWith('argoflow '));
}

/** The id of the command that a line calls, and its words behind that. */
function called(line: string): { readonly id: string; readonly rest: readonly string[] } | undefined {
  const words = (line.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).slice(1);
  for (const length of [2, 1]) {
    const id = words.slice(0, length).join(':');
    if (Object.hasOwn(COMMANDS, id)) return { id, rest: words.slice(length) };
  }
  return undefined;
}

describe('the commands of the documentation', () => {
  const lines = [...new Set(byHand.flatMap((page) => commandsIn(readFileSync(join(FOLDER, page), 'utf8'))))];

  it('are there, enough of them', () => {
    expect(lines.length).toBeGreaterThan(20);
  });

  it.each(lines)('%s', (line) => {
    const call = called(line);
    expect(call, 'a command that there is').toBeDefined();
    const command = COMMANDS[call?.id ?? ''];
    const flags = { ...command?.baseFlags, ...command?.flags };
    const chars = new Map(Object.entries(flags).map(([name, { char }]) => [char, name]));
    for (const word of call?.rest ?? []) {
      const [, long, short] = /^(?:--(?:no-)?([\w-]+)|-(\w))(?:=|$)/.exec(word) ?? [];
      if (long !== undefined) expect(Object.keys(flags)).toContain(long);
      if (short !== undefined) expect([...chars.keys()]).toContain(short);
    }
  });
});

/** Commands that need nothing but files. */
const LOCAL = new Set([
  'ci',
  'events:show',
  'explain',
  'graph',
  'lint',
  'rbac:check',
  'rbac:explain',
  'rbac:generate',
  'test-event',
]);

describe('what the documentation tells to run on this machine', () => {
  const lines = [
    ...new Set(byHand.flatMap((page) => commandsIn(readFileSync(join(FOLDER, page), 'utf8')))),
  ].filter((line) => LOCAL.has(called(line)?.id ?? '') && !/ --(?:cluster|listen)\b/.test(line));
  const folder = mkdtempSync(join(tmpdir(), 'argoflow-docs-'));
  beforeAll(async () => {
    expect(await argoflow(['init', 'deploy', '--yes', '--no-check'], { cwd: folder })).toMatchObject({
      code: 0,
    });
    cpSync(join(FOLDER, 'images'), join(folder, 'docs/images'), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(lines)('runs: %s', async (line) => {
    const words = (line.match(/'[^']*'|\S+/g) ?? []).slice(1).map((word) => {
      const meant = word.replace(/^'(.*)'$/, '$1');
      if (meant === 'ID') return 'reference/event-missing';
      return meant === 'TEXT OF THE ERROR' ? REFUSAL : meant;
    });
    const { code, stdout, stderr } = await argoflow(words, { cwd: folder });
    // Not a wrong call, and nothing that could not be done.
    expect([0, 1], stderr).toContain(code);
    expect(stdout + stderr).not.toBe('');
  });
});

const REFUSAL =
  'workflows.argoproj.io is forbidden: User "system:serviceaccount:argo-events:deploy-sensor" cannot create resource ' +
  '"workflows" in API group "argoproj.io" in the namespace "elsewhere"';

describe('the flow of the pictures', () => {
  it('has nothing wrong with it', () => {
    const name = 'flow.yaml';
    const text = readFileSync(new URL(`images/${name}`, DOCS), 'utf8');
    const { documents, diagnostics } = parseYaml(text, name);
    const model = buildModel(documents);
    const engine = openEngine();
    const result = lint(
      { model, files: [{ name, text }], diagnostics: [...diagnostics, ...model.diagnostics] },
      {
        engine,
        ignores: false,
        horizon: { complete: true, external: ['Secret/ci/github', 'Secret/ci/slack'] },
      },
    );
    engine.close();
    expect(result.diagnostics).toEqual([]);
  });
});
