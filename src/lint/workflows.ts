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
const UNSET: ReadonlySet<string> = new Set(['workflow/parameter-unset', 'workflow/parameter-not-supplied']);

/** What the workflow controller would stop at, in Workflows of their own and in those that Sensors create. */
export function workflowProblems(model: Model, engine: Engine): readonly Diagnostic[] {
  const own = model.workflows.map(({ resource }) => ({
    resource,
    namespace: model.namespaceOf(resource),
    filled: false,
    starts: false,
  }));
  const made = model.embedded.filter(isCreated).map((embedded) => ({
    resource: embedded.resource,
    namespace: embedded.resource.namespace ?? model.namespaceOf(embedded.sensor.resource),
    filled: fillsArguments(embedded),
    starts: true,
  }));
  const found = [...own, ...made].map(({ resource, namespace, filled, starts }) => {
    const at = (path: readonly (string | number)[]): Place => resource.at(path);
    const source = { object: resource.value, namespace, at };
    const problems = inspectWorkflow(source, { model, engine, starts, from: resource });
    const meant = problems.filter(({ rule }) => !rule.startsWith(REFERENCE) && !(filled && UNSET.has(rule)));
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

/** True when the trigger may give the Workflow arguments that are not written in it. */
function fillsArguments({ sensor, path, action }: EmbeddedResource): boolean {
  const trigger = path.slice(0, path.lastIndexOf('template'));
  const spec = trigger.reduce<JsonValue | undefined>(part, sensor.resource.value);
  const kind = part(part(spec, 'template'), action);
  const destinations = [...listOf(part(kind, 'parameters')), ...listOf(part(spec, 'parameters'))];
  const filled = destinations.some((one) => textOf(part(one, 'dest')).includes('spec.arguments'));
  return filled || listOf(part(kind, 'args')).length > 0;
}

function part(value: JsonValue | undefined, key: string | number): JsonValue | undefined {
  if (typeof key === 'number') return listOf(value)[key];
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
