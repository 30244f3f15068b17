import type { Path } from '../diagnostic.ts';
import type { Engine } from '../engine/engine.ts';
import { isObject, isSet, type JsonObject, listAt, objectAt, objectsAt, textAt } from '../json.ts';
import type { Workflow } from '../model/kinds/workflow.ts';
import type { Resource } from '../model/resource.ts';
import { tagsOf } from '../workflow/substitution.ts';
import { taggedTexts } from './texts.ts';
import { callsOf, entriesOf, inputNames, type TemplatePart, templatesIn } from './workflow-templates.ts';

/** An expression of the Workflow family, and what it can read. */
export interface Expression {
  readonly text: string;
  readonly path: Path;
  /** True for `{{=…}}` in a text, false for a field that is an expression as a whole. */
  readonly tag: boolean;
  /** Names that it can begin with; the members of a name where all of them are known. */
  readonly roots: ReadonlyMap<string, ReadonlySet<string> | undefined>;
  /** The template that it stands in. */
  readonly template: TemplatePart | undefined;
}

/** Source: argo-workflows util/expr/env/env.go (GetFuncMap). `$env` is the language's own. */
const FUNCTIONS = ['asInt', 'asFloat', 'jsonpath', 'toJson', 'sprig', '$env'];

const RETRY = ['exitCode', 'status', 'duration', 'message'];
/** Source: argo-workflows workflow/cron/operator.go (expressionEnv). */
const CRON = [
  ...['name', 'namespace', 'labels', 'annotations', 'failed', 'succeeded', 'lastScheduledTime'],
  ...['labels.json', 'annotations.json'],
];

type Roots = Expression['roots'];

function roots(names: readonly string[], members: Readonly<Record<string, readonly string[]>> = {}): Roots {
  return new Map<string, ReadonlySet<string> | undefined>([
    ...names.map((name) => [name, undefined] as const),
    ...Object.entries(members).map(([name, known]) => [name, new Set(known)] as const),
  ]);
}

/** What may have a value somewhere in a template; docs/variables.md of argo-workflows lists them. */
const ANYWHERE = roots([
  ...FUNCTIONS,
  ...['workflow', 'inputs', 'outputs', 'steps', 'tasks', 'item', 'pod', 'node', 'retries', 'lastRetry'],
  ...['status', 'duration', 'exitCode', 'resourcesDuration', 'cronworkflow'],
]);
const HOOK = roots([...FUNCTIONS, 'workflow', 'inputs', 'steps', 'tasks', 'item', 'node']);
const RETRY_ROOTS = roots([...FUNCTIONS, 'retries'], { lastRetry: RETRY });
const CRON_ROOTS = roots(['$env'], { cronworkflow: CRON });
/** Source: argo-workflows workflow/executor/agent.go (executeHTTPTemplate). */
const HTTP_ROOTS = roots(['$env'], {
  request: ['method', 'url', 'body', 'headers'],
  response: ['statusCode', 'body', 'headers'],
});
const DATA_ROOTS = roots(['data', '$env']);
const GLOBAL = roots([...FUNCTIONS, 'workflow']);
/** Source: argo-workflows docs/events.md; server/event/dispatch/operation.go. */
const EVENT_ROOTS = roots([...FUNCTIONS, 'namespace', 'discriminator', 'metadata', 'payload']);

const KNOWN = new WeakMap<JsonObject, readonly Expression[]>();

/** All expressions of an object of the Workflow family. */
export function expressionsIn(workflow: Workflow): readonly Expression[] {
  let found = KNOWN.get(workflow.spec);
  if (found === undefined) {
    found = [...tagExpressions(workflow), ...fieldExpressions(workflow)];
    KNOWN.set(workflow.spec, found);
  }
  return found;
}

/** Those of a WorkflowEventBinding. */
export function bindingExpressions({ value }: Resource): readonly Expression[] {
  const spec = objectAt(value, 'spec');
  const submit = objectAt(spec, 'submit');
  const found = [
    field(objectAt(spec, 'event'), 'selector', ['spec', 'event'], EVENT_ROOTS),
    ...entriesOf(objectAt(submit, 'arguments'), 'parameters', ['spec', 'submit', 'arguments']).map(
      ({ spec: parameter, path }) =>
        field(objectAt(parameter, 'valueFrom'), 'event', [...path, 'valueFrom'], EVENT_ROOTS),
    ),
  ];
  return found.flat();
}

