import type { Path, Place } from '../../diagnostic.ts';
import {
  isArray,
  isObject,
  isSet,
  type JsonObject,
  type JsonValue,
  listAt,
  objectAt,
  objectsAt,
  own,
  textAt,
  textMap,
} from '../../json.ts';
import { readParameter } from '../parameter.ts';
import type { Prefix } from '../scope.ts';
import type { WorkflowObject } from '../source.ts';
import { tagsOf } from '../substitution.ts';
import { isPodType, templateType } from '../template-library.ts';
import type { Report } from './report.ts';

/** Names that may be read, what some of them stand for, and prefixes below which any name may be read. */
export class Known {
  readonly names: Set<string>;
  readonly below: Set<string>;
  readonly values: Map<string, string>;

  constructor(
    names: Iterable<string> = [],
    below: Iterable<string> = [],
    values: Iterable<readonly [string, string]> = [],
  ) {
    this.names = new Set(names);
    this.below = new Set(below);
    this.values = new Map(values);
  }

  copy(): Known {
    return new Known(this.names, this.below, this.values);
  }

  has(name: string): boolean {
    if (this.names.has(name)) return true;
    for (const prefix of this.below) if (name.startsWith(prefix)) return true;
    return false;
  }
}

const CHECKED = ['item.', 'steps.', 'inputs.', 'outputs.', 'pod.', 'workflow.', 'tasks.'];
/** Accepted whatever follows. */
const ALWAYS = [
  ...['outputs.', 'workflow.creationTimestamp', 'workflow.scheduledTime', 'workflow.duration'],
  ...['tasks.name', 'steps.name', 'node.name'],
];

/**
 * Every `{{…}}` in a part of a manifest must name something that can be read there. Expressions are not looked into.
 * Source: argo-workflows workflow/validate/validate.go (resolveAllVariables).
 */
export function checkReferences(
  report: Report,
  value: JsonValue,
  known: readonly Known[],
  { prefix, path, at }: { prefix: string; path: Path; at: (path: Path) => Place },
): void {
  for (const { text, path: below } of texts(value, path)) {
    for (const tag of tagsOf(text)) checkTag(report, tag, known, prefix, at(below), VALUES_IN_VALUES);
    const open = unclosed(text);
    if (open === undefined) continue;
    // The controller reads on to the next braces, wherever they are, and finds no such variable; an expression that
    // goes over the end of its text is none.
    const isExpression = open.startsWith('=');
    if (!isExpression && !isChecked(open.trim())) continue;
    const message = isExpression
      ? `${prefix}failed to unmarshall JSON expression: nothing closes {{${open}`
      : `${prefix}failed to resolve {{${open}`;
    report.add({ rule: 'reference-unresolved', message, at: at(below), help: "close it with '}}'" });
  }
}

/** Values are replaced once and then once more: what a value of a value holds stays as it is. */
const VALUES_IN_VALUES = 2;

function checkTag(
  report: Report,
  tag: string,
  known: readonly Known[],
  prefix: string,
  at: Place,
  depth: number,
): void {
  const name = tag.trim();
  if (tag.startsWith('=') || !isChecked(name)) return;
  const inner = tag.lastIndexOf('{{');
  if (inner >= 0) {
    // An inner variable is replaced first. One without a value yet makes a name that nobody knows.
    const within = tag.slice(inner + 2).trim();
    if (!known.some((one) => one.has(within)) || known.some((one) => one.values.has(within))) return;
  } else if (known.some((one) => one.has(name))) {
    const value = known.map((one) => one.values.get(name)).find((one) => one !== undefined) ?? '';
    if (depth === 0 || !value.includes('{{')) return;
    for (const below of tagsOf(value)) checkTag(report, below, known, prefix, at, depth - 1);
    return;
  }
  report.add({
    rule: 'reference-unresolved',
    message: `${prefix}failed to resolve {{${tag}}}${inner >= 0 ? '}}' : ''}`,
    at,
    wrong: {
      name,
      candidates: known.flatMap((one) => [...one.names]).filter((one) => !name.startsWith(one)),
    },
  });
}

function isChecked(name: string): boolean {
  return CHECKED.some((root) => name.startsWith(root)) && !ALWAYS.some((root) => name.startsWith(root));
}

/** What follows a `{{` that nothing closes. */
function unclosed(text: string): string | undefined {
  const rest = text.slice(text.lastIndexOf('}}') + 1).replace(/^\}/, '');
  const open = rest.indexOf('{{');
  return open < 0 ? undefined : rest.slice(open + 2);
}

interface TextAt {
  readonly text: string;
  readonly path: Path;
}

function texts(value: JsonValue, path: Path, found: TextAt[] = []): readonly TextAt[] {
  if (typeof value === 'string') {
    const text: string = value;
    if (text.includes('{{')) found.push({ text, path });
  } else if (isArray(value)) {
    for (const [index, item] of value.entries()) texts(item, [...path, index], found);
  } else if (isObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      if (key.includes('{{')) found.push({ text: key, path: [...path, key] });
      texts(member, [...path, key], found);
    }
  }
  return found;
}

