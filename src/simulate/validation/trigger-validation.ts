import type { Fields } from '../fields.ts';
import { parameterRefusals } from './parameter-validation.ts';
import { policyRefusals } from './policy-validation.ts';
import { adding, type Refusal } from './refusal.ts';
import { templateRefusals } from './template-validation.ts';
import type { ValidationContext } from './validation-context.ts';

/** Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggers). */
export function* triggerRefusals(context: ValidationContext, spec: Fields): Iterable<Refusal> {
  const triggers = spec.objects('triggers') ?? [];
  if (triggers.length === 0) {
    yield {
      rule: 'sensor/no-triggers',
      message: 'no triggers found',
      path: spec.path,
      keys: ['triggers'],
      help: 'add a trigger with a "template"',
    };
  }
  const names = new Set<string>();
  for (const trigger of triggers) {
    yield* refusalsOf(context, trigger);
    const name = trigger.object('template')?.text('name') ?? '';
    if (name !== '' && names.has(name)) {
      yield {
        rule: 'trigger/name-duplicate',
        message: `duplicate trigger name: ${name}`,
        path: [...trigger.path, 'template', 'name'],
        help: 'give each trigger a name of its own',
      };
    }
    names.add(name);
  }
}

function* refusalsOf(context: ValidationContext, trigger: Fields): Iterable<Refusal> {
  const template = trigger.object('template');
  if (template === undefined) {
    const message = "trigger template can't be nil";
    const help = 'add "template" with a "name" and a kind of trigger';
    yield { rule: 'trigger/template-missing', message, path: trigger.path, keys: ['template'], help };
  } else {
    yield* templateRefusals(context, template);
    yield* policyRefusals(trigger, template);
  }
  yield* parameterRefusals(trigger, 'parameters', 'template parameter');
  const dlq = trigger.object('dlqTrigger');
  if (dlq !== undefined) yield* deadLetterRefusals(context, trigger, dlq);
}

/** The names of dlqTriggers are not compared with others. */
function* deadLetterRefusals(context: ValidationContext, trigger: Fields, dlq: Fields): Iterable<Refusal> {
  if (!trigger.flag('atLeastOnce')) {
    yield notAtLeastOnce(trigger, 'to use dlqTrigger, trigger.atLeastOnce must be set to true', false);
  }
  if (!dlq.flag('atLeastOnce')) {
    yield notAtLeastOnce(dlq, 'atLeastOnce must be set to true within the dlqTrigger', true);
  }
  yield* refusalsOf(context, dlq);
}

/** The trigger itself is delivered in another way once it says so; the dlqTrigger never could be otherwise. */
function notAtLeastOnce(trigger: Fields, message: string, certain: boolean): Refusal {
  return {
    rule: 'trigger/dead-letter-not-at-least-once',
    message,
    path: trigger.path,
    keys: ['atLeastOnce'],
    ...adding(trigger, 'atLeastOnce', true, certain),
  };
}