function tagExpressions(workflow: Workflow): readonly Expression[] {
  const templates = templatesIn(workflow);
  return taggedTexts(workflow).flatMap(({ text, path }) =>
    tagsOf(text)
      .filter((tag) => tag.startsWith('='))
      .map((tag) => ({
        text: tag.slice(1),
        path,
        tag: true,
        roots: ANYWHERE,
        template: templates.findLast((template) => isBelow(path, template.path)),
      })),
  );
}

function isBelow(path: Path, above: Path): boolean {
  return above.length <= path.length && above.every((key, index) => path[index] === key);
}

function fieldExpressions(workflow: Workflow): readonly Expression[] {
  const { spec, specPath, kind, resource } = workflow;
  const found: Expression[] = [
    ...hookExpressions(spec, specPath, undefined),
    ...retryExpressions(spec, specPath, undefined),
  ];
  const labels = objectAt(objectAt(spec, 'workflowMetadata'), 'labelsFrom') ?? {};
  for (const key of Object.keys(labels)) {
    const at = [...specPath, 'workflowMetadata', 'labelsFrom', key];
    found.push(...field(objectAt(labels, key), 'expression', at, GLOBAL));
  }
  if (kind === 'CronWorkflow') {
    const stop = objectAt(objectAt(resource.value, 'spec'), 'stopStrategy');
    found.push(...field(stop, 'expression', ['spec', 'stopStrategy'], CRON_ROOTS));
  }
  for (const template of templatesIn(workflow)) found.push(...templateExpressions(template));
  return found;
}

function templateExpressions(template: TemplatePart): readonly Expression[] {
  const { spec, path } = template;
  const found: Expression[] = [...retryExpressions(spec, path, template)];
  found.push(...field(objectAt(spec, 'http'), 'successCondition', [...path, 'http'], HTTP_ROOTS, template));
  for (const [index, step] of objectsAt(objectAt(spec, 'data'), 'transformation').entries()) {
    found.push(
      ...field(step, 'expression', [...path, 'data', 'transformation', index], DATA_ROOTS, template),
    );
  }
  const outputs = objectAt(spec, 'outputs');
  const below = [...path, 'outputs'];
  for (const { spec: output, path: at } of entriesOf(outputs, 'parameters', below)) {
    found.push(
      ...field(objectAt(output, 'valueFrom'), 'expression', [...at, 'valueFrom'], ANYWHERE, template),
    );
  }
  for (const { spec: output, path: at } of entriesOf(outputs, 'artifacts', below)) {
    found.push(...field(output, 'fromExpression', at, ANYWHERE, template));
  }
  for (const call of callsOf(template)) {
    found.push(...hookExpressions(call.spec, call.path, template));
    const args = objectAt(call.spec, 'arguments');
    for (const { spec: one, path: at } of entriesOf(args, 'artifacts', [...call.path, 'arguments'])) {
      found.push(...field(one, 'fromExpression', at, ANYWHERE, template));
    }
  }
  return found;
}

function retryExpressions(holder: JsonObject, path: Path, template: TemplatePart | undefined) {
  return field(
    objectAt(holder, 'retryStrategy'),
    'expression',
    [...path, 'retryStrategy'],
    RETRY_ROOTS,
    template,
  );
}

function hookExpressions(holder: JsonObject, path: Path, template: TemplatePart | undefined) {
  const hooks = objectAt(holder, 'hooks') ?? {};
  return Object.keys(hooks).flatMap((name) =>
    field(objectAt(hooks, name), 'expression', [...path, 'hooks', name], HOOK, template),
  );
}

/** Other tags in the field would make another expression of it first. */
function field(
  holder: JsonObject | undefined,
  key: string,
  path: Path,
  names: Roots,
  template?: TemplatePart,
): readonly Expression[] {
  const text = textAt(holder, key);
  if (text === '' || text.includes('{{')) return [];
  return [{ text, path: [...path, key], tag: false, roots: names, template }];
}

/** An expression that cannot be read, with the engine's words, or one with the names in it. */
export type Reading =
  | { readonly expression: Expression; readonly error: string }
  | { readonly expression: Expression; readonly names: readonly string[] };

const READ = new WeakMap<readonly Expression[], readonly Reading[]>();

