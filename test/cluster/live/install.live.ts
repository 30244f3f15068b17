import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import { openCluster } from '../../../src/cluster/open.ts';
import { valueAt } from '../../../src/json.ts';
import { events, NAMESPACED_EVENTS, WORKFLOWS } from '../../install/manifests.ts';
import { argoflow, BINARY, cleanEnvironment, type Ending } from '../../support/binary.ts';

const kubeconfig = inject('kubeconfig');
const namespace = `argoflow-${process.pid}-${Math.random().toString(36).slice(2, 7)}`;
const folder = mkdtempSync(join(tmpdir(), 'argoflow-install-'));
let cluster: Cluster;

beforeAll(() => {
  cluster = openCluster({ kubeconfig, namespace }, {});
  write('events.yaml', events('v1.9.11'));
  write('workflows.yaml', WORKFLOWS);
});
afterAll(() => cluster.close());

function write(file: string, text: string): void {
  writeFileSync(join(folder, file), text);
}

function run(...args: readonly string[]): Promise<Ending> {
  return argoflow([...args, '-n', namespace, '--kubeconfig', kubeconfig], { cwd: folder });
}

const OWN = ['--workflows-namespace', namespace];
const FROM = ['--from', 'events.yaml', '--from', 'workflows.yaml', ...OWN];
const apps = (name: string) => ({ apiVersion: 'apps/v1', kind: 'Deployment', namespace, name });
const argo = (kind: string, name: string) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind,
  namespace,
  name,
});

