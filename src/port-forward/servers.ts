import type { Call, Cluster } from '../cluster/cluster.ts';
import { UserError } from '../errors.ts';
import { buildLiveModel } from '../model/live.ts';
import { nearest } from '../nearest.ts';
import { type HttpServer, routesOf } from '../simulate/sources/routes.ts';

/**
 * The ports of the event sources of a namespace, as the cluster has them: of all of them, or of those that are named.
 * Throws a UserError (usage) for a name that is not there, and where nothing has a port.
 */
export async function liveServers(
  names: readonly string[],
  cluster: Cluster,
  call: Call,
): Promise<readonly HttpServer[]> {
  const { namespace } = cluster;
  const selection = { apiVersion: 'argoproj.io/v1alpha1', kind: 'EventSource', namespace };
  const { items } = await cluster.list(selection, call);
  const model = buildLiveModel(items, { namespace });
  const known = model.eventSources.map(({ name }) => name);
  for (const name of names) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    const there = known.length === 0 ? 'there is none' : `there are: ${known.join(', ')}`;
    throw new UserError(
      'usage',
      `no event source "${name}" in namespace "${namespace}"`,
      near === undefined ? there : `did you mean "${near}"?`,
    );
  }
  const servers = routesOf(model).filter(
    ({ eventSource }) => names.length === 0 || names.includes(eventSource.name),
  );
  if (servers.length > 0) return servers;
  const which =
    names.length === 0 ? `no event source in namespace "${namespace}"` : `not one of ${names.join(', ')}`;
  throw new UserError(
    'usage',
    `${which} listens on a port`,
    'only webhooks and their like can be forwarded to',
  );
}
