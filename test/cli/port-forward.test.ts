import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { json, standIn } from '../cluster/stand-in.ts';
import { BINARY, cleanEnvironment } from '../support/binary.ts';

const EVENT_SOURCE = {
  metadata: { name: 'orders', namespace: 'flows' },
  spec: { webhook: { placed: { port: '12000', endpoint: '/placed', method: 'POST' } } },
};
const POD = {
  metadata: { name: 'orders-1', namespace: 'flows' },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
};
const KINDS = {
  resources: [{ name: 'eventsources', kind: 'EventSource', namespaced: true, verbs: ['list'] }],
};

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

it('port-forward listens until Ctrl-C, and no longer', async () => {
  const server = await standIn(({ path }, response) => {
    if (path === '/apis/argoproj.io/v1alpha1') return json(response, 200, KINDS);
    const item = path.endsWith('/pods') ? POD : EVENT_SOURCE;
    return json(response, 200, { metadata: { resourceVersion: '1' }, items: [item] });
  });
  const args = [BINARY, 'port-forward', 'orders', '--port', '0', '--kubeconfig', server.kubeconfig];
  const child = spawn(process.execPath, args, { env: cleanEnvironment(), stdio: 'pipe' });
  let stdout = '';
  const told = new Promise<void>((resolve) => {
    child.stdout.on('data', (text: Buffer) => {
      stdout += text.toString('utf8');
      if (stdout.includes('curl')) resolve();
    });
  });
  const ended = new Promise((resolve) => child.on('close', (code) => resolve(code)));
  await told;
  const [, port] = /^127\.0\.0\.1:(\d+) → flows\/orders port 12000\n/.exec(stdout) ?? [];
  expect(stdout).toContain(
    `curl -d '{}' -H 'Content-Type: application/json' 'http://127.0.0.1:${port}/placed'`,
  );
  expect(await isOpen(Number(port))).toBe(true);
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(await isOpen(Number(port))).toBe(false);
  await server.close();
});
