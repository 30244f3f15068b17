import { isObject, valueAt } from '../../json.ts';
import { nameProblem } from '../object-name.ts';
import type { Rule } from '../rule.ts';

export const volumeName: Rule = {
  id: 'kubernetes/volume-name',
  severity: 'error',
  summary: 'a Secret or ConfigMap whose name cannot be part of the name of a volume',
  docs: {
    why: `The controller mounts each Secret of an EventSource or a Sensor as a volume "secret-<name>", and each ConfigMap as "cm-<name>". A volume's name has no dots and at most 63 characters: with such a Secret the Deployment is refused.
Source: argo-events pkg/shared/util/util.go (GenerateSecretVolumeSpecs, GenerateConfigMapVolumeSpecs).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: post
        http:
          url: https://chat.example.com
          secureHeaders: [{name: Authorization, valueFrom: {secretKeyRef: {name: chat.example.com, key: token}}}]
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
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
    link({ kind, from, via, at, to }, { report }) {
      if ((kind !== 'secret' && kind !== 'config-map') || via !== undefined) return;
      if (from.kind !== 'EventSource' && from.kind !== 'Sensor') return;
      const path = at.path ?? [];
      const selector = valueAt(from.value, path.slice(0, -1));
      // Only selectors of one key become volumes by themselves.
      if (path.at(-1) !== 'name' || !isObject(selector) || typeof selector['key'] !== 'string') return;
      const volume = `${kind === 'secret' ? 'secret' : 'cm'}-${to.name}`.replaceAll('_', '-');
      const problem = nameProblem(volume, 'label');
      if (problem === undefined) return;
      report({
        resource: from,
        path,
        message: `the volume "${volume}" cannot be made: its name ${problem}`,
        help: `give the ${to.kind} a name without dots, of at most ${kind === 'secret' ? 56 : 60} characters`,
      });
    },
  },
};
