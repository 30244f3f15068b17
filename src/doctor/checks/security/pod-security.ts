import { nameOf } from '../../../cluster/object.ts';
import { isObject, type JsonObject, textOf, valueAt } from '../../../json.ts';
import type { Check } from '../../check.ts';
import { containersOf } from '../../controllers.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { labelled } from '../../pods.ts';
import { objectsOf } from '../../state.ts';

export const podSecurity: Check = {
  id: 'security/pod-security',
  title: 'namespaces that ask for restricted pods get them',
  why: `In a namespace with pod-security.kubernetes.io/enforce: restricted, pods of event sources, sensors and buses are
refused unless their spec says what they give up; only an event of the ReplicaSet or StatefulSet tells. Pods that are there
already go on, so that it shows at the next restart. Source: kubernetes staging/src/k8s.io/pod-security-admission/policy.`,
  reads: ['Namespace', 'Deployment', 'StatefulSet'],
  run: (state) => {
    const strict = new Set(
      objectsOf(state, 'Namespace')
        .filter((one) => labelled(one, 'pod-security.kubernetes.io/enforce') === 'restricted')
        .map((one) => nameOf(one).name),
    );
    return [...objectsOf(state, 'Deployment'), ...objectsOf(state, 'StatefulSet')].flatMap((workload) => {
      const { kind, namespace, name } = nameOf(workload);
      const controller = textOf(labelled(workload, 'controller'));
      if (!strict.has(namespace) || !CONTROLLERS.has(controller)) return [];
      const lacking = lackingIn(workload);
      if (lacking.length === 0) return [];
      return [
        {
          severity: 'warning' as const,
          title: `its namespace refuses such pods: they lack ${lacking.join(', ')}`,
          object: labelOf(workload),
          evidence: [`namespace "${namespace}" has pod-security.kubernetes.io/enforce: restricted`],
          hint:
            controller === 'eventbus-controller'
              ? 'set securityContext in spec.jetstream, and in its three container templates'
              : 'set securityContext in spec.template and in spec.template.container',
          command: kubectl(state, `describe ${kind.toLowerCase()} ${name}`, namespace),
        },
      ];
    });
  },
};

const CONTROLLERS: ReadonlySet<string> = new Set([
  'eventsource-controller',
  'sensor-controller',
  'eventbus-controller',
]);

/** Fields that the restricted level asks of every container, or of the pod. */
function lackingIn(workload: JsonObject): readonly string[] {
  const pod = valueAt(workload, ['spec', 'template', 'spec', 'securityContext']);
  const ofPod = isObject(pod) ? pod : {};
  const lacking = new Set<string>();
  for (const container of containersOf(workload)) {
    const context = isObject(container['securityContext']) ? container['securityContext'] : {};
    if (context['allowPrivilegeEscalation'] !== false) lacking.add('allowPrivilegeEscalation: false');
    const drops = valueAt(context, ['capabilities', 'drop']);
    if (!(Array.isArray(drops) && drops.includes('ALL'))) lacking.add('capabilities.drop: [ALL]');
    if ((context['runAsNonRoot'] ?? ofPod['runAsNonRoot']) !== true) lacking.add('runAsNonRoot: true');
    const profile =
      valueAt(context, ['seccompProfile', 'type']) ?? valueAt(ofPod, ['seccompProfile', 'type']);
    if (profile !== 'RuntimeDefault' && profile !== 'Localhost') lacking.add('seccompProfile');
  }
  return [...lacking];
}
