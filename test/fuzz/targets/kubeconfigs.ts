import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { ClusterError } from '../../../src/cluster/cluster-error.ts';
import { findAccess } from '../../../src/cluster/kubeconfig.ts';
import type { Target } from '../target.ts';
import { changedOf, oddChanges, oddJson, withOdd } from '../texts.ts';

// No plug-in and no provider in it: nothing is started, whatever becomes of the text.
const CONFIG = {
  apiVersion: 'v1',
  kind: 'Config',
  'current-context': 'lab',
  contexts: [
    { name: 'lab', context: { cluster: 'lab', user: 'me', namespace: 'flows' } },
    { name: 'other', context: { cluster: 'none' } },
  ],
  clusters: [
    { name: 'lab', cluster: { server: 'https://127.0.0.1:6443', 'certificate-authority-data': 'YQ==' } },
  ],
  users: [
    { name: 'me', user: { token: 't', tokenFile: 'token', 'client-certificate': 'a.pem', as: 'x' } },
    { name: 'you', user: { username: 'a', password: 'b' } },
  ],
};

/** A kubeconfig leads to a cluster, or it is said why not. */
export function kubeconfigs(): Target {
  const folder = mkdtempSync(join(tmpdir(), 'argoflow-fuzz-'));
  const file = join(folder, 'config');
  const text = fc.oneof(
    oddChanges.map((odd) => JSON.stringify(withOdd(CONFIG, odd))),
    changedOf([JSON.stringify(CONFIG, null, 1)]),
    oddJson.map((odd) => JSON.stringify(odd)),
  );
  return {
    name: 'kubeconfigs',
    property: fc.asyncProperty(text, fc.constantFrom(undefined, 'lab', 'other'), async (written, context) => {
      writeFileSync(file, written);
      try {
        const access = findAccess({ kubeconfig: file, context }, {});
        for (const part of [access.context, access.server, access.namespace]) {
          if (typeof part !== 'string') throw new Error(`${JSON.stringify(part)} is no text`);
        }
        access.config();
      } catch (error) {
        if (!(error instanceof ClusterError)) throw error;
      }
    }),
    close: async () => rmSync(folder, { recursive: true }),
  };
}
