import type { Place } from '../../diagnostic.ts';
import { isSet, type JsonObject, listAt, objectAt, objectsAt, textAt } from '../../json.ts';
import { readParameter } from '../parameter.ts';
import { isLeafType, type TemplateType, TYPE_NAMES, templateType } from '../template-library.ts';
import { escapes } from './inputs.ts';
import type { Inspection, Subject } from './inspection.ts';
import { checkNames, parameterNameProblem } from './names.ts';
import { checkReferences, type Known } from './references.ts';

/** Source: argo-workflows workflow/validate/validate.go (validateOutputs). */
export function checkOutputs(inspection: Inspection, { template, name, at }: Subject, known: Known): void {
  const { report, globals } = inspection;
  const outputs = objectAt(template, 'outputs');
  if (outputs === undefined) return;
  const type = templateType(template);
  for (const list of ['parameters', 'artifacts'] as const) {
    checkNames(report, listAt(outputs, list), {
      prefix: `templates.${name}.outputs.${list} `,
      rule: list === 'parameters' ? 'parameter' : 'artifact',
      kind: 'parameter',
      path: ['outputs', list],
      at: (path) => at(...path),
    });
  }
  checkReferences(report, outputs, [known, globals], {
    prefix: `templates.${name}.outputs `,
    path: ['outputs'],
    at: (path) => at(...path),
  });
  for (const [index, artifact] of objectsAt(outputs, 'artifacts').entries()) {
    const reference = `templates.${name}.outputs.artifacts.${textAt(artifact, 'name')}`;
    const path = textAt(artifact, 'path');
    const place = at('outputs', 'artifacts', index);
    if (isLeafType(type) && path === '') {
      const message = `error in ${reference}: Artifact '${textAt(artifact, 'name')}' did not specify a path`;
      report.add({ rule: 'artifact-without-path', message, at: place });
    } else if (isLeafType(type) && escapes(path)) {
      const message = `error in ${reference}: Artifact '${textAt(artifact, 'name')}' attempted to use a path containing '..'. Directory traversal is not permitted`;
      report.add({ rule: 'artifact-path-escapes', message, at: place });
    } else if (!isLeafType(type) && path !== '') {
      const message = `${reference}.path only valid in container/script templates`;
      report.add({ rule: 'artifact-path-misplaced', message, at: place });
    }
    checkGlobalName(inspection, artifact, reference, place);
  }
  for (const [index, parameter] of objectsAt(outputs, 'parameters').entries()) {
    const place = at('outputs', 'parameters', index);
    const reference = `templates.${name}.outputs.parameters.${textAt(parameter, 'name')}`;
    const message = outputProblem(parameter, reference, type);
    if (message !== undefined) report.add({ rule: 'output-value-from', message, at: place });
    checkGlobalName(inspection, parameter, reference, place);
  }
}

function checkGlobalName({ report }: Inspection, output: JsonObject, reference: string, at: Place): void {
  const name = textAt(output, 'globalName');
  if (name === '' || name.includes('{{')) return;
  const problem = parameterNameProblem(name);
  if (problem !== undefined)
    report.add({ rule: 'name-invalid', message: `${reference}.globalName: ${problem}`, at });
}

const SOURCES = ['path', 'jqFilter', 'jsonPath', 'parameter', 'expression'];

/** Source: validate.go (validateOutputParameter, validateOutputs). */
function outputProblem(
  output: JsonObject,
  reference: string,
  type: TemplateType | undefined,
): string | undefined {
  const { value, valueFrom } = readParameter(output);
  if (valueFrom === undefined) {
    return value === undefined ? `${reference} does not have valueFrom or value specified` : undefined;
  }
  if (value !== undefined) return `${reference} has both valueFrom and value specified, choose one`;
  const has = (key: string) => textAt(valueFrom, key) !== '';
  const sources = SOURCES.filter(has).length + (isSet(valueFrom, 'supplied') ? 1 : 0);
  if (sources === 0) {
    return 'valueFrom type unspecified. choose one of: path, jqFilter, jsonPath, parameter, raw, expression';
  }
  if (sources > 1) {
    return 'multiple valueFrom types specified. choose one of: path, jqFilter, jsonPath, parameter, raw';
  }
  if (type === undefined) return undefined;
  const kind = TYPE_NAMES[type];
  if ((type === 'container' || type === 'containerSet' || type === 'script') && !has('path')) {
    return `${reference}.path must be specified for ${kind} templates`;
  }
  if (type === 'resource' && !has('jqFilter') && !has('jsonPath')) {
    return `${reference} .jqFilter or jsonPath must be specified for ${kind} templates`;
  }
  if ((type === 'dag' || type === 'steps') && !has('parameter') && !has('expression')) {
    return `${reference}.parameter or expression must be specified for ${kind} templates`;
  }
  return undefined;
}
