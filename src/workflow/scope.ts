import { isSet, type JsonObject, objectAt, objectsAt, own, textAt, withMembers } from '../json.ts';
import { asFailure, Failure } from './failure.ts';
import { ABSENT } from './inputs.ts';
import { certain, type WalkNode } from './node.ts';
import { defaultFrom, readParameter, readParameters } from './parameter.ts';
import { askFor, type UnknownValue } from './unknown.ts';
import { mergeVariables } from './variables.ts';
import type { Walk } from './walk.ts';

export type Prefix = 'steps' | 'tasks';

/** What the steps or tasks of one template can read. Source: argo-workflows workflow/controller/scope.go. */
export class Scope {
  readonly variables = new Map<string, string | null>();
  readonly artifacts = new Map<string, JsonObject>();

  constructor(template?: JsonObject) {
    const inputs = objectAt(template, 'inputs');
    for (const { name, value } of readParameters(inputs)) {
      this.variables.set(`inputs.parameters.${name}`, value ?? '');
    }
    for (const artifact of objectsAt(inputs, 'artifacts')) {
      this.artifacts.set(`inputs.artifacts.${textAt(artifact, 'name')}`, artifact);
    }
  }

  copy(): Scope {
    const copy = new Scope();
    for (const [key, value] of this.variables) copy.variables.set(key, value);
    for (const [key, value] of this.artifacts) copy.artifacts.set(key, value);
    return copy;
  }

  over(globals: ReadonlyMap<string, string | null>): Map<string, string | null> {
    return mergeVariables(globals, this.variables);
  }
}

/**
 * What later steps or tasks can read of a node.
 * Source: argo-workflows workflow/controller/operator.go (buildLocalScope).
 */
export function addNode(walk: Walk, scope: Scope, prefix: Prefix, name: string, given: WalkNode): void {
  const node = lastAttempt(given) ?? given;
  const { variables } = scope;
  const key = `${prefix}.${name}`;
  variables.set(`${key}.id`, node.id);
  if (node.outcomes.size > 0) {
    // Times, addresses and hosts exist only in a run; nobody can give them in advance.
    for (const what of ['startedAt', 'finishedAt'])
      variables.set(`${key}.${what}`, runOnly(walk, `${key}.${what}`));
    if (node.type === 'Pod') variables.set(`${key}.hostNodeName`, runOnly(walk, `${key}.hostNodeName`));
    if (node.daemoned) variables.set(`${key}.ip`, runOnly(walk, `${key}.ip`));
  }
  variables.set(`${key}.status`, statusOf(walk, node, `${key}.status`));
  const { outputs } = node;
  if (outputs === undefined) return;
  // Of a node that may not run, even an output that its template fixes is not known.
  const tentative = node.outcomes.has('Skipped') || node.outcomes.has('Omitted');
  const define = (reference: string, value: string) => {
    const needs = [...node.undecided, ...walk.unknowns.in(value)].flatMap((unknown) => unknown.needs);
    const text = tentative ? walk.unknowns.mark(reference, [...new Set(needs)]) : value;
    variables.set(reference, walk.unknowns.rename(text, reference));
  };
  if (outputs.result !== undefined) define(`${key}.outputs.result`, outputs.result);
  if (outputs.exitCode !== undefined) define(`${key}.exitCode`, outputs.exitCode);
  for (const [parameter, value] of outputs.parameters) {
    if (value !== null) define(`${key}.outputs.parameters.${parameter}`, value);
  }
  for (const [artifact, value] of outputs.artifacts) {
    scope.artifacts.set(`${key}.outputs.artifacts.${artifact}`, value);
  }
}

function runOnly(walk: Walk, reference: string): string {
  return walk.unknowns.mark(reference, []);
}

/** The phase's name, or a mark when the node is undecided. */
export function statusOf(walk: Walk, node: WalkNode, reference: string): string {
  if (node.outcomes.size === 0) return 'Running';
  const needs = [...new Set(node.undecided.flatMap((value) => value.needs))];
  return certain(node) ?? walk.unknowns.mark(reference, needs);
}

/** The last attempt of a Retry node. Source: workflow/controller/operator.go (possiblyGetRetryChildNode). */
export function lastAttempt(node: WalkNode): WalkNode | undefined {
  return node.type === 'Retry' ? node.nested.filter((child) => !child.hooked).at(-1) : undefined;
}

/**
 * The declared outputs of a node that did not run: its defaults, else absent ones.
 * Source: argo-workflows workflow/controller/scope.go (addSkippedNodeOutputsToScope).
 */