// They install definitions of the whole cluster and take them away again: never in somebody's own cluster.
describe.runIf(inject('own'))('an installation on a real API server', () => {
  it('is tried, compared, made, and stays as it is', async () => {
    const dry = await run('install', ...FROM, '--dry-run=server');
    expect(dry.code, dry.stderr).toBe(0);
    expect(dry.stdout).toContain('(dry run: nothing was changed)');
    expect(await cluster.get(apps('controller-manager'))).toBeUndefined();
    const before = await run('install', ...FROM, '--diff');
    expect(before.code, before.stderr).toBe(1);
    expect(before.stdout).toContain(`+++ applied/EventBus/${namespace}/default`);

    const made = await run('install', ...FROM, '--no-wait');
    expect(made.code, made.stderr).toBe(0);
    expect(made.stdout).toContain('12 created');
    const definition = await cluster.get({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      namespace: '',
      name: 'eventbus.argoproj.io',
    });
    expect(
      valueAt(definition ?? {}, [
        'spec',
        'versions',
        0,
        'schema',
        'openAPIV3Schema',
        'x-kubernetes-preserve-unknown-fields',
      ]),
    ).toBe(true);
    expect(valueAt(definition ?? {}, ['metadata', 'annotations'])).toBeUndefined();

    const again = await run('install', ...FROM, '--no-wait');
    expect(again.stdout).toContain('12 unchanged');
    expect(await run('install', ...FROM, '--diff')).toMatchObject({ code: 0, stdout: '' });
  });

  it('says what is not ready, and why', async () => {
    const late = await run('install', ...FROM, '--timeout', '2s');
    expect(late.code).toBe(3);
    expect(late.stderr).toContain(`waiting  Deployment/${namespace}/controller-manager`);
    expect(late.stderr).toContain('no controller of the cluster has looked at its Deployment yet');
    expect(late.stderr).toContain('no controller of Argo Events has looked at it yet');
    expect(late.stderr).toContain('everything is applied, but not ready after 2 s');
  });

  it('ends with Ctrl-C while it waits, and says that all is applied', async () => {
    const args = [BINARY, 'install', ...FROM, '-n', namespace, '--kubeconfig', kubeconfig];
    const child = spawn(process.execPath, args, { cwd: folder, env: cleanEnvironment(), stdio: 'pipe' });
    let stderr = '';
    const waiting = new Promise<void>((resolve) => {
      child.stderr.on('data', (chunk: Buffer) => {
        stderr += chunk.toString('utf8');
        if (stderr.includes('waiting')) resolve();
      });
    });
    const ended = new Promise((resolve) => child.on('close', (code) => resolve(code)));
    await waiting;
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(stderr).toContain('interrupted while waiting: everything is applied, not all is ready\n');
  });

  it('writes the same bytes each time, and asks no cluster for them', async () => {
    const words = ['install', ...FROM, '-n', namespace, '--export', '-', '--kubeconfig', '/nowhere'];
    const one = await argoflow(words, { cwd: folder });
    const other = await argoflow(words, { cwd: folder });
    expect(one.code, one.stderr).toBe(0);
    expect(one.stdout).toContain('kind: EventBus');
    expect(other.stdout).toBe(one.stdout);
  });

  it('is upgraded, and neither downgraded nor doubled', async () => {
    write('events.yaml', events('v1.10.0'));
    expect((await run('install', ...FROM)).stderr).toContain('help: argoflow upgrade');
    const upgraded = await run('upgrade', ...FROM, '--no-wait');
    expect(upgraded.code, upgraded.stderr).toBe(0);
    expect(upgraded.stderr).toContain('argo-events goes from v1.9.11 to v1.10.0');
    write('events.yaml', events('v1.9.11'));
    expect((await run('upgrade', ...FROM)).stderr).toContain('--allow-downgrade');
    const back = await run('upgrade', ...FROM, '--no-wait', '--allow-downgrade');
    expect(back.code, back.stderr).toBe(0);
    write('second.yaml', NAMESPACED_EVENTS);
    const other = ['--from', 'second.yaml', '--scope', 'namespace', '-n', 'another'];
    const second = await argoflow(['install', ...other, '--kubeconfig', kubeconfig], { cwd: folder });
    expect(second.code).toBe(3);
    expect(second.stderr).toContain('argo-events runs already');
  });

  it('is not upgraded away from under a bus', async () => {
    const pinned = { version: '2.8.1', replicas: 1 };
    const metadata = { name: 'other', namespace };
    const bus = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'EventBus',
      metadata,
      spec: { jetstream: pinned },
    };
    await cluster.apply(bus);
    const refused = await run('upgrade', ...FROM);
    expect(refused.stderr).toContain('the new controller has no JetStream "2.8.1"');
    await cluster.delete(argo('EventBus', 'other'));
    const moved = await run('upgrade', ...FROM, '--bus', 'jetstream-2.9.16', '--dry-run=server');
    expect(moved.stderr).toContain('goes from JetStream 2.10.29 to 2.9.16');
  });

  it('goes only without objects of users, and definitions only when asked', async () => {
    await cluster.apply({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Sensor',
      metadata: { name: 'orders', namespace },
    });
    const refused = await run('uninstall');
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain(
      `there is still 1 Sensor in 1 namespace, such as Sensor "${namespace}/orders"`,
    );
    const dry = await run('uninstall', '--all', '--crds', '--dry-run');
    expect(dry.code, dry.stderr).toBe(0);
    expect(await cluster.get(argo('Sensor', 'orders'))).toBeDefined();

    const kept = await run('uninstall', '--keep-objects');
    expect(kept.code, kept.stderr).toBe(0);
    expect(kept.stdout).toContain('event sources and sensors use it');
    expect(await cluster.get(apps('controller-manager'))).toBeUndefined();
    expect(await cluster.get(argo('EventBus', 'default'))).toBeDefined();

    const gone = await run('uninstall', '--all', '--crds');
    expect(gone.code, gone.stderr).toBe(0);
    const lines = gone.stdout.split('\n');
    const at = (text: string) => lines.findIndex((line) => line.includes(text));
    expect(at('Sensor/')).toBeGreaterThanOrEqual(0);
    expect(at('Sensor/')).toBeLessThan(at('EventBus/'));
    expect(at('EventBus/')).toBeLessThan(at('CustomResourceDefinition/'));
    expect((await run('uninstall')).stderr).toContain('argoflow has installed nothing');
  });

  it('comes after a new project that asks for it, without a bus: the project has its own', async () => {
    const from = ['--from', 'events.yaml', '--from', 'workflows.yaml'];
    const made = await run('init', 'demo', '--yes', '--install', ...from, '--no-wait');
    expect(made.code, made.stderr).toBe(0);
    expect(made.stdout).toContain('✓ test-event  event.json fires demo/run-workflow');
    expect(made.stdout).toContain(' created');
    expect(await cluster.get(apps('controller-manager'))).toBeDefined();
    expect(await cluster.get(argo('EventBus', 'default'))).toBeUndefined();
    const gone = await run('uninstall', '--all', '--crds');
    expect(gone.code, gone.stderr).toBe(0);
  });

  // The file of a release, where there is one on this machine.
  const release = process.env['ARGOFLOW_ARGO_EVENTS'];
  it.runIf(release !== undefined)('can be that of a real release', async () => {
    write('release.yaml', readFileSync(release ?? '', 'utf8'));
    const made = await run('install', '--from', 'release.yaml', '--no-wait');
    expect(made.code, made.stderr).toBe(0);
    expect((await run('install', '--from', 'release.yaml', '--no-wait')).stdout).toContain('13 unchanged');
    const gone = await run('uninstall', '--crds');
    expect(gone.code, gone.stderr).toBe(0);
  });
});
