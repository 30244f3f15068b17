import { isObject, type JsonObject, listAt, objectAt, textAt } from '../../json.ts';
import { ARGO_GROUP } from '../../model/catalogue.ts';
import type { Ledger, Target } from './ledger.ts';
import { needsOfRun } from './run.ts';
import { type ReferredTemplate, referredTemplates } from './template-walk.ts';
import { type ObjectTrigger, steadyName } from './trigger.ts';

/**
 * What `argo` does for an operation, and what the sensor does after it: it reads the Workflow, which after `submit`
 * it has to look for.
 * Source: argo-events pkg/sensors/triggers/argo-workflow/argo-workflow.go (Execute); argo-workflows 3.7
 * server/workflow/workflow_server.go, workflow/util/util.go. Each set was measured against an API server.
 */
const VERBS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    submit: ['create', 'list'],
    'submit-from': ['create', 'get'],
    resubmit: ['get', 'create'],
    resume: ['get', 'update'],
    suspend: ['get', 'update'],
    stop: ['get', 'patch'],
    terminate: ['get', 'patch'],
    retry: ['get', 'update'],
  }),
);

const DOES: Readonly<Record<string, string>> = {
  submit: 'submits a Workflow',
  'submit-from': 'submits a Workflow from a template',
  resubmit: 'resubmits a Workflow',
  resume: 'resumes a Workflow',
  suspend: 'suspends a Workflow',
  stop: 'stops a Workflow',
  terminate: 'terminates a Workflow',
  retry: 'retries a Workflow',
};

/** False when it cannot be decided what the trigger asks for. */
export function needsOfArgoWorkflowTrigger(ledger: Ledger, trigger: ObjectTrigger): boolean {
  const { object, operation, filled, caller, name, cause } = trigger;
  const verbs = VERBS.get(operation);
  if (verbs === undefined) return true;
  if (object === undefined) return false;
  if (filled.object('metadata.namespace')) {
    const what = `events decide in which namespace the trigger "${name}" ${DOES[operation] ?? ''}`;
    ledger.undecided(caller.account, what, cause('source'));
    return true;
  }
  if (usesServer(trigger)) {
    const what = `the sensor's "argo" talks to an Argo Server, which decides itself what it allows`;
    ledger.undecided(caller.account, what, { resource: trigger.sensor.resource, path: ['spec', 'template'] });
    afterwards(ledger, trigger);
    return true;
  }
  const reason = `the trigger "${name}" ${DOES[operation] ?? ''}`;
  const at = cause('operation');
  ledger.need(caller, verbs, workflows(trigger), reason, at);
  switch (operation) {
    case 'submit':
      templatesOf(ledger, trigger);
      break;
    case 'submit-from':
      submittedFrom(ledger, trigger, reason);
      break;
    case 'retry':
      ledger.need(
        caller,
        ['delete'],
        { resource: 'pods', namespace: trigger.namespace },
        `${reason}, and deletes the pods that failed`,
        at,
      );
      break;
    case 'resubmit':
      ledger.undecided(
        caller.account,
        `the trigger "${name}" resubmits a Workflow that is not among the files: if that refers to templates, "argo" has to get them`,
        at,
      );
      break;
  }
  withArguments(ledger, trigger, reason);
  return true;
}

function workflows(trigger: ObjectTrigger): Target {
  return {
    group: ARGO_GROUP,
    resource: 'workflows',
    namespace: trigger.namespace,
    name: trigger.operation === 'submit' ? '' : steadyName(trigger),
  };
}

/** With a server, only the sensor's own look at the Workflow goes to the API server. */
function afterwards(ledger: Ledger, trigger: ObjectTrigger): void {
  const verb = trigger.operation === 'submit' ? 'list' : 'get';
  const reason = `the trigger "${trigger.name}" looks for its Workflow`;
  ledger.need(trigger.caller, [verb], workflows(trigger), reason, trigger.cause('operation'));
}

/** Source: argo-workflows cmd/argo/commands/client/conn.go (ARGO_SERVER). */
function usesServer({ sensor }: ObjectTrigger): boolean {
  const template = objectAt(objectAt(sensor.resource.value, 'spec'), 'template');
  const env = listAt(objectAt(template, 'container'), 'env');
  return env.some((one) => isObject(one) && textAt(one, 'name') === 'ARGO_SERVER');
}

