import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { cleanEnvironment } from '../support/binary.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
interface Hook {
  readonly id: string;
  readonly description: string;
  readonly entry: string;
  readonly language: string;
  readonly files: string;
  readonly pass_filenames: boolean;
}

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'argoflow-hooks-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the hooks of pre-commit', () => {
  const hooks = parse(read('.pre-commit-hooks.yaml')) as readonly Hook[];
  const [hook] = hooks;

  const files = new RegExp(hook?.files ?? '');
  const [script = '', ...command] = hook?.entry.split(' ') ?? [];

  it('are one script of the repository, which may be run, with a command', () => {
    expect(hooks.map(({ id, language, entry }) => [id, language, entry])).toEqual([
      ['argoflow-lint', 'script', `${script} lint`],
      ['argoflow-test', 'script', `${script} test`],
    ]);
    expect(statSync(join(ROOT, script)).mode & 0o111).toBe(0o111);
    const mode = execFileSync('git', ['ls-files', '--stage', script], { cwd: ROOT, encoding: 'utf8' });
    expect(mode).toMatch(/^100755 /);
  });

  it('name the Node and the Go that are needed', () => {
    for (const text of [read(script), ...hooks.map(({ description }) => description)]) {
      expect(text).toContain(`Node ${/[\d.]+/.exec(engines.node)?.[0]}`);
      expect(text).toContain(`Go ${/^go (\S+)$/m.exec(read('engine/go.mod'))?.[1]}`);
    }
  });

  it('run on manifests, and judge all of them at once', () => {
    expect(['a.yaml', 'deploy/b.yml', 'c.json'].every((name) => files.test(name))).toBe(true);
    expect(['README.md', 'yaml', 'a.yaml.tmpl'].some((name) => files.test(name))).toBe(false);
    expect(hooks.map((one) => one.pass_filenames)).toEqual([false, false]);
  });

  it('build once, then lint the repository that it is called in', () => {
    const copy = join(folder, 'copy');
    const repository = join(folder, 'repository');
    for (const one of [copy, repository, join(copy, 'ci'), join(folder, 'path')]) mkdirSync(one);
    copyFileSync(join(ROOT, script), join(copy, script));
    symlinkSync(join(ROOT, 'bin'), join(copy, 'bin'));
    writeFileSync(
      join(folder, 'path/npm'),
      `#!/bin/sh\necho "$PWD: npm $*" >>"${folder}/calls"\nmkdir -p dist\necho noise\n`,
      { mode: 0o755 },
    );
    writeFileSync(
      join(repository, 'a.yaml'),
      'apiVersion: argoproj.io/v1alpha1\nkind: EventBus\nmetadata: {}\nspec: {jetstream: {version: latest}}\n',
    );
    const call = () =>
      spawnSync(join(copy, script), [...command, '--output', 'concise'], {
        cwd: repository,
        encoding: 'utf8',
        env: cleanEnvironment({ PATH: [join(folder, 'path'), process.env['PATH']].join(delimiter) }),
      });
    const first = call();
    expect(first.status).toBe(1);
    expect(first.stdout).toMatch(/^a\.yaml:3:\d+: error: .*\n$/);
    expect(first.stderr).toMatch(/^building argoflow, once: /);
    expect(call()).toMatchObject({ status: 1, stdout: first.stdout, stderr: '' });
    expect(readFileSync(join(folder, 'calls'), 'utf8')).toBe(
      `${copy}: npm ci --ignore-scripts --no-audit --no-fund\n${copy}: npm run -s build\n`,
    );
  });
});