const GLOBALS = [
  ...['name', 'namespace', 'mainEntrypoint', 'serviceAccountName', 'uid', 'status'],
  ...['annotations', 'annotations.json', 'labels', 'labels.json'],
].map((name) => `workflow.${name}`);

/** Source: argo-workflows workflow/validate/validate.go (newTemplateValidationCtx, Workflow). */
export function knownGlobals(
  workflow: WorkflowObject,
  parameters: readonly JsonObject[],
  templateSpec: JsonObject | undefined,
): Known {
  const known = new Known(GLOBALS);
  if (isSet(workflow.spec, 'priority')) known.names.add('workflow.priority');
  if (parameters.length > 0) {
    known.names.add('workflow.parameters');
    known.names.add('workflow.parameters.json');
  }
  for (const parameter of parameters) {
    const { name, value } = readParameter(parameter);
    known.names.add(`workflow.parameters.${name}`);
    if (value !== undefined) known.values.set(`workflow.parameters.${name}`, value);
  }
  const sources = [
    workflow.metadata,
    objectAt(workflow.spec, 'workflowMetadata'),
    objectAt(templateSpec, 'workflowMetadata'),
  ];
  for (const source of sources) {
    for (const key of textMap(source, 'annotations').keys()) known.names.add(`workflow.annotations.${key}`);
    for (const key of textMap(source, 'labels').keys()) known.names.add(`workflow.labels.${key}`);
    for (const key of Object.keys(objectAt(source, 'labelsFrom') ?? {}))
      known.names.add(`workflow.labels.${key}`);
  }
  return known;
}

/** What a template can read of itself. Source: validate.go (validateInputs, validateTemplate). */
export function knownInTemplate(template: JsonObject): Known {
  // `inputs.parameters` is always replaced, even in a template without inputs.
  const known = new Known(['inputs.parameters']);
  const inputs = objectAt(template, 'inputs');
  for (const name of namesOf(inputs, 'parameters')) known.names.add(`inputs.parameters.${name}`);
  for (const name of namesOf(inputs, 'artifacts')) {
    known.names.add(`inputs.artifacts.${name}`);
    known.names.add(`inputs.artifacts.${name}.path`);
  }
  if (isPodType(templateType(template))) known.names.add('pod.name');
  return known;
}

function namesOf(holder: JsonObject | undefined, key: string): readonly string[] {
  return objectsAt(holder, key).map((entry) => textAt(entry, 'name'));
}

/** What others can read of a step or task. Source: validate.go (addOutputsToScope). */
export function addOutputs(
  known: Known,
  globals: Known,
  {
    prefix,
    name,
    template,
    loop,
    status,
  }: {
    prefix: Prefix;
    name: string;
    template: JsonObject | undefined;
    loop: boolean;
    status: boolean;
  },
): void {
  const key = `${prefix}.${name}`;
  for (const what of ['id', 'startedAt', 'finishedAt', 'hostNodeName']) known.names.add(`${key}.${what}`);
  if (template === undefined) return;
  if (own(template, 'daemon') === true) known.names.add(`${key}.ip`);
  const type = templateType(template);
  const containers = objectsAt(objectAt(template, 'containerSet'), 'containers');
  const main = containers.some((one) => textAt(one, 'name') === 'main');
  const hasOutput = type !== undefined && ['container', 'script', 'data', 'http', 'plugin'].includes(type);
  if (hasOutput || main || (loop && (type === 'script' || type === 'containerSet'))) {
    known.names.add(`${key}.outputs.result`);
    known.names.add(`${key}.exitCode`);
  }
  const outputs = objectAt(template, 'outputs');
  for (const [list, what] of [
    ['parameters', 'parameters'],
    ['artifacts', 'artifacts'],
  ] as const) {
    for (const output of objectsAt(outputs, list)) {
      known.names.add(`${key}.outputs.${what}.${textAt(output, 'name')}`);
      const globalName = textAt(output, 'globalName');
      if (globalName === '') continue;
      if (globalName.includes('{{')) known.below.add(`workflow.outputs.${what}.`);
      else globals.names.add(`workflow.outputs.${what}.${globalName}`);
    }
  }
  if (loop) known.names.add(`${key}.outputs.parameters`);
  if (status) known.names.add(`${key}.status`);
}

/** `item` and its members. Source: validate.go (addItemsToScope). */
export function addItems(known: Known, holder: JsonObject): void {
  const items = listAt(holder, 'withItems');
  for (const item of items) {
    if (isObject(item)) for (const key of Object.keys(item)) known.names.add(`item.${key}`);
    if (isArray(item)) for (const index of item.keys()) known.names.add(`item.[${index}]`);
  }
  if (items.length === 0 && textAt(holder, 'withParam') !== '') known.below.add('item.');
}
