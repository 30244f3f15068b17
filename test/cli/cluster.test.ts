import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { json, standIn, status, writeKubeconfig } from '../cluster/stand-in.ts';
import { argoflow, BINARY, cleanEnvironment } from '../support/binary.ts';

const folder = mkdtempSync(join(tmpdir(), 'argoflow-apply-'));
const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {key: sesame}\n';
writeFileSync(join(folder, 'flow.yaml'), MAP);

describe('the commands that ask a cluster', () => {
  it.each(['apply', 'diff', 'delete'])('%s says which kubeconfig is missing', async (command) => {
    const env = { HOME: folder, KUBECONFIG: undefined, KUBERNETES_SERVICE_HOST: undefined };
    const ending = await argoflow([command, 'flow.yaml'], { cwd: folder, env });
    expect(ending).toMatchObject({ code: 3, stdout: '' });
    expect(ending.stderr).toContain(
      `error: no kubeconfig found: "${join(folder, '.kube/config')}" does not exist`,
    );
  });

  it('say that nothing listens', async () => {
    const server = await standIn(() => undefined);
    await server.close();
    const ending = await argoflow(['diff', 'flow.yaml', '--kubeconfig', server.kubeconfig], { cwd: folder });
    expect(ending).toMatchObject({ code: 3, stdout: '' });
    expect(ending.stderr).toContain(
      `error: cannot reach "${server.url}" (context "lab"): nothing listens there`,
    );
  });

  it('say that a token has expired, and not which one', async () => {
    const server = await standIn((_, response) => status(response, 401, 'Unauthorized'), {
      token: 'open-sesame',
    });
    const ending = await argoflow(['apply', 'flow.yaml', '--kubeconfig', server.kubeconfig], { cwd: folder });
    await server.close();
    expect(ending.code).toBe(3);
    expect(ending.stderr).toContain('the cluster of context "lab" does not accept your credentials (401)');
    expect(`${ending.stdout}${ending.stderr}`).not.toContain('open-sesame');
  });

  it('refuse a time, a project and a prune without one', async () => {
    const kubeconfig = writeKubeconfig('http://127.0.0.1:9', {});
    const run = (...args: string[]) =>
      argoflow(['apply', 'flow.yaml', '--kubeconfig', kubeconfig, ...args], { cwd: folder });
    expect(await run('--request-timeout', 'soon')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"soon" is no time'),
    });
    expect(await run('--project', 'Orders')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"Orders" is no name for a project'),
    });
    expect((await run('--prune')).code).toBe(2);
  });

  it('list objects as JSON without asking about them', async () => {
    const server = await standIn((_, response) => status(response, 500, 'not to be asked'));
    const args = [
      'apply',
      'flow.yaml',
      '--kubeconfig',
      server.kubeconfig,
      '--dry-run',
      'client',
      '--output',
      'json',
    ];
    const ending = await argoflow(args, { cwd: folder });
    await server.close();
    expect(ending.code, ending.stderr).toBe(0);
    expect(JSON.parse(ending.stdout)).toEqual({
      version: 1,
      context: 'lab',
      server: server.url,
      dryRun: 'client',
      done: true,
      objects: [{ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'flows', name: 'a', action: 'planned' }],
    });
    expect(server.received).toEqual([]);
  });

  it.each([
    ['while a slow cluster is asked', 1],
    // Each of them is read and tried; then the first one is read and applied, and the second one is read.
    ['between two objects', 7],
  ])('end with 130 on Ctrl-C %s, and say what was done', async (_, silentFrom) => {
    writeFileSync(join(folder, 'two.yaml'), `${MAP}---\n${MAP.replace('name: a', 'name: b')}`);
    const waiting: (() => void)[] = [];
    const server = await standIn(({ method }, response) => {
      if (server.received.length >= silentFrom) {
        waiting.shift()?.();
        return;
      }
      if (method === 'GET') status(response, 404, 'not found');
      else
        json(response, 201, {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'a', namespace: 'flows' },
        });
    });
    const asked = new Promise<void>((resolve) => waiting.push(resolve));
    const args = [BINARY, 'apply', 'two.yaml', '--kubeconfig', server.kubeconfig];
    const child = spawn(process.execPath, args, { cwd: folder, env: cleanEnvironment(), stdio: 'pipe' });
    let stdout = '';
    child.stdout.on('data', (text: Buffer) => {
      stdout += text.toString('utf8');
    });
    const ended = new Promise((resolve) => child.on('close', (code) => resolve(code)));
    await asked;
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    await server.close();
    const expected =
      silentFrom === 1
        ? ['failed      ConfigMap/flows/a', 'not done    ConfigMap/flows/b']
        : ['created     ConfigMap/flows/a', 'failed      ConfigMap/flows/b'];
    for (const line of expected) expect(stdout).toContain(line);
  });
});

it('nothing but what argoflow says is on standard error', async () => {
  const server = await standIn((_, response) => status(response, 404, 'not found'));
  const ending = await argoflow(['delete', 'flow.yaml', '--kubeconfig', server.kubeconfig], { cwd: folder });
  await server.close();
  // Node warns of its own modules there, when a library uses old ones.
  expect(ending).toMatchObject({ code: 0, stderr: '' });
});
