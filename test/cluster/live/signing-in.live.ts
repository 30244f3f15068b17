import { expect, inject, it } from 'vitest';
import { openCluster } from '../../../src/cluster/open.ts';
import { writeKubeconfig } from '../stand-in.ts';

const { server } = openCluster({ kubeconfig: inject('kubeconfig') }, {});

it('an authority that nobody vouches for is not trusted', async () => {
  const cluster = openCluster({ kubeconfig: writeKubeconfig(server, { token: 'any' }) }, {});
  await expect(cluster.version()).rejects.toMatchObject({
    reason: 'tls',
    message: expect.stringContaining(`no trusted connection to "${server}"`),
  });
});

it('a token that is not known is told', async () => {
  const clusters = [{ name: 'lab', cluster: { server, 'insecure-skip-tls-verify': true } }];
  const kubeconfig = writeKubeconfig(server, { token: 'expired' }, { clusters });
  const cluster = openCluster({ kubeconfig }, {});
  try {
    await expect(
      cluster.list({ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default' }),
    ).rejects.toMatchObject({
      reason: 'unauthorized',
      message: 'the cluster of context "lab" does not accept your credentials (401)',
    });
  } finally {
    cluster.close();
  }
});

it('a user without rights may ask what they are', async () => {
  const cluster = openCluster({ kubeconfig: inject('kubeconfig'), as: 'argoflow-nobody' }, {});
  try {
    const question = { verb: 'get', group: '', resource: 'pods/log', namespace: 'default' };
    expect(await cluster.accessReview(question)).toEqual({ allowed: false, reason: expect.any(String) });
    await expect(cluster.accessReview({ ...question, user: 'jane' })).rejects.toMatchObject({
      reason: 'forbidden',
    });
  } finally {
    cluster.close();
  }
});
