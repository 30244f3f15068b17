import type { Fields } from '../fields.ts';
import { refusedParameters } from './parameter-validation.ts';
import { refusedPolicy } from './policy-validation.ts';
import type { Refusal } from './refusal.ts';
import type { ValidationContext } from './sensor-validation.ts';
import { refusedTemplate } from './template-validation.ts';

/** Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggers). */
export function refusedTriggers(context: ValidationContext, spec: Fields): Refusal | undefined {
  const triggers = spec.objects('triggers') ?? [];
  if (triggers.length === 0) return { message: 'no triggers found', path: spec.path };
  const names = new Set<string>();
  for (const trigger of triggers) {
    const refusal = refusedTrigger(context, trigger);
    if (refusal !== undefined) return refusal;
    const name = trigger.object('template')?.text('name') ?? '';
    if (names.has(name)) {
      return { message: `duplicate trigger name: ${name}`, path: [...trigger.path, 'template', 'name'] };
    }
    names.add(name);
  }
  return undefined;
}

function refusedTrigger(context: ValidationContext, trigger: Fields): Refusal | undefined {
  const template = trigger.object('template');
  if (template === undefined) return { message: "trigger template can't be nil", path: trigger.path };
  return (
    refusedTemplate(context, template) ??
    refusedPolicy(trigger, template) ??
    refusedParameters(trigger, 'parameters', 'template parameter') ??
    refusedDlqTrigger(context, trigger)
  );
}

/** The names of dlqTriggers are not compared with others. */
function refusedDlqTrigger(context: ValidationContext, trigger: Fields): Refusal | undefined {
  const dlq = trigger.object('dlqTrigger');
  if (dlq === undefined) return undefined;
  if (!trigger.flag('atLeastOnce')) {
    return {
      message: 'to use dlqTrigger, trigger.atLeastOnce must be set to true',
      path: trigger.path,
    };
  }
  if (!dlq.flag('atLeastOnce')) {
    return { message: 'atLeastOnce must be set to true within the dlqTrigger', path: dlq.path };
  }
  return refusedTrigger(context, dlq);
}