export function addSkippedOutputs(
  walk: Walk,
  scope: Scope,
  prefix: Prefix,
  name: string,
  node: WalkNode,
  template: () => JsonObject | undefined,
): void {
  if (node.outputs !== undefined) return;
  const mayBeSkipped = node.outcomes.has('Skipped') || node.outcomes.has('Omitted');
  if (!mayBeSkipped) return;
  const outputs = objectAt(template(), 'outputs');
  const undecided = certain(node) === undefined;
  const needs = [...new Set(node.undecided.flatMap((value) => value.needs))];
  for (const output of readParameters(outputs)) {
    const key = `${prefix}.${name}.outputs.parameters.${output.name}`;
    if (undecided) scope.variables.set(key, walk.unknowns.mark(key, needs));
    else scope.variables.set(key, defaultFrom(output) ?? null);
  }
  if (prefix === 'steps') {
    for (const artifact of objectsAt(outputs, 'artifacts')) {
      scope.artifacts.set(`${prefix}.${name}.outputs.artifacts.${textAt(artifact, 'name')}`, {});
    }
  }
}

/**
 * The outputs of a loop as JSON lists. Source: argo-workflows workflow/controller/operator.go
 * (processAggregateNodeOutputs). Throws a Failure when a result is not JSON.
 */
export function addAggregate(
  walk: Walk,
  scope: Scope,
  prefix: Prefix,
  name: string,
  children: readonly WalkNode[],
): void {
  const key = `${prefix}.${name}.outputs`;
  const results: string[] = [];
  const sets: Record<string, string>[] = [];
  const lists = new Map<string, string[]>();
  const undecided = new Set<UnknownValue>();
  for (const given of children) {
    if (given.hooked) continue;
    const child = lastAttempt(given) ?? given;
    if (certain(child) === undefined) for (const value of child.undecided) undecided.add(value);
    const { outputs } = child;
    if (outputs === undefined || !child.outcomes.has('Succeeded')) continue;
    const set: Record<string, string> = {};
    for (const [parameter, value] of outputs.parameters) {
      set[parameter] = value ?? '';
      lists.set(parameter, [...(lists.get(parameter) ?? []), value ?? '']);
    }
    if (outputs.parameters.size > 0) sets.push(set);
    if (outputs.result !== undefined) results.push(outputs.result);
  }
  define(`${key}.result`, results.join('\n'), () => jsonList(walk, results));
  define(`${key}.parameters`, [...lists.values()].flat().join('\n'), () => encodeSets(sets));
  for (const [parameter, values] of lists) {
    define(`${key}.parameters.${parameter}`, values.join('\n'), () => encodeValues(values));
  }

  function define(reference: string, texts: string, make: () => string): void {
    const unknown = [...undecided, ...walk.unknowns.in(texts)];
    if (unknown.length === 0) scope.variables.set(reference, make());
    else {
      const needs = [...new Set(unknown.flatMap((value) => value.needs))];
      scope.variables.set(reference, walk.unknowns.mark(reference, needs));
    }
  }
}

/** Results as Go embeds them in a list: each must be JSON. */
function jsonList(walk: Walk, results: readonly string[]): string {
  const answers = walk.setup.engine.ask(results.map((json) => ({ op: 'compactJson' as const, json })));
  const items = answers.map((answer) => {
    if (!answer.ok) throw new Failure('error', answer.error);
    return answer.value;
  });
  return `[${items.join(',')}]`;
}

function encodeSets(sets: readonly Record<string, string>[]): string {
  const sorted = sets.map((set) =>
    Object.fromEntries(Object.entries(set).sort(([a], [b]) => (a < b ? -1 : 1))),
  );
  return escapeHtml(JSON.stringify(sorted));
}

/** A list of texts; when all of them are JSON objects or lists, a list of those. */
function encodeValues(values: readonly string[]): string {
  const parsed: unknown[] = [];
  for (const value of values) {
    try {
      parsed.push(JSON.parse(value));
    } catch {
      return escapeHtml(JSON.stringify(values));
    }
  }
  const structured = parsed.every((value) => typeof value === 'object' && value !== null);
  return escapeHtml(JSON.stringify(structured ? parsed : values));
}

function escapeHtml(json: string): string {
  return json.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026');
}

/**
 * Arguments that are nothing but a reference to an absent output count as not given.
 * Source: argo-workflows workflow/controller/scope.go (markAbsentOptionalArgs).
 */
export function markAbsent(args: JsonObject | undefined, scope: Scope): JsonObject | undefined {
  if (args === undefined) return undefined;
  let changed = false;
  const parameters = objectsAt(args, 'parameters').map((parameter) => {
    const { value } = readParameter(parameter);
    const name = /^\{\{([^{}]*)\}\}$/.exec(value ?? '')?.[1]?.trim();
    if (name === undefined || scope.variables.get(name) !== null) return parameter;
    changed = true;
    return withMembers(parameter, { value: ABSENT });
  });
  return changed ? withMembers(args, { parameters }) : args;
}

/**
 * `from` and `fromExpression` of artifacts, followed to what they name. Throws a Failure for a required one that is
 * not there. Source: argo-workflows workflow/controller/scope.go (resolveArtifact), steps.go, dag.go.
 */
