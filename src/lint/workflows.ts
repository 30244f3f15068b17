import { type Diagnostic, formatPath, type Place } from '../diagnostic.ts';
import type { Engine } from '../engine/engine.ts';
import { isObject, type JsonValue, listOf, textOf } from '../json.ts';
import { groupOfKind } from '../model/catalogue.ts';
import type { EmbeddedResource } from '../model/embedded.ts';
import { isWorkflowKind } from '../model/kinds/workflow.ts';
import type { Model } from '../model/model.ts';
import { groupOf, type Resource } from '../model/resource.ts';
import { inspectWorkflow } from '../workflow/inspect.ts';

/** What is not among the manifests is judged by the rules of this group, which know what may be elsewhere. */
const REFERENCE = 'reference/';
/** Problems that the arguments of a trigger or of `argo submit` can solve. */
const UNSET = ['workflow/parameter-unset', 'workflow/parameter-not-supplied'];
/** Problems that a name out of the event solves. */
const NAMELESS = ['workflow/name-missing', 'workflow/name-refused'];
const NOTHING: ReadonlySet<string> = new Set();

/** What the workflow controller would stop at, in Workflows of their own and in those that Sensors create. */
export function workflowProblems(model: Model, engine: Engine): readonly Diagnostic[] {
  const own = model.workflows.map(({ resource }) => ({
    resource,
    namespace: model.namespaceOf(resource),
    filled: NOTHING,
    starts: false,
  }));
  const made = model.embedded.filter(isCreated).map((embedded) => ({
    resource: embedded.resource,
    namespace: embedded.resource.namespace ?? model.namespaceOf(embedded.sensor.resource),
    filled: filledBy(embedded),
    starts: true,
  }));
  const found = [...own, ...made].map(({ resource, namespace, filled, starts }) => {
    const at = (path: readonly (string | number)[]): Place => resource.at(path);
    const source = { object: resource.value, namespace, at };
    const problems = inspectWorkflow(source, { model, engine, starts, from: resource });
    const meant = problems.filter(({ rule }) => !rule.startsWith(REFERENCE) && !filled.has(rule));
    const self = resource.at([]).resource;
    return split(meant, self);
  });
  return saidOnce([...found.flatMap(({ inside }) => inside), ...found.flatMap(({ elsewhere }) => elsewhere)]);
}

/** Problems in an object itself, and in the templates of others that it runs. */
function split(problems: readonly Diagnostic[], self: string | undefined) {
  return {
    inside: problems.filter(({ at }) => at.resource === self),
    elsewhere: problems.filter(({ at }) => at.resource !== self),
  };
}

/** A mistake in a template is met on the way from each object that runs it; the first one says it for all. */
function saidOnce(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return problems.filter(({ rule, message, at }) => {
    const key = [rule, at.file, at.resource, formatPath(at.path ?? []), message.replace(WAY, '')].join('\n');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The way to the template: `templates.main.steps[1].build templates.build: `. */
const WAY = /^(?:templates\.\S+ )+/;

function isCreated({ resource, action, operation }: EmbeddedResource): boolean {
  if (!isWorkflow(resource)) return false;
  return action === 'k8s' ? operation === 'create' : operation === 'submit';
}

function isWorkflow({ kind, apiVersion }: Resource): boolean {
  return isWorkflowKind(kind) && groupOf(apiVersion) === groupOfKind(kind);
}

/** The problems that are none, because the trigger gives the Workflow arguments or a name that are not written in it. */
function filledBy({ sensor, path, action }: EmbeddedResource): ReadonlySet<string> {
  const trigger = path.slice(0, path.lastIndexOf('template'));
  const spec = trigger.reduce<JsonValue | undefined>(part, sensor.resource.value);
  const kind = part(part(spec, 'template'), action);
  const fields = [...listOf(part(kind, 'parameters')), ...listOf(part(spec, 'parameters'))].map((one) =>
    textOf(part(one, 'dest')),
  );
  const args = listOf(part(kind, 'args')).length > 0;
  return new Set([
    ...(args || fields.some((field) => field.includes('spec.arguments')) ? UNSET : []),
    ...(fields.some((field) => /(?:^|\.)metadata\.(?:name|generateName)$/.test(field)) ? NAMELESS : []),
  ]);
}

function part(value: JsonValue | undefined, key: string | number): JsonValue | undefined {
  if (typeof key === 'number') return listOf(value)[key];
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
