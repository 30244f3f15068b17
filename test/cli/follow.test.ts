import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import { type ReplayOptions, type ReplayServer, replayServer } from '../cluster/replay/server.ts';
import { Stage } from '../cluster/replay/stage.ts';
import { status } from '../cluster/stand-in.ts';
import { argoflow, BINARY, cleanEnvironment } from '../support/binary.ts';

// The program itself, on clusters on which a recording happens again.

const opened: ReplayServer[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

async function cluster(name: string, options: ReplayOptions & { readonly ended?: boolean } = {}) {
  const stage = new Stage(name);
  if (options.ended === true) stage.end();
  const server = await replayServer(stage, options);
  opened.push(server);
  const args = (...words: string[]) => [...words, '--kubeconfig', server.kubeconfig];
  return { stage, server, args };
}

const EVENT = ['--data', '{"message":"Dont call me Shirley"}'];
/** The machine's clock and the recording's are days apart. */
const NOT_NOW = ['--skip', 'cluster/clock'];

describe('test-event on a cluster', () => {
  it('tells every hop, and ends with 0 when the Workflow succeeded', async () => {
    const { args, server } = await cluster('ok-steps');
    const { code, stdout, stderr } = await argoflow(args('test-event', '--cluster', ...EVENT, '--logs'));
    expect(stderr).toBe('');
    await expect(stdout).toMatchFileSnapshot('golden/test-event-cluster.txt');
    expect(code).toBe(0);
    expect(server.delivered).toHaveLength(1);
  });

  it('ends with 1 when it died, in JSON as well', async () => {
    const { args } = await cluster('sensor-forbidden-k8s');
    const { code, stdout } = await argoflow(args('test-event', '--cluster', ...EVENT, '-o', 'json'));
    const { trail, asPredicted } = JSON.parse(stdout);
    expect(trail.cause.kind).toBe('trigger');
    expect(asPredicted).toBe(false);
    expect(code).toBe(1);
  });

  it('waits no longer than it is told', async () => {
    // The Workflows never change: nobody sees them.
    const intercept = (url: URL, response: ServerResponse) => {
      if (!url.pathname.endsWith('/workflows')) return false;
      status(response, 403, 'workflows is forbidden');
      return true;
    };
    const { args } = await cluster('ok-k8s', { intercept });
    const { code, stdout } = await argoflow(args('test-event', '--cluster', ...EVENT, '--timeout', '2s'));
    expect(stdout).toContain('the time is up');
    expect(stdout).toContain('note: Workflows are not looked at');
    expect(code).toBe(1);
  });
});

/** Ends the program with Ctrl-C as soon as it asks for that. */
async function interruptAt(words: readonly string[], kubeconfig: string, moment: Promise<void>) {
  const child = spawn(process.execPath, [BINARY, ...words, '--kubeconfig', kubeconfig], {
    env: cleanEnvironment(),
    stdio: 'pipe',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  await moment;
  child.kill('SIGINT');
  return { code: await ended, stdout, stderr };
}

describe('Ctrl-C ends with 130, and says what was done', () => {
  /** A cluster that falls silent at a request, and tells when. */
  async function silentAt(name: string, is: (path: string, stage: Stage) => boolean) {
    let reached: () => void = () => undefined;
    const moment = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const stage = new Stage(name);
    const intercept = (url: URL): boolean => {
      if (!is(url.pathname, stage)) return false;
      reached();
      return true;
    };
    const server = await replayServer(stage, { intercept });
    opened.push(server);
    return { moment, server };
  }

  it.each<[string, readonly string[], (path: string, stage: Stage) => boolean, string]>([
    [
      'test-event that asks what is there',
      ['test-event', '--cluster', ...EVENT],
      (path) => path.endsWith('/eventsources'),
      'interrupted before anything was sent',
    ],
    [
      'test-event that reads logs',
      ['test-event', '--cluster', ...EVENT],
      (path) => path.endsWith('/log'),
      'interrupted before anything was sent',
    ],
    [
      'test-event that follows',
      ['test-event', '--cluster', ...EVENT],
      (path, stage) => stage.hasFired && path.endsWith('/workflows'),
      'interrupted after the event was sent (answered 200): what becomes of it goes on in the cluster',
    ],
    ['doctor that looks', ['doctor'], (path) => path.endsWith('/sensors'), ''],
    ['trace that reads logs', ['trace', 'okk8s-g8929'], (path) => path.endsWith('/log'), ''],
    ['logs that are followed', ['logs', 'okk8s', '-f'], (path) => path.endsWith('/log'), ''],
  ])('%s', async (_, words, is, said) => {
    const { moment, server } = await silentAt('ok-k8s', is);
    const { code, stderr } = await interruptAt(words, server.kubeconfig, moment);
    expect(stderr).toBe(said === '' ? '' : `${said}\n`);
    expect(code).toBe(130);
    // Nothing is left that holds a connection.
    await expect.poll(() => server.connections(), { timeout: 10_000 }).toBe(0);
  });

  it('doctor that waits for better times', async () => {
    const { args, server } = await cluster('sensor-forbidden-k8s', { ended: true });
    let looks = 0;
    const timer = setInterval(() => {
      looks = server.requests.filter((request) => request === 'GET /version').length;
    }, 20);
    const moment = expect.poll(() => looks, { timeout: 30_000 }).toBeGreaterThan(1);
    const [command = '', ...rest] = args('doctor', '--wait', '5m', '--only', 'accounts');
    const { code, stdout } = await interruptAt(
      [command, ...rest.slice(0, -2)],
      server.kubeconfig,
      moment.then(() => undefined),
    );
    clearInterval(timer);
    expect(code).toBe(130);
    expect(stdout).toBe('');
  });
});

describe('doctor', () => {
  it('says what is wrong, and ends with 1', async () => {
    const { args } = await cluster('auth-secret-missing', { ended: true });
    const { code, stdout, stderr } = await argoflow(args('doctor', ...NOT_NOW, '--only', 'eventsources'));
    expect(stderr).toBe('');
    await expect(stdout).toMatchFileSnapshot('golden/doctor.txt');
    expect(code).toBe(1);
  });

  it('ends with 0 where nothing is wrong', async () => {
    const { args } = await cluster('ok-k8s', { ended: true });
    const { code, stdout } = await argoflow(args('doctor', ...NOT_NOW, '-o', 'short'));
    expect(stdout).not.toMatch(/^error/m);
    expect(code).toBe(0);
  });

  it('sees that the clocks are days apart', async () => {
    const { args } = await cluster('ok-k8s', { ended: true });
    const { code, stdout } = await argoflow(args('doctor', '--only', 'cluster/clock', '-o', 'short'));
    expect(stdout).toContain("error    cluster/clock  this machine's clock is");
    expect(code).toBe(1);
  });

  it('only reads', async () => {
    const { args, server } = await cluster('sensor-forbidden-k8s', { ended: true });
    await argoflow(args('doctor', '--logs'));
    const others = server.requests.filter((request) => !/^GET |accessreviews$/.test(request));
    expect(others).toEqual([]);
  });

  it('writes an archive without secrets, lists it, and overwrites nothing', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'argoflow-bundle-')), 'support.zip');
    const { args } = await cluster('sensor-forbidden-k8s', { ended: true });
    const { stderr } = await argoflow(args('doctor', ...NOT_NOW, '--bundle', file));
    const files = unzipSync(readFileSync(file));
    const names = Object.keys(files).map((name) => name.replace('argoflow-doctor/', ''));
    for (const name of names) expect(stderr).toContain(`  ${name} `);
    const texts = Object.values(files).map((bytes) => strFromU8(bytes));
    // The pods of the recording carry the whole of their objects in variables.
    expect(texts.join('\n')).toContain('"SENSOR_OBJECT","value":"***"');
    expect(existsSync(`${file}.part`)).toBe(false);
    const again = await argoflow(args('doctor', '--bundle', file));
    expect(again).toMatchObject({ code: 2, stdout: '' });
    expect(again.stderr).toContain('is there already');
  });

  it('grants nothing without asking, or being told not to ask', async () => {
    const intercept = (url: URL, response: ServerResponse, method: string, body: string) => {
      const isRole = /\/(?:roles|rolebindings)\/[^/]+$/.test(url.pathname);
      if (!isRole) return false;
      if (method === 'GET') status(response, 404, 'not found');
      else response.writeHead(201, { 'Content-Type': 'application/json' }).end(body);
      return true;
    };
    const { args, server } = await cluster('sensor-forbidden-k8s', { ended: true, intercept });
    const asked = await argoflow(args('doctor', '--only', 'accounts', '--fix'));
    expect(asked.code).toBe(2);
    expect(asked.stderr).toContain('+kind: Role');
    expect(asked.stderr).toContain('2 objects would be applied, and there is nobody to ask');
    const tried = server.requests.filter((request) => request.startsWith('PATCH')).length;
    const done = await argoflow(args('doctor', '--only', 'accounts', '--fix', '--yes'));
    expect(done.code).toBe(0);
    expect(done.stdout).toContain('created     Role/argo-events/sensorforbiddenk8s-sensor-2');
    expect(server.requests.filter((request) => request.startsWith('PATCH')).length).toBeGreaterThan(
      2 * tried,
    );
  });
});
