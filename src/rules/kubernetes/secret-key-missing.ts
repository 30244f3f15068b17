import { isObject, objectAt, valueAt } from '../../json.ts';
import type { Resource } from '../../model/resource.ts';
import { nearest } from '../../nearest.ts';
import type { Rule } from '../rule.ts';

export const secretKeyMissing: Rule = {
  id: 'kubernetes/secret-key-missing',
  severity: 'error',
  summary: 'a key that a Secret or a ConfigMap does not have',
  docs: {
    why: `The Secret is mounted as a whole, so the pod starts; the key is a file that is not there, and each use of it fails. In the environment of a container a missing key keeps the pod from starting.
Source: argo-events pkg/shared/util/util.go (GetSecretFromVolume, GetConfigMapFromVolume).`,
    bad: `apiVersion: v1
kind: Secret
metadata: {name: chat}
stringData: {token: abc}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: post
        http:
          url: https://chat.example.com
          secureHeaders: [{name: Authorization, valueFrom: {secretKeyRef: {name: chat, key: header}}}]
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
`,
    good: `apiVersion: v1
kind: Secret
metadata: {name: chat}
stringData: {token: abc}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: post
        http:
          url: https://chat.example.com
          secureHeaders: [{name: Authorization, valueFrom: {secretKeyRef: {name: chat, key: token}}}]
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
`,
  },
  check: {
    link(link, { model, horizon, report }) {
      const { kind, from, via, at, target, optional } = link;
      if ((kind !== 'secret' && kind !== 'config-map') || target === undefined || optional) return;
      // The places of an object in a text are those of the text.
      const root = via?.resource ?? from;
      const path = at.path ?? [];
      const own = via === undefined ? path : path.slice(via.path.length);
      if (via !== undefined && via.resource.written([]) === undefined) return;
      const selector = valueAt(root.value, own.slice(0, -1));
      const key = isObject(selector) ? selector['key'] : undefined;
      // A volume names its keys in "items", and has no "key".
      if (typeof key !== 'string' || key === '' || key.includes('{{')) return;
      if (horizon.patched?.has(`${target.kind}/${target.name}`)) return;
      const fields = kind === 'secret' ? ['data', 'stringData'] : ['data', 'binaryData'];
      const keysOf = ({ value }: Resource) =>
        fields.flatMap((field) => Object.keys(objectAt(value, field) ?? {}));
      const keys = keysOf(target);
      // One without any keys is filled by somebody in the cluster.
      if (keys.length === 0 || keys.includes(key)) return;
      // Of variants for several clusters, nobody knows which one is meant.
      const variants = model.ofKind(target.kind).filter(({ name }) => name === target.name);
      if (variants.some((one) => keysOf(one).includes(key))) return;
      const near = nearest(key, keys);
      report({
        resource: from,
        path: [...path.slice(0, -1), 'key'],
        message: `the ${target.kind} "${target.displayName}" has no key "${key}"`,
        help:
          near === undefined
            ? `it has ${keys.map((one) => `"${one}"`).join(', ')}`
            : `did you mean "${near}"?`,
        related: [{ message: `the ${target.kind}`, resource: target, path: ['metadata', 'name'] }],
      });
    },
  },
};
