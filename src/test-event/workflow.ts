import type { Path, Place } from '../diagnostic.ts';
import type { Engine } from '../engine/engine.ts';
import { isArray, isObject, type JsonObject } from '../json.ts';
import type { Trigger } from '../model/kinds/sensor.ts';
import type { Model } from '../model/model.ts';
import { nearest } from '../nearest.ts';
import type { Action, EventTrace, Hop, TriggerTrace } from '../simulate/trace.ts';
import type { WorkflowNode, WorkflowRun } from '../workflow/run.ts';
import type { RunOptions, WorkflowSource } from '../workflow/run-request.ts';
import { runWorkflow } from '../workflow/workflow.ts';
import { refusalHop, refusalsOf } from './permissions.ts';
import type { FollowedEvent, TriggerResult } from './result.ts';

export interface WorkflowContext {
  readonly model: Model;
  readonly engine: Engine;
  readonly options: RunOptions;
  readonly milliseconds: () => number;
}

/** What became of an event, with the runs of the Workflows that its triggers make. */
export function withWorkflows(trace: EventTrace, context: WorkflowContext): FollowedEvent {
  const { triggers, others, ...rest } = trace;
  return {
    ...rest,
    triggers: triggers.map((trigger) => withWorkflow(trigger, context)),
    ...(others && { others: others.map((other) => withWorkflows(other, context)) }),
  };
}

/** The trace with the run of the Workflow that the trigger makes; as it is, where it makes none. */
function withWorkflow({ dlqTrigger, ...trace }: TriggerTrace, context: WorkflowContext): TriggerResult {
  const dlq = dlqTrigger && { dlqTrigger: withWorkflow(dlqTrigger, context) };
  const refusals = trace.action === undefined ? undefined : refusalsOf(context.model, trace);
  const refused = trace.outcome === 'fires' ? refusalHop(refusals?.before ?? []) : undefined;
  if (refused !== undefined) {
    return { ...trace, ...dlq, outcome: 'failed', hops: [...trace.hops, refused] };
  }
  const made = trace.action && workflowOf(trace, trace.action, context.model);
  if (made === undefined) return { ...trace, ...dlq };
  const { source, note, parameters } = made;
  if (source === undefined) return { ...trace, ...dlq, hops: [...trace.hops, unknownHop(note)] };

  const start = context.milliseconds();
  const options: RunOptions = { ...context.options, parameters };
  const run = runWorkflow(source, { model: context.model, engine: context.engine, options });
  const hop = workflowHop(run, source, context.milliseconds() - start, note);
  // A Workflow that cannot succeed anyway has its own reason.
  const silenced = hop.verdict === 'passed' ? refusalHop(refusals?.after ?? []) : undefined;
  const hops = [...trace.hops, hop, ...(silenced === undefined ? [] : [silenced])];
  return { ...trace, ...dlq, hops, workflow: run };
}

interface Made {
  /** Undefined when the object that the Workflow is made of is not among the manifests. */
  readonly source: WorkflowSource | undefined;
  readonly note?: string;
  readonly parameters: Readonly<Record<string, string>>;
}

function workflowOf(trace: TriggerTrace, action: Action, model: Model): Made | undefined {
  if (action.kind !== 'k8s' && action.kind !== 'argoWorkflow') return undefined;
  const { object } = action;
  const namespace = namespaceOf(object) ?? trace.namespace;
  if (action.kind === 'k8s') {
    if (action.operation !== 'create' || !isWorkflow(object)) return undefined;
    return { source: { object, namespace, at: placesOf(trace, model) }, parameters: {} };
  }
  const parameters = submittedParameters(action.command);
  if (action.operation === 'submit') {
    return { source: { object, namespace, at: placesOf(trace, model) }, parameters };
  }
  if (action.operation !== 'submit-from') return undefined;
  const kind = String(object['kind'] ?? '');
  const name = nameOf(object);
  const found = model.find(kind, namespace, name);
  if (found === undefined) {
    const candidates = model.resources.filter((one) => one.kind === kind).map((one) => one.name);
    const near = nearest(name, candidates);
    const advice = near === undefined ? '' : `; did you mean '${near}'?`;
    const note = `${kind} "${namespace}/${name}" is not among the manifests: what it runs is not known${advice}`;
    return { source: undefined, note, parameters };
  }
  return { source: { object: found.value, namespace, at: (path) => found.at(path) }, parameters };
}

/** The object stands in the trigger, where it is written there; what was added on the way has the trigger's place. */
function placesOf(trace: TriggerTrace, model: Model): (path: Path) => Place {
  const sensor = model.sensors.find(
    ({ name, resource }) => name === trace.sensor && model.namespaceOf(resource) === trace.namespace,
  );
  const trigger = sensor?.triggers.find(({ name }) => name === trace.trigger);
  if (sensor === undefined || trigger === undefined) return (path) => ({ path });
  const base = objectPath(trigger);
  return (path) => sensor.resource.at([...base, ...path]);
}

function objectPath(trigger: Trigger): Path {
  const template = trigger.spec['template'];
  const kind = isObject(template) && isObject(template['k8s']) ? 'k8s' : 'argoWorkflow';
  return [...trigger.path, 'template', kind, 'source', 'resource'];
}