/** The expressions as the engine reads them. */
export function readExpressions(engine: Engine, expressions: readonly Expression[]): readonly Reading[] {
  const known = READ.get(expressions);
  if (known !== undefined) return known;
  const answers = engine.ask(
    expressions.map(({ text }) => ({ op: 'workflowVariables' as const, expression: text })),
  );
  const readings = expressions.flatMap((expression, index): readonly Reading[] => {
    const answer = answers[index];
    if (answer === undefined) return [];
    if (answer.ok) return [{ expression, names: answer.value }];
    // The place within the expression is told by the lines after the first.
    return answer.kind === 'error'
      ? [{ expression, error: answer.error.split('\n')[0]?.replace(/ \(\d+:\d+\)$/, '') ?? '' }]
      : [];
  });
  READ.set(expressions, readings);
  return readings;
}

/** A name that has no value, why, and what could be meant. */
export interface UnknownName {
  readonly name: string;
  readonly why: string;
  readonly candidates: readonly string[];
}

/** What a name in an expression cannot mean, or undefined: `"inputs.parameters.x" is no input of the template`. */
export function unknownName(
  name: string,
  { text, roots: known, template }: Expression,
  workflow: Workflow | undefined,
): UnknownName | undefined {
  const parts = name.split('.');
  const [root = '', second, third] = parts;
  if (new RegExp(`\\blet\\s+${root.replace(/\W/g, '\\$&')}\\s*=`).test(text)) return undefined;
  if (!known.has(root)) {
    const candidates = [...known.keys()].filter((one) => one !== '$env');
    return { name: root, why: 'there is nothing of that name here', candidates };
  }
  const members = known.get(root);
  if (members !== undefined && second !== undefined && !members.has(second)) {
    const candidates = [...members].map((member) => `${root}.${member}`);
    return { name: `${root}.${second}`, why: `"${root}" has no such member`, candidates };
  }
  if (root === 'inputs' && third !== undefined && template !== undefined) {
    if (second !== 'parameters' && second !== 'artifacts') return undefined;
    const declared = inputsOf(template, second);
    if (declared.has(third)) return undefined;
    const candidates = [...declared].map((one) => `inputs.${second}.${one}`);
    return { name: `inputs.${second}.${third}`, why: 'the template has no such input', candidates };
  }
  if ((root === 'steps' || root === 'tasks') && second !== undefined && template !== undefined) {
    return unknownCall(root, second, template);
  }
  if (name.startsWith('workflow.parameters.') && third !== undefined && third !== 'json') {
    const declared = workflow && declaredParameters(workflow);
    if (declared === undefined || declared.includes(third)) return undefined;
    const candidates = declared.map((one) => `workflow.parameters.${one}`);
    return { name: `workflow.parameters.${third}`, why: 'the Workflow has no such argument', candidates };
  }
  return undefined;
}

function inputsOf(template: TemplatePart, key: 'parameters' | 'artifacts'): ReadonlySet<string> {
  const own = inputNames(template.spec, key);
  return template.enclosing === undefined ? own : new Set([...own, ...inputsOf(template.enclosing, key)]);
}

function unknownCall(root: 'steps' | 'tasks', name: string, template: TemplatePart) {
  const names: string[] = [];
  for (let one: TemplatePart | undefined = template; one !== undefined; one = one.enclosing) {
    for (const { spec, prefix } of callsOf(one)) {
      // A name that is made of variables could be any.
      if (textAt(spec, 'name').includes('{{')) return undefined;
      if (prefix === root) names.push(textAt(spec, 'name'));
    }
  }
  if (names.includes(name) || name === 'name') return undefined;
  const why = names.length === 0 ? `"${root}" cannot be read here` : `there is no such ${root.slice(0, -1)}`;
  return { name: `${root}.${name}`, why, candidates: names.map((one) => `${root}.${one}`) };
}

/** Undefined where others may bring arguments of their own. */
function declaredParameters({ kind, spec, workflowTemplateRef }: Workflow): readonly string[] | undefined {
  if (kind !== 'Workflow' && kind !== 'CronWorkflow') return undefined;
  if (workflowTemplateRef !== undefined || isSet(spec, 'workflowTemplateRef')) return undefined;
  return listAt(objectAt(spec, 'arguments'), 'parameters').map((one) =>
    textAt(isObject(one) ? one : undefined, 'name'),
  );
}
