import type { Path, Place } from '../../diagnostic.ts';
import { type JsonObject, listAt, objectAt, objectsAt, own, textAt } from '../../json.ts';
import { hasLocationOrKey } from '../inputs.ts';
import { readParameter } from '../parameter.ts';
import { isLeafType, isPodType, templateType } from '../template-library.ts';
import { checkLocation } from './artifact-location.ts';
import type { GivenArguments, Subject } from './inspection.ts';
import { checkNames } from './names.ts';
import type { Report } from './report.ts';

/** The inputs that a template declares. Source: validate.go (validateInputs). */
export function checkInputs(report: Report, { template, name, at }: Subject): void {
  const inputs = objectAt(template, 'inputs');
  for (const list of ['parameters', 'artifacts'] as const) {
    checkNames(report, listAt(inputs, list), {
      prefix: `templates.${name}.inputs.${list}`,
      rule: list === 'parameters' ? 'parameter' : 'artifact',
      kind: 'parameter',
      path: ['inputs', list],
      at: (path) => at(...path),
    });
  }
  const leaf = isLeafType(templateType(template));
  for (const [index, artifact] of objectsAt(inputs, 'artifacts').entries()) {
    const reference = `templates.${name}.inputs.artifacts.${textAt(artifact, 'name')}`;
    const path = textAt(artifact, 'path');
    const place = at('inputs', 'artifacts', index);
    if (leaf && path === '') {
      const message = `error in ${reference}: Artifact '${textAt(artifact, 'name')}' did not specify a path`;
      report.add({ rule: 'artifact-without-path', message, at: place });
    } else if (leaf && escapes(path)) {
      const message = `error in ${reference}: Artifact '${textAt(artifact, 'name')}' attempted to use a path containing '..'. Directory traversal is not permitted`;
      report.add({ rule: 'artifact-path-escapes', message, at: place });
    } else if (!leaf && path !== '') {
      const message = `${reference}.path only valid in container/script templates`;
      report.add({ rule: 'artifact-path-misplaced', message, at: place });
    }
    checkLocation(report, artifact, reference, place);
    if (textAt(artifact, 'from') !== '') {
      const message = `${reference}.from not valid in inputs`;
      report.add({ rule: 'artifact-source-misplaced', message, at: place });
    }
  }
}

/** Whether each input gets a value. Source: workflow/common/util.go (ProcessArgs), as the validation calls it. */
export function checkSupplied(
  report: Report,
  { template, name }: Subject,
  given: GivenArguments,
  caller: (...path: Path) => Place,
): void {
  if (given === 'anything') return;
  const inputs = objectAt(template, 'inputs');
  for (const input of objectsAt(inputs, 'parameters')) {
    const parameter = readParameter(input);
    const argument = passed(given, 'parameters', parameter.name);
    const from = argument === undefined ? parameter : readParameter(argument);
    const value = argument === undefined ? (parameter.value ?? parameter.default) : from.value;
    if (value !== undefined || objectAt(from.valueFrom, 'configMapKeyRef') !== undefined) continue;
    report.add({
      rule: 'parameter-not-supplied',
      message: `templates.${name} inputs.parameters.${parameter.name} was not supplied`,
      at: caller(),
      help: `pass '${parameter.name}' as an argument, or give the input a default`,
    });
  }
  for (const input of objectsAt(inputs, 'artifacts')) {
    const artifact = textAt(input, 'name');
    const supplied = passed(given, 'artifacts', artifact);
    if (supplied !== undefined || own(input, 'optional') === true || hasLocationOrKey(input)) continue;
    report.add({
      rule: 'artifact-not-supplied',
      message: `templates.${name} inputs.artifacts.${artifact} was not supplied`,
      at: caller(),
    });
  }
}

/** The argument that one visit passes for an input. */
export function passed(
  { args }: Exclude<GivenArguments, 'anything'>,
  list: 'parameters' | 'artifacts',
  input: string,
): JsonObject | undefined {
  return objectsAt(args, list).find((one) => textAt(one, 'name') === input);
}

/** What the inputs stand for in one visit; not all of it is known before the run. */
export function inputValues(
  template: JsonObject,
  given: GivenArguments,
): ReadonlyMap<string, string | 'later'> {
  const values = new Map<string, string | 'later'>([['inputs.parameters', 'later']]);
  if (isPodType(templateType(template))) values.set('pod.name', 'later');
  const inputs = objectAt(template, 'inputs');
  for (const input of objectsAt(inputs, 'parameters')) {
    const { name, value: own_, default: fallback } = readParameter(input);
    let value: string | undefined;
    if (given !== 'anything') {
      const argument = passed(given, 'parameters', name);
      value = argument === undefined ? (own_ ?? fallback) : readParameter(argument).value;
    }
    values.set(`inputs.parameters.${name}`, value === undefined || value.includes('{{') ? 'later' : value);
  }
  for (const artifact of objectsAt(inputs, 'artifacts')) {
    values.set(`inputs.artifacts.${textAt(artifact, 'name')}.path`, textAt(artifact, 'path'));
  }
  return values;
}

/**
 * True when the path leaves what stands before its first `..`.
 * Source: argo-workflows pkg/apis/workflow/v1alpha1/workflow_types.go (Artifact.CleanPath).
 */
export function escapes(path: string): boolean {
  const first = path.search(/\/\.\.(\/|$)/);
  if (first < 0) return false;
  const safe = path.slice(0, first);
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return !`/${parts.join('/')}`.startsWith(`${safe}/`);
}
