import type { Forwarded } from '../port-forward/run.ts';
import { createPen, type Style } from './pen.ts';

/** Where to send requests to, with a line to try each. */
export function renderForwarded(ports: readonly Forwarded[], style: Style): string {
  const { paint, symbols } = createPen(style);
  return ports
    .flatMap(({ eventSource, namespace, port, localPort, urls, notes }) => [
      `127.0.0.1:${localPort} ${symbols.arrow} ${paint.bold(`${namespace}/${eventSource}`)} port ${port}`,
      ...urls.map((url) => `  ${curl(url)}`),
      ...notes.map((note) => `  ${paint.yellow('note:')} ${note}`),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

function curl(url: string): string {
  // A certificate is for the name in the cluster, not for this address.
  const insecure = url.startsWith('https:') ? '-k ' : '';
  return `curl ${insecure}-d '{}' -H 'Content-Type: application/json' '${url.replaceAll("'", '%27')}'`;
}
