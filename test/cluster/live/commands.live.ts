import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import { openCluster } from '../../../src/cluster/open.ts';
import { argoflow, type Ending } from '../../support/binary.ts';
import { applyAsAnother } from './other-manager.ts';

const kubeconfig = inject('kubeconfig');
const namespace = `argoflow-${process.pid}-${Math.random().toString(36).slice(2, 7)}`;
const GROUP = `${namespace}.example.com`;
const folder = mkdtempSync(join(tmpdir(), 'argoflow-flow-'));
let cluster: Cluster;

beforeAll(async () => {
  cluster = openCluster({ kubeconfig, namespace }, {});
  await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
});
afterAll(async () => {
  await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', namespace: '', name: namespace });
  cluster.close();
});

/** Runs the built program in the folder of the flow. */
function run(...args: readonly string[]): Promise<Ending> {
  return argoflow([...args, '--namespace', namespace, '--kubeconfig', kubeconfig], { cwd: folder });
}

function write(file: string, text: string): void {
  writeFileSync(join(folder, file), text);
}

const named = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name });
const configMap = (name: string, value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {value: "${value}"}\n---\n`;
const SECRET = 'apiVersion: v1\nkind: Secret\nmetadata: {name: token}\nstringData: {token: hunter2}\n---\n';

describe('the commands on a real API server', () => {
  it('apply, show differences, prune and delete', async () => {
    write('flow.yaml', configMap('first', '1') + configMap('second', '1') + SECRET);
    const dry = await run('apply', '.', '--dry-run=server');
    expect(dry.stdout).toContain(`created     ConfigMap/${namespace}/first`);
    expect(dry.stdout).toContain('(dry run: nothing was changed)');
    expect(await cluster.get(named('first'))).toBeUndefined();

    const before = await run('diff', '.');
    expect(before.code).toBe(1);
    expect(before.stdout).toContain(`+++ applied/ConfigMap/${namespace}/first`);
    expect(before.stdout).not.toContain('hunter2');

    const applied = await run('apply', '.', '--project', 'orders', '--prune');
    expect(applied.code, applied.stderr).toBe(0);
    expect(applied.stdout).toContain('3 created');
    expect(await run('diff', '.')).toMatchObject({ code: 0, stdout: '' });
    expect((await run('apply', '.', '--project', 'orders', '--prune')).stdout).toContain('3 unchanged');

    write('flow.yaml', configMap('first', '2') + SECRET.replace('hunter2', 'hunter3'));
    const changed = await run('diff', '.', '--project', 'orders', '--prune');
    expect(changed.code).toBe(1);
    expect(changed.stdout).toContain('-  value: "1"\n+  value: "2"');
    expect(changed.stdout).toContain('-  token: "*** (before)"\n+  token: "*** (after)"');
    expect(changed.stdout).toContain(`--- live/ConfigMap/${namespace}/second\n+++ /dev/null`);
    const json = JSON.parse((await run('diff', '.', '--output', 'json')).stdout);
    expect(json.differences).toHaveLength(2);
    expect(JSON.stringify(json)).not.toContain(Buffer.from('hunter3').toString('base64'));

    const pruned = await run('apply', '.', '--project', 'orders', '--prune');
    expect(pruned.stdout).toContain('2 configured, 1 deleted');
    expect(await cluster.get(named('second'))).toBeUndefined();

    const deleted = await run('delete', '.', '--output', 'json');
    expect(deleted.code, deleted.stderr).toBe(0);
    expect(JSON.parse(deleted.stdout)).toMatchObject({ version: 1, done: true, dryRun: 'none' });
    expect(await cluster.get(named('first'))).toBeUndefined();
  });

  it('name who owns what they would change', async () => {
    write('flow.yaml', configMap('owned', '1'));
    await run('apply', '.');
    await applyAsAnother(kubeconfig, namespace, 'owned', { value: '2' });
    const refused = await run('apply', '.');
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('"somebody-else" owns .data.value; nothing was changed');
    expect(refused.stderr).toContain('--force-conflicts');
    const shown = await run('diff', '.');
    expect(shown.stdout).toContain('"somebody-else" owns .data.value');
    expect((await run('apply', '.', '--force-conflicts')).stdout).toContain('1 configured');
    await run('delete', '.');
  });

  it('bring a kind and an object of it at once', async () => {
    write(
      'flow.yaml',
      `apiVersion: ${GROUP}/v1
kind: Thing
metadata: {name: one}
spec: {anything: {goes: true}}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.${GROUP}}
spec:
  group: ${GROUP}
  scope: Namespaced
  names: {kind: Thing, plural: things, singular: thing, listKind: ThingList}
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, x-kubernetes-preserve-unknown-fields: true}}}}
`,
    );
    const applied = await run('apply', '.');
    expect(applied.code, applied.stderr).toBe(0);
    expect(applied.stdout).toContain('2 created');
    const thing = { apiVersion: `${GROUP}/v1`, kind: 'Thing', namespace, name: 'one' };
    expect(await cluster.get(thing)).toMatchObject({ spec: { anything: { goes: true } } });
    const kept = await run('delete', '.');
    expect(kept.stdout).toContain(`kept        CustomResourceDefinition/things.${GROUP}`);
    const gone = await run('delete', '.', '--with-data');
    expect(gone.stdout).toContain(`deleted     CustomResourceDefinition/things.${GROUP}`);
  });

  it('stop at what the linter finds', async () => {
    write(
      'flow.yaml',
      `${configMap('fine', '1')}apiVersion: argoproj.io/v1alpha1\nkind: Sensor\nmetadata: {name: s}\nspec: {dependencies: []}\n`,
    );
    const stopped = await run('apply', '.');
    expect(stopped.code).toBe(1);
    expect(stopped.stderr).toContain('the linter finds errors, so nothing is sent');
    expect(await cluster.get(named('fine'))).toBeUndefined();
  });

  it('say what a user may not do', async () => {
    write('flow.yaml', configMap('first', '1'));
    const refused = await run('apply', '.', '--as', 'jane');
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('User "jane" cannot get resource "configmaps"');
    expect(await run('apply', '.', '--context', 'no-such')).toMatchObject({ code: 2 });
  });
});
