import type { Path } from '../../diagnostic.ts';
import { isArray, isObject, type JsonObject, type JsonValue, own, typeName } from '../../json.ts';
import type { WorkflowObject } from '../source.ts';
import type { Report } from './report.ts';

/** `text`, a list of what the one item says, or an object with these fields among others. */
type Shape = 'text' | readonly [Shape] | { readonly [field: string]: Shape };

const parameters: Shape = [{ name: 'text', valueFrom: {}, globalName: 'text' }];
const artifacts: Shape = [{ name: 'text', path: 'text', from: 'text', fromExpression: 'text' }];
const passed: Shape = { parameters, artifacts };
const container: Shape = {
  name: 'text',
  image: 'text',
  command: ['text'],
  args: ['text'],
  workingDir: 'text',
  env: [{ name: 'text', value: 'text' }],
  volumeMounts: [{ name: 'text', mountPath: 'text' }],
};
const reference: Shape = { name: 'text', template: 'text' };
const caller = {
  name: 'text',
  template: 'text',
  templateRef: reference,
  arguments: passed,
  when: 'text',
  withItems: [{}],
  withParam: 'text',
  withSequence: {},
  onExit: 'text',
  hooks: {},
} satisfies Shape;
const template: Shape = {
  name: 'text',
  inputs: passed,
  outputs: passed,
  container,
  script: { ...container, source: 'text' },
  containerSet: { containers: [{ ...container, dependencies: ['text'] }] },
  initContainers: [container],
  sidecars: [container],
  steps: [[caller]],
  dag: { target: 'text', tasks: [{ ...caller, depends: 'text', dependencies: ['text'] }] },
  resource: { action: 'text', manifest: 'text', flags: ['text'], mergeStrategy: 'text' },
  suspend: { duration: 'text' },
  http: { url: 'text', method: 'text', body: 'text', headers: [{ name: 'text', value: 'text' }] },
  plugin: {},
  data: {},
  retryStrategy: { retryPolicy: 'text', expression: 'text' },
  timeout: 'text',
};
const SPEC: Shape = {
  entrypoint: 'text',
  onExit: 'text',
  serviceAccountName: 'text',
  arguments: passed,
  templates: [template],
  templateDefaults: template,
  workflowTemplateRef: { name: 'text' },
  hooks: {},
};

/**
 * Fields of another type than the controller decodes into: such a Workflow is refused by the API server where the CRDs
 * have schemas, and else by the controller, which cannot read it. Only the fields that a run is made of are looked at.
 * Source: argo-workflows workflow/controller/controller.go (processNextItem, "cannot unmarshall spec").
 */
export function checkFieldTypes(report: Report, { spec, at }: Pick<WorkflowObject, 'spec' | 'at'>): void {
  checkShape(report, spec, SPEC, ['spec'], at);
}

function checkShape(
  report: Report,
  value: JsonValue | undefined,
  shape: Shape,
  path: Path,
  at: WorkflowObject['at'],
): void {
  if (value === undefined || value === null) return;
  if (shape === 'text') {
    if (typeof value === 'string') return;
    complain(report, value, 'a text', path, at);
  } else if (isList(shape)) {
    if (!isArray(value)) complain(report, value, 'a list', path, at);
    else if (shape[0] !== 'text' && !isList(shape[0]) && Object.keys(shape[0]).length === 0) return;
    else
      for (const [index, item] of value.entries()) checkShape(report, item, shape[0], [...path, index], at);
  } else if (!isObject(value)) complain(report, value, 'an object', path, at);
  else checkFields(report, value, shape, path, at);
}

function checkFields(
  report: Report,
  value: JsonObject,
  shape: { readonly [field: string]: Shape },
  path: Path,
  at: WorkflowObject['at'],
): void {
  for (const [field, inner] of Object.entries(shape))
    checkShape(report, own(value, field), inner, [...path, field], at);
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function complain(
  report: Report,
  value: JsonValue,
  wanted: string,
  path: Path,
  at: WorkflowObject['at'],
): void {
  const type = typeName(value);
  const scalar = type === 'number' || type === 'boolean';
  const found = scalar ? `the ${type} ${String(value)}` : type === 'string' ? 'a text' : NOUNS[type];
  report.add({
    rule: 'field-type',
    message: `${name(path)} must be ${wanted}, and is ${found}`,
    at: at(path),
    ...(scalar && wanted === 'a text' && { help: HELP[type] }),
  });
}

const NOUNS = { null: 'nothing', array: 'a list', object: 'an object' } as const;

const HELP = {
  number: 'write it in quotes',
  boolean: 'write it in quotes: YAML reads y, n, yes, no, on and off as booleans too',
} as const;

function name(path: Path): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .slice(1);
}