export function resolveArtifacts(
  walk: Walk,
  args: JsonObject | undefined,
  scope: Scope,
): JsonObject | undefined {
  if (args === undefined || !isSet(args, 'artifacts')) return args;
  const artifacts: JsonObject[] = [];
  for (const artifact of objectsAt(args, 'artifacts')) {
    const origin = textAt(artifact, 'from');
    if (origin === '') {
      // What a fromExpression picks cannot be told without the artifacts; that it picks one is assumed.
      const picked = textAt(artifact, 'fromExpression') !== '';
      artifacts.push(picked ? withMembers(artifact, { resolved: true }) : artifact);
      continue;
    }
    const name = origin.replace(/^\{\{/, '').replace(/\}\}$/, '').trim();
    const found = scope.artifacts.get(name) ?? walk.artifacts.get(name);
    if (found !== undefined) artifacts.push(withMembers(found, { name: textAt(artifact, 'name') }));
    else if (own(artifact, 'optional') !== true) {
      throw new Failure('error', `unable to resolve references: Unable to resolve: "${name}"`);
    }
  }
  return withMembers(args, { artifacts });
}

/**
 * The outputs of a steps or DAG template. Throws a Failure for one that cannot be found.
 * Source: argo-workflows workflow/controller/operator.go (getTemplateOutputsFromScope).
 */
export function collectOutputs(walk: Walk, node: WalkNode, template: JsonObject, scope: Scope): void {
  const declared = objectAt(template, 'outputs');
  const parameters = readParameters(declared);
  const artifacts = objectsAt(declared, 'artifacts');
  if (parameters.length === 0 && artifacts.length === 0) return;
  const outputs = {
    parameters: new Map<string, string | null>(),
    artifacts: new Map<string, JsonObject>(),
    result: undefined,
    exitCode: undefined,
  };
  for (const parameter of parameters) {
    if (parameter.valueFrom === undefined) {
      throw new Failure('error', 'output parameters must have a valueFrom specified');
    }
    const value = outputValue(walk, parameter.valueFrom, parameter.name, defaultFrom(parameter), scope);
    outputs.parameters.set(parameter.name, value);
    walk.exportParameter(parameter.globalName, value);
  }
  for (const artifact of artifacts) {
    exportArtifact(walk, artifact);
    const origin = textAt(artifact, 'from');
    const name = textAt(artifact, 'name');
    if (origin === '') {
      if (textAt(artifact, 'fromExpression') !== '') outputs.artifacts.set(name, { name, resolved: true });
      continue;
    }
    const reference = origin.replace(/^\{\{/, '').replace(/\}\}$/, '').trim();
    const found = scope.artifacts.get(reference) ?? walk.artifacts.get(reference);
    if (found !== undefined) outputs.artifacts.set(name, withMembers(found, { name }));
    else if (own(artifact, 'optional') !== true) {
      throw new Failure('error', `unable to resolve outputs from scope: Unable to resolve: "${reference}"`);
    }
  }
  node.outputs = outputs;
}

/** An output artifact with a `globalName` can be read everywhere from then on. */
export function exportArtifact(walk: Walk, artifact: JsonObject): void {
  const name = textAt(artifact, 'globalName');
  if (name !== '') walk.artifacts.set(`workflow.outputs.artifacts.${name}`, { name, resolved: true });
}

function outputValue(
  walk: Walk,
  valueFrom: JsonObject,
  name: string,
  fallback: string | undefined,
  scope: Scope,
): string {
  const expression = textAt(valueFrom, 'expression');
  const reference = textAt(valueFrom, 'parameter');
  if (expression !== '') return evaluated(walk, expression, fallback, scope);
  if (reference === '') return '';
  const tag = reference.replace(/^\{\{/, '').replace(/\}\}$/, '').trim();
  if (tag.startsWith('=')) return evaluated(walk, tag.slice(1), fallback, scope);
  const value = scope.variables.get(tag);
  if (typeof value === 'string') return value;
  if (fallback !== undefined) return fallback;
  if (value === undefined) throw new Failure('error', `Unable to resolve: "${tag}"`);
  throw new Failure(
    'error',
    `output parameter "${name}": "${reference}" is an absent optional (skipped/omitted node output with no default)`,
  );
}

function evaluated(walk: Walk, expression: string, fallback: string | undefined, scope: Scope): string {
  try {
    const value = walk.substitution.evaluate(expression, scope.variables);
    if (typeof value === 'string') return value;
    if (value === undefined) throw new Failure('error', `failed to evaluate expression "${expression}"`);
    return walk.unknowns.mark(`=${expression}`, [...new Set(value.flatMap(({ needs }) => needs))]);
  } catch (thrown) {
    if (fallback !== undefined && asFailure(thrown).kind === 'error') return fallback;
    throw thrown;
  }
}

/** The message of a node that is undecided for want of values. */
export function undecidedMessage(what: string, values: readonly UnknownValue[]): string {
  return `undecided: ${what} needs ${askFor(values)}`;
}
