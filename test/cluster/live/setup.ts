import type { TestProject } from 'vitest/node';
import { buildApiServer, startApiServer } from './api-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The kubeconfig of the cluster to test against, with a context of an administrator. */
    readonly kubeconfig: string;
    /** True for an API server of this run: it may be asked to do anything, and has no controllers and no nodes. */
    readonly own: boolean;
  }
}

/** Gives the tests a cluster: that of KUBECONFIG where ARGOFLOW_TEST_CLUSTER=1 says so, else an API server of their own. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.env['ARGOFLOW_TEST_CLUSTER'] === '1') {
    const kubeconfig = process.env['KUBECONFIG'];
    if (kubeconfig === undefined || kubeconfig === '') {
      throw new Error('ARGOFLOW_TEST_CLUSTER=1 needs KUBECONFIG to name the cluster');
    }
    project.provide('kubeconfig', kubeconfig);
    project.provide('own', false);
    return undefined;
  }
  buildApiServer();
  const server = await startApiServer();
  project.provide('kubeconfig', server.kubeconfig);
  project.provide('own', true);
  return () => server.stop();
}
