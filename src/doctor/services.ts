import { nameOf } from '../cluster/object.ts';
import { type JsonObject, valueAt } from '../json.ts';
import { objectsAt } from './object.ts';
import { labelled } from './pods.ts';
import { type ClusterState, objectsOf } from './state.ts';

/** Where a Service leads. Source: https://kubernetes.io/docs/concepts/services-networking/endpoint-slices. */
export function slicesOf(state: ClusterState, namespace: string, service: string): readonly JsonObject[] {
  return objectsOf(state, 'EndpointSlice').filter(
    (slice) =>
      nameOf(slice).namespace === namespace && labelled(slice, 'kubernetes.io/service-name') === service,
  );
}

/** How many of its addresses take requests. A condition that is not told counts as ready. */
export function readyAddresses(state: ClusterState, namespace: string, service: string): number {
  return slicesOf(state, namespace, service)
    .flatMap((slice) => objectsAt(slice, ['endpoints']))
    .filter((endpoint) => valueAt(endpoint, ['conditions', 'ready']) !== false).length;
}
