import { request } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';

/** Applies data to a ConfigMap as somebody else would. */
export async function applyAsAnother(
  kubeconfig: string,
  namespace: string,
  name: string,
  data: Readonly<Record<string, string>>,
): Promise<void> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const options = {};
  await config.applyToHTTPSOptions(options);
  const server = config.getCurrentCluster()?.server;
  const path = `/api/v1/namespaces/${namespace}/configmaps/${name}?fieldManager=somebody-else&force=true`;
  const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data };
  const code = await new Promise((resolve, reject) => {
    const call = request(`${server}${path}`, { ...options, method: 'PATCH' }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    call.setHeader('Content-Type', 'application/apply-patch+yaml');
    call.on('error', reject);
    call.end(JSON.stringify(body));
  });
  if (code !== 200) throw new Error(`the other manager was refused: ${code}`);
}
