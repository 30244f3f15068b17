import type { Fields } from '../fields.ts';
import type { Refusal } from './refusal.ts';
import { isGiven } from './template-validation.ts';

/**
 * The policy that the first of these kinds looks at; an empty list or map of labels is fine.
 * Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggerPolicy).
 */
export function refusedPolicy(trigger: Fields, template: Fields): Refusal | undefined {
  const policy = trigger.object('policy');
  if (policy === undefined) return undefined;
  const has = (kind: string) => template.object(kind) !== undefined;
  if (has('k8s') || has('argoWorkflow')) {
    const k8s = policy.object('k8s');
    if (k8s === undefined || isGiven(k8s, 'labels')) return undefined;
    return { message: 'resource labels are not specified', path: k8s.path };
  }
  if (has('http') || has('awsLambda')) {
    const status = policy.object('status');
    if (status === undefined || isGiven(status, 'allow')) return undefined;
    return { message: 'list of allowed response status is not specified', path: status.path };
  }
  return undefined;
}
