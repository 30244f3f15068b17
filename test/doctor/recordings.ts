import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nameOf } from '../../src/cluster/object.ts';
import { stateOf } from '../../src/doctor/collect.ts';
import { type Kind, LISTED } from '../../src/doctor/kinds.ts';
import { type ClusterState, keyOf, type Unread } from '../../src/doctor/state.ts';
import { isArray, isObject, type JsonObject, type JsonValue, valueAt } from '../../src/json.ts';
import { identityOf } from '../../src/rbac/request.ts';

const FOLDER = fileURLToPath(new URL('../recordings/', import.meta.url));

export const RECORDINGS = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/** What of a cluster was not recorded. */
const UNRECORDED: ReadonlySet<Kind> = new Set(['Secret', 'ConfigMap', 'ClusterRole', 'ClusterRoleBinding']);

/** The objects of a recording as a cluster would list them, some seconds after the event. */
export function recordedState(recording: string): ClusterState {
  const read: JsonValue = JSON.parse(readFileSync(`${FOLDER}${recording}/objects.json`, 'utf8'));
  const all = (isArray(read) ? read : []).filter(isObject);
  const objects = new Map<Kind, readonly JsonObject[]>();
  const unread = new Map<Kind, Unread>();
  for (const { kind } of LISTED) {
    if (UNRECORDED.has(kind)) unread.set(kind, { reason: 'forbidden', message: `${kind} was not recorded` });
    else
      objects.set(
        kind,
        all.filter((one) => nameOf(one).kind === kind),
      );
  }
  const namespace = all.map((one) => nameOf(one).namespace).find((name) => name !== '');
  const times = all.flatMap((one) => {
    const time = Date.parse(String(valueAt(one, ['metadata', 'creationTimestamp'])));
    return Number.isFinite(time) ? [time] : [];
  });
  const state = stateOf({
    context: 'lab',
    server: 'https://lab:6443',
    version: 'v1.36.3',
    now: Math.max(...times) + 45_000,
    namespace,
    objects,
    unread,
    seesControllers: false,
  });
  // The recorded roles and bindings are all that the cluster had for these accounts.
  const { authorizer, gaps, unchecked } = state.audit;
  const asked = [...gaps, ...unchecked].map(({ need }) => need);
  const answers = asked.map((need): [string, boolean] => [
    keyOf(need),
    authorizer.allows(identityOf(need.account), need.request),
  ]);
  return { ...state, reviews: new Map(answers) };
}
