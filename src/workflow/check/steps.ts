import { isObject, isSet, type JsonObject, listAt, objectAt, objectsAt, textAt } from '../../json.ts';
import { groupsOf } from '../holder.ts';
import { holderOf } from '../template-library.ts';
import { checkArguments } from './arguments.ts';
import { withPlaceholders } from './fill.ts';
import type { Inspection, Subject } from './inspection.ts';
import { fieldNameProblem } from './names.ts';
import { addItems, addOutputs, checkReferences, type Known } from './references.ts';

/** Source: argo-workflows workflow/validate/validate.go (validateSteps). */
export function checkSteps(inspection: Inspection, subject: Subject, known: Known): void {
  checkNoDeadline(inspection, subject);
  const names = new Set<string>();
  for (const [index, group] of groupsOf(subject.template).entries()) {
    for (const [position, step] of group.entries()) {
      // A dash with nothing behind it is a step without a name.
      if (isObject(step) || step === null) {
        checkStep(inspection, subject, known, names, { step: step ?? {}, index, position });
      }
    }
  }
}

/** Source: validate.go (validateNonLeaf). */
export function checkNoDeadline({ report }: Inspection, { template, name, at }: Subject): void {
  if (!isSet(template, 'activeDeadlineSeconds')) return;
  const message = `templates.${name}.activeDeadlineSeconds is only valid for leaf templates`;
  report.add({ rule: 'field-not-supported', message, at: at('activeDeadlineSeconds') });
}

function checkStep(
  inspection: Inspection,
  subject: Subject,
  known: Known,
  names: Set<string>,
  { step, index, position }: { step: JsonObject; index: number; position: number },
): void {
  const { report, globals } = inspection;
  const name = textAt(step, 'name');
  const way = `templates.${subject.name}.steps[${index}]`;
  const path = ['steps', index, position] as const;
  const at = (...below: (string | number)[]) => subject.at(...path, ...below);
  if (name === '') report.add({ rule: 'step-name-missing', message: `${way}.name is required`, at: at() });
  else if (names.has(name)) {
    report.add({ rule: 'name-duplicate', message: `${way}.name '${name}' is not unique`, at: at('name') });
  }
  // Variables in a step's name are replaced before it is looked at, where they have a value.
  const problem = name === '' ? undefined : fieldNameProblem(nameOnceFilled(name, subject));
  if (problem !== undefined) {
    report.add({
      rule: 'name-invalid',
      message: `${way}.name '${name}' is invalid: ${problem}`,
      at: at('name'),
    });
  }
  names.add(name);
  known.names.add(`steps.${name}.status`);
  const full = `${way}.${name}`;
  checkLoop(inspection, step, full, at);
  addItems(known, step);
  checkArguments(report, objectAt(step, 'arguments'), {
    prefix: `${full}.arguments.`,
    path: ['arguments'],
    at: (below) => at(...below),
  });
  const holder = holderOf(step);
  const template = report.under(full, () =>
    inspection.visit(subject.base, holder, 'anything', at, subject.template),
  );
  const outputs = { prefix: 'steps' as const, name, template, status: false };
  const hooks = objectAt(step, 'hooks') ?? {};
  if (Object.hasOwn(hooks, 'exit') || textAt(step, 'onExit') !== '') {
    addOutputs(known, globals, { ...outputs, loop: false });
  }
  checkHooks(inspection, hooks, full, (hook) => at('hooks', hook));

  const own = known.copy();
  for (const input of objectsAt(objectAt(holder.inline, 'inputs'), 'parameters')) {
    own.names.add(`inputs.parameters.${textAt(input, 'name')}`);
  }
  checkReferences(report, step, [own, globals], {
    prefix: `templates.${subject.name}.steps `,
    path: [],
    at: (below) => at(...below),
  });
  const loop = listAt(step, 'withItems').length > 0 || textAt(step, 'withParam') !== '';
  addOutputs(known, globals, { ...outputs, loop });
  const args = { args: objectAt(step, 'arguments') };
  report.under(full, () => inspection.visit(subject.base, holder, args, at, subject.template));
}

/** An item stays as it is written: it is filled in when the loop runs. */
function nameOnceFilled(name: string, { fill }: Subject): string {
  return withPlaceholders(fill(name));
}

/** Source: validate.go (addItemsToScope). */
export function checkLoop(
  { report }: Inspection,
  holder: JsonObject,
  prefix: string,
  at: (...path: (string | number)[]) => ReturnType<Subject['at']>,
): void {
  const sequence = objectAt(holder, 'withSequence');
  const defined = [
    listAt(holder, 'withItems').length > 0,
    textAt(holder, 'withParam') !== '',
    isSet(holder, 'withSequence'),
  ].filter(Boolean).length;
  if (defined > 1) {
    const message = `${prefix} only one of withItems, withParam, withSequence can be specified`;
    report.add({ rule: 'loop-ambiguous', message, at: at() });
  } else if (isSet(sequence, 'count') && isSet(sequence, 'end')) {
    const message = `${prefix} only one of count or end can be defined in withSequence`;
    report.add({ rule: 'loop-ambiguous', message, at: at('withSequence') });
  }
}

/** Source: validate.go (validateHooks). */
export function checkHooks(
  { report }: Inspection,
  hooks: JsonObject,
  prefix: string,
  at: (hook: string) => ReturnType<Subject['at']>,
): void {
  for (const [name, hook] of Object.entries(hooks)) {
    if (name === 'exit' || (isObject(hook) && textAt(hook, 'expression') !== '')) continue;
    const message = `${prefix}.${name} Expression required`;
    report.add({ rule: 'hook-without-expression', message, at: at(name) });
  }
}
