import { nameOf } from '../../../cluster/object.ts';
import { isObject, type JsonObject, textOf, valueAt } from '../../../json.ts';
import { createdAt } from '../../age.ts';
import type { Check } from '../../check.ts';
import type { Finding } from '../../finding.ts';
import { isTerminating, labelOf, objectsAt } from '../../object.ts';
import { madeFor, podsCommand } from '../../pods.ts';
import { type ClusterState, objectsOf } from '../../state.ts';

export const renewed: Check = {
  id: 'accounts/renewed',
  title: 'no pod is older than the service account that it runs as',
  why: `The token of a pod is of one service account object, and of no other one of its name. Where the account was deleted
and made again, the API server answers the pod with Unauthorized until it is replaced, or until the kubelet brings it a new
token, most of an hour later; permissions, conditions and pods all look right meanwhile. Sources: kubernetes
pkg/serviceaccount/claims.go (Validate compares the uid), pkg/kubelet/token/token_manager.go.`,
  reads: ['EventSource', 'Sensor', 'Pod', 'ServiceAccount'],
  run: (state) =>
    (['EventSource', 'Sensor'] as const).flatMap((kind) =>
      objectsOf(state, kind).flatMap((owner): Finding[] => {
        const old = madeFor(state, owner, 'Pod').filter((pod) => !isTerminating(pod) && holdsToken(pod));
        return old.flatMap((pod): Finding[] => {
          const account = accountOf(state, pod);
          if (account === undefined || !(createdAt(pod) < createdAt(account))) return [];
          return [
            {
              // Few event sources call the API server.
              severity: kind === 'Sensor' ? 'error' : 'warning',
              title: `its token is of an older service account "${nameOf(account).name}", which is gone: the API server refuses it`,
              object: labelOf(owner),
              evidence: [
                `pod "${nameOf(pod).name}" was made ${timeOf(pod)}, ${labelOf(account)} ${timeOf(account)}`,
              ],
              hint: 'a new pod gets a new token: delete the old one',
              command: podsCommand(state, owner, 'delete'),
            },
          ];
        });
      }),
    ),
};

function holdsToken(pod: JsonObject): boolean {
  return objectsAt(pod, ['spec', 'volumes']).some((volume) =>
    objectsAt(volume, ['projected', 'sources']).some((source) => isObject(source['serviceAccountToken'])),
  );
}

function accountOf(state: ClusterState, pod: JsonObject): JsonObject | undefined {
  const asked = textOf(valueAt(pod, ['spec', 'serviceAccountName'])) || 'default';
  return objectsOf(state, 'ServiceAccount').find((account) => {
    const { namespace, name } = nameOf(account);
    return namespace === nameOf(pod).namespace && name === asked;
  });
}

function timeOf(object: JsonObject): string {
  return textOf(valueAt(object, ['metadata', 'creationTimestamp']));
}