/** The values of `-p name=value` on the command line of `argo submit`. Source: argo cmd/argo/commands/submit.go. */
function submittedParameters(command: readonly string[]): Readonly<Record<string, string>> {
  const values = new Map<string, string>();
  command.forEach((word, index) => {
    const value =
      word === '-p' || word === '--parameter'
        ? command[index + 1]
        : /^(?:--parameter=|-p=?)(.*)$/s.exec(word)?.[1];
    const equals = value?.indexOf('=') ?? -1;
    if (value !== undefined && equals > 0) values.set(value.slice(0, equals), value.slice(equals + 1));
  });
  return Object.fromEntries(values);
}

function workflowHop(
  run: WorkflowRun,
  source: WorkflowSource,
  milliseconds: number,
  note: string | undefined,
): Hop {
  const pods = run.root === undefined ? 0 : countPods(run.root);
  const notes = [note, accountNote(source.object, pods)].filter((text) => text !== undefined);
  const base = {
    kind: 'workflow',
    name: run.name,
    milliseconds,
    ...(notes.length === 0 ? {} : { notes }),
  } as const;
  // A problem that was found before the run has its own place.
  const cause = causeOf(run);
  const at = run.problems.some(({ severity }) => severity === 'error')
    ? {}
    : { at: source.at(pathOf(cause, source)) };
  const message = run.message === undefined ? '' : `: ${run.message}${below(cause, run)}`;
  switch (run.phase) {
    case 'Succeeded':
      return {
        ...base,
        verdict: 'passed',
        summary: `succeeds when its ${pods === 1 ? 'pod does' : `${pods} pods do`}`,
      };
    case 'Rejected':
      return { ...base, verdict: 'failed', summary: `is not accepted${message}`, ...at };
    case 'Unknown':
      // A run without a root has an object that was not given, which its message names.
      if (run.root === undefined)
        return { ...base, verdict: 'passed', summary: run.message ?? 'is not known' };
      return { ...base, verdict: 'passed', summary: `depends on what only a run can know${message}` };
    case 'Running':
      return { ...base, verdict: 'waiting', summary: `never ends${message}` };
    default:
      return {
        ...base,
        verdict: 'failed',
        summary: `ends in ${run.phase}${message}`,
        ...at,
      };
  }
}

/** The node that the failure started at: what fails above it only says that something below has failed. */
function causeOf({ root, onExit }: WorkflowRun): WorkflowNode | undefined {
  let cause = [root, onExit].find(isFailed);
  for (let next = cause; next !== undefined; next = next.children.find(isFailed)) cause = next;
  return cause;
}

function isFailed(node: WorkflowNode | undefined): node is WorkflowNode {
  return node?.phase === 'Failed' || node?.phase === 'Error';
}

/** What started it, where the Workflow's own message does not tell. */
function below(cause: WorkflowNode | undefined, { root, message }: WorkflowRun): string {
  if (cause?.message === undefined || cause === root || message?.includes(cause.message) === true) return '';
  return `, because of ${cause.displayName}: ${cause.message}`;
}

/** The template of the node that the failure started at, where it stands in the Workflow itself. */
function pathOf(cause: WorkflowNode | undefined, { object }: WorkflowSource): Path {
  const spec = object['spec'];
  const templates = isObject(spec) && isArray(spec['templates']) ? spec['templates'] : [];
  const index = templates.findIndex(
    (template) => isObject(template) && cause?.template !== undefined && template['name'] === cause.template,
  );
  return index < 0 ? ['spec'] : ['spec', 'templates', index];
}

/**
 * Nothing may be known of the permissions of the account that nobody chose, but it seldom has any.
 * Source: argo-workflows workflow/controller/workflowpod.go (the pod's service account).
 */
function accountNote(object: JsonObject, pods: number): string | undefined {
  const spec = object['spec'];
  if (pods === 0 || !isObject(spec) || isObject(spec['workflowTemplateRef'])) return undefined;
  if (spec['serviceAccountName'] !== undefined && spec['serviceAccountName'] !== '') return undefined;
  const templates = isArray(spec['templates']) ? spec['templates'] : [];
  if (templates.some((template) => isObject(template) && template['serviceAccountName'] !== undefined)) {
    return undefined;
  }
  return 'the Workflow names no serviceAccountName: its pods run as "default" and end in Error unless that account may create and patch workflowtaskresults';
}

function unknownHop(note: string | undefined): Hop {
  return { kind: 'workflow', name: '', verdict: 'passed', summary: note ?? '', milliseconds: 0 };
}

function countPods(root: WorkflowNode): number {
  let count = 0;
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === 'Pod' && node.phase !== 'Skipped' && node.phase !== 'Omitted') count++;
    stack.push(...node.children);
  }
  return count;
}

function isWorkflow({ apiVersion, kind }: JsonObject): boolean {
  return kind === 'Workflow' && typeof apiVersion === 'string' && apiVersion.startsWith('argoproj.io/');
}

function namespaceOf(object: JsonObject): string | undefined {
  const metadata = object['metadata'];
  const namespace = isObject(metadata) ? metadata['namespace'] : undefined;
  return typeof namespace === 'string' && namespace !== '' ? namespace : undefined;
}

function nameOf(object: JsonObject): string {
  const metadata = object['metadata'];
  const name = isObject(metadata) ? metadata['name'] : undefined;
  return typeof name === 'string' ? name : '';
}