/** Before it creates a Workflow, `argo` validates it, for which it gets the templates that it refers to. */
function templatesOf(ledger: Ledger, trigger: ObjectTrigger): void {
  const { object, filled, namespace } = trigger;
  if (object === undefined) return;
  const found = referredTemplates(ledger.model, object.resource, namespace);
  for (const reference of found) {
    const steady = !filled.object('spec.workflowTemplateRef') && !filled.object('spec.templates');
    getTemplate(ledger, trigger, steady ? reference : { ...reference, name: '' });
  }
}

/**
 * From release 3.7 on, `argo` first asks whether it may get, list and watch cluster templates, and does not try when
 * one of the three is denied. Source: argo-workflows pkg/apiclient/argo-kube-client.go.
 */
function getTemplate(
  ledger: Ledger,
  trigger: ObjectTrigger,
  { name, cluster, known }: ReferredTemplate,
): void {
  const { caller, cause } = trigger;
  const at = cause('source');
  const named = name === '' ? 'a template' : `the ${cluster ? 'cluster ' : ''}template "${name}"`;
  const reason = `"argo" gets ${named} that the Workflow of the trigger "${trigger.name}" refers to`;
  if (!cluster) {
    const target = { group: ARGO_GROUP, resource: 'workflowtemplates', namespace: trigger.namespace, name };
    ledger.need(caller, ['get'], target, reason, at);
  } else {
    const target = { group: ARGO_GROUP, resource: 'clusterworkflowtemplates', namespace: '' };
    if (ledger.behaviour.asksForClusterTemplates) {
      ledger.need(caller, ['get', 'list', 'watch'], target, reason, at);
    } else ledger.need(caller, ['get'], { ...target, name }, reason, at);
  }
  if (known || name === '') return;
  ledger.undecided(
    caller.account,
    `${named} is not among the files: if it refers to more templates, "argo" has to get those, too`,
    at,
  );
}

/** Source: argo-events argo-workflow.go (Execute): other kinds are refused. */
function submittedFrom(ledger: Ledger, trigger: ObjectTrigger, reason: string): void {
  const { object, caller, namespace, cause, action } = trigger;
  const kind = object?.resource.kind.toLowerCase();
  if (kind !== 'workflowtemplate' && kind !== 'cronworkflow') return;
  const name = steadyName(trigger);
  ledger.need(
    caller,
    ['get'],
    { group: ARGO_GROUP, resource: `${kind}s`, namespace, name },
    reason,
    cause('source'),
  );
  const modelKind = kind === 'cronworkflow' ? 'CronWorkflow' : 'WorkflowTemplate';
  const from = name === '' ? undefined : ledger.model.find(modelKind, namespace, name);
  if (from === undefined) {
    const what = `the ${modelKind}${name === '' ? '' : ` "${name}"`} that the trigger "${trigger.name}" submits from is not among the files`;
    ledger.undecided(undefined, `${what}, so nothing is known of its pods`, cause('source'));
    return;
  }
  for (const reference of referredTemplates(ledger.model, from, namespace))
    getTemplate(ledger, trigger, reference);
  needsOfRun(ledger, from, namespace, argumentOf(action, ['--serviceaccount']));
}

/** What more `args` make `argo` do. Source: argo-workflows cmd/argo/commands. */
function withArguments(ledger: Ledger, trigger: ObjectTrigger, reason: string): void {
  const { action, caller, namespace, cause, operation } = trigger;
  const written = listAt(action, 'args').filter((one) => typeof one === 'string');
  const has = (...names: readonly string[]) =>
    written.some((one) =>
      names.some((name) => one === name || (one.startsWith(`${name}=`) && !one.endsWith('=false'))),
    );
  const target = workflows(trigger);
  const add = (verbs: readonly string[], to: Target) =>
    ledger.need(caller, verbs, to, `${reason} with ${written.join(' ')}`, cause('args'));
  if (has('--wait', '-w', '--watch', '--log')) {
    add(['get', 'watch'], { ...target, name: '' });
  }
  if (has('--log')) {
    add(['list', 'watch'], { resource: 'pods', namespace });
    add(['get'], { resource: 'pods', subresource: 'log', namespace });
  }
  if (has('-l', '--selector', '--field-selector')) add(['list'], target);
  if (has('--node-field-selector') && operation === 'stop') add(['update'], target);
}

function argumentOf(action: JsonObject, names: readonly string[]): string | undefined {
  const written = listAt(action, 'args').filter((one) => typeof one === 'string');
  for (const [index, one] of written.entries()) {
    if (names.includes(one)) return written[index + 1];
    const name = names.find((start) => one.startsWith(`${start}=`));
    if (name !== undefined) return one.slice(name.length + 1);
  }
  return undefined;
}
