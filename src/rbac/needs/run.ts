import { isObject, type JsonObject, listAt, objectAt, textAt } from '../../json.ts';
import { ARGO_GROUP } from '../../model/catalogue.ts';
import type { Resource } from '../../model/resource.ts';
import { isPodType, templateType } from '../../workflow/template-library.ts';
import type { Cause } from '../need.ts';
import type { Account } from '../request.ts';
import { needsOfArtifactGc } from './artifact-gc.ts';
import { needsOfController } from './controller.ts';
import type { Ledger } from './ledger.ts';
import { needsOfResourceTemplate } from './resource-template.ts';
import { type Run, titleOf } from './running-workflow.ts';
import { type RunningTemplate, walkTemplates } from './template-walk.ts';

/**
 * What the pods of a Workflow ask for, and what the Workflow makes its controller ask for.
 *
 * @param account The name of an account that is set when it is submitted; that of its spec by default.
 */
export function needsOfRun(ledger: Ledger, object: Resource, namespace: string, account?: string): void {
  const walk = walkTemplates(ledger.model, object, namespace, 'running');
  if (walk === undefined) return;
  const run: Run = { ledger, object, namespace, walk };
  for (const { name, cluster, known, at } of walk.references) {
    if (known) continue;
    const what = `the ${cluster ? 'ClusterWorkflowTemplate' : 'WorkflowTemplate'}${name === '' ? '' : ` "${name}"`}`;
    ledger.undecided(undefined, `${what} is not among the files, so nothing is known of its pods`, at);
  }
  const hidden = objectAt(walk.spec, 'workflowTemplateRef') !== undefined && walk.templates.length === 0;
  const named = account ?? textAt(walk.spec, 'serviceAccountName');
  // The template that is not known may name the account.
  if (hidden && named === '') return;
  const own = named || 'default';
  if (hidden) reports(run, own, `a pod of ${titleOf(object)} reports its result`, accountCause(run));
  for (const one of walk.templates) needsOfTemplate(run, one, own);
  needsOfArtifactGc(run);
  needsOfController(run);
}

/** Where it is written, or would be, as which account a Workflow runs. */
function accountCause({ object, walk }: Run): Cause {
  return { resource: object, path: [...walk.specPath, 'serviceAccountName'] };
}

/**
 * A pod runs as the account of its template, else of the Workflow; its executor may have an account of its own.
 * Source: argo-workflows workflow/controller/workflowpod.go (setupServiceAccount, newExecContainer).
 */
function needsOfTemplate(run: Run, one: RunningTemplate, own: string): void {
  const { template, at } = one;
  const type = templateType(template);
  const title = `the template "${textAt(template, 'name')}"`;
  if (type === 'http' || type === 'plugin') agent(run, one, own, `${title} of ${titleOf(run.object)}`);
  if (!isPodType(type)) return;
  const pod = textAt(template, 'serviceAccountName') || own;
  const executor =
    textAt(objectAt(template, 'executor'), 'serviceAccountName') ||
    textAt(objectAt(run.walk.spec, 'executor'), 'serviceAccountName') ||
    pod;
  if (executor.includes('{{')) {
    const what = `variables decide as which account ${title} of ${titleOf(run.object)} runs`;
    run.ledger.undecided(undefined, what, at);
    return;
  }
  reports(run, executor, `a pod of ${titleOf(run.object)} reports its result`, causeOfAccount(run, one));
  const account: Account = { namespace: run.namespace, name: executor };
  const caller = { account, part: 'workflow pods' } as const;
  if (type === 'resource') needsOfResourceTemplate(run, one, caller);
  for (const name of hdfsConfigMaps(template)) {
    const target = { resource: 'configmaps', namespace: run.namespace, name };
    const reason = `the executor of ${title} reads the Kerberos config for HDFS`;
    run.ledger.need(caller, ['get'], target, reason, at);
  }
}

/** Where the account is written that a template's executor has; the template itself where none is. */
function causeOfAccount(run: Run, { template, at }: RunningTemplate): Cause {
  if (textAt(template, 'serviceAccountName') !== '') {
    return { resource: at.resource, path: [...at.path, 'serviceAccountName'] };
  }
  return textAt(run.walk.spec, 'serviceAccountName') === '' ? at : accountCause(run);
}

/**
 * The executor reports in an object that it creates and patches. Up to release 3.3 it changed its own pod.
 * Source: argo-workflows workflow/executor/taskresult.go; both verbs were measured.
 */
function reports({ ledger, namespace }: Run, name: string, reason: string, cause: Cause): void {
  const caller = { account: { namespace, name }, part: 'workflow pods' } as const;
  if (!ledger.behaviour.hasTaskResults) {
    ledger.need(caller, ['get', 'patch'], { resource: 'pods', namespace }, reason, cause);
    return;
  }
  const target = { group: ARGO_GROUP, resource: 'workflowtaskresults', namespace };
  ledger.need(caller, ['create', 'patch'], target, reason, cause);
}

/**
 * One pod of the Workflow does the requests of all its HTTP templates, as the Workflow's account. It reads the secrets
 * of headers itself. Source: argo-workflows workflow/executor/agent.go, workflow/controller/agent.go.
 */
function agent(
  { ledger, namespace }: Run,
  { template, at }: RunningTemplate,
  name: string,
  title: string,
): void {
  const caller = { account: { namespace, name }, part: 'workflow agent' } as const;
  const target = { group: ARGO_GROUP, resource: 'workflowtasksets', namespace };
  const reason = `the agent runs ${title}`;
  ledger.need(caller, ['watch'], target, reason, at);
  ledger.need(caller, ['patch'], { ...target, subresource: 'status' }, reason, at);
  for (const header of listAt(objectAt(template, 'http'), 'headers')) {
    const valueFrom = isObject(header) ? objectAt(header, 'valueFrom') : undefined;
    const secret = textAt(objectAt(valueFrom, 'secretKeyRef'), 'name');
    if (secret === '') continue;
    const known = secret.includes('{{') ? '' : secret;
    const why = `the agent reads the secret "${secret}" for a header of ${title}`;
    ledger.need(caller, ['get'], { resource: 'secrets', namespace, name: known }, why, at);
  }
}

/** Source: argo-workflows workflow/executor/executor.go (GetConfigMapKey), workflow/artifacts/hdfs. */
function hdfsConfigMaps(template: JsonObject): readonly string[] {
  return ['inputs', 'outputs'].flatMap((side) =>
    listAt(objectAt(template, side), 'artifacts').flatMap((artifact) => {
      const hdfs = isObject(artifact) ? objectAt(artifact, 'hdfs') : undefined;
      const name = textAt(objectAt(hdfs, 'krbConfigConfigMap'), 'name');
      return name === '' ? [] : [name];
    }),
  );
}
