import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { argoflow } from '../support/binary.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argoflow-scaffold-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => argoflow(args, { cwd: folder });
const scaffold = (...args: string[]) => run('scaffold', 'event-source', ...args);
const read = (path: string) => readFileSync(join(folder, path), 'utf8');

describe('scaffold event-source', () => {
  it('adds to a project, which stays clean and keeps what it has', async () => {
    await run('init', '.', '--yes', '--name', 'demo', '--namespace', 'ci', '--set', 'bus=main');
    const before = read('kustomization.yaml');
    const added = await scaffold('github', '--set', 'owner=example');
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect(added.stdout).toContain('4 files written');
    expect(read('github-event-source.yaml')).toContain('namespace: ci\nspec:\n  eventBusName: main\n');
    expect(read('kustomization.yaml')).toBe(
      `${before}  - github-event-source-account.yaml\n  - github-event-source.yaml\n`,
    );
    const lint = await run('lint', '-o', 'json');
    expect(lint.code).toBe(0);
    expect(await run('rbac', 'check')).toMatchObject({ code: 0 });

    // Once more, and with a Secret that was filled in.
    writeFileSync(join(folder, 'github-secret.yaml'), read('github-secret.yaml').replace('replace-me', 'x'));
    const again = await scaffold('github', '--set', 'owner=example');
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing to do') });
    const changed = await scaffold('github', '--set', 'owner=another');
    expect(changed).toMatchObject({ code: 3 });
    expect(changed.stderr).toContain('a different file is already in ".": github-event-source.yaml');
    expect(read('github-event-source.yaml')).toContain('owner: example\n');
  });

  it('tells the next step, which works', async () => {
    const { stdout } = await scaffold('sqs');
    const next = /^next: argoflow (.*)$/m.exec(stdout)?.[1] ?? '';
    const { code, stdout: shown } = await run(...next.split(' '));
    expect(code).toBe(0);
    expect(shown).toContain('"messageId"');
  });

  it('writes nothing when it is only asked what it would do', async () => {
    const { code, stdout } = await scaffold('kafka', 'new', '--dry-run');
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('nothing was written'),
    });
    expect(existsSync(join(folder, 'new'))).toBe(false);
  });

  it.each<[readonly string[], string]>([
    [['kafk'], 'no type of event source "kafk", did you mean "kafka"?'],
    [['kafka', '--name', 'My.Kafka'], 'parameter "name": "My.Kafka" is not valid'],
    [['kafka', '--set', 'topik=a'], 'has no parameter "topik", did you mean "topic"?'],
    [[], 'no type of event source ""'],
  ])('%j is refused, and nothing is written', async (args, message) => {
    const ending = await scaffold(...args);
    expect(ending).toMatchObject({ code: 2, stdout: '' });
    expect(ending.stderr).toContain(message);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('writes nothing into a project that cannot be read', async () => {
    writeFileSync(join(folder, 'broken.yaml'), 'apiVersion: v1\nkind: [\n');
    const ending = await scaffold('kafka');
    expect(ending).toMatchObject({ code: 3, stdout: '' });
    expect(ending.stderr).toContain('broken.yaml:');
    expect(readdirSync(folder)).toEqual(['broken.yaml']);
  });
});
