import type { Fields } from '../fields.ts';
import type { Refusal } from './refusal.ts';
import { isGiven } from './template-validation.ts';

/**
 * The policy that the first of these kinds looks at; an empty list or map of labels is fine.
 * Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggerPolicy).
 */
export function* policyRefusals(trigger: Fields, template: Fields): Iterable<Refusal> {
  const policy = trigger.object('policy');
  if (policy === undefined) return;
  const has = (kind: string) => template.object(kind) !== undefined;
  if (has('k8s') || has('argoWorkflow')) {
    const k8s = policy.object('k8s');
    if (k8s === undefined || isGiven(k8s, 'labels')) return;
    const message = 'resource labels are not specified';
    const help = 'add "labels", which the object has once it is done';
    yield { rule: 'policy/labels-missing', message, path: k8s.path, keys: ['labels'], help };
  } else if (has('http') || has('awsLambda')) {
    const status = policy.object('status');
    if (status === undefined || isGiven(status, 'allow')) return;
    const message = 'list of allowed response status is not specified';
    const help = 'add "allow: [200]" with the codes that mean success';
    yield { rule: 'policy/allow-missing', message, path: status.path, keys: ['allow'], help };
  }
}
