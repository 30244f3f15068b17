import { objectAt } from '../../json.ts';
import { ARGO_GROUP } from '../../model/catalogue.ts';
import type { Sensor, Trigger } from '../../model/kinds/sensor.ts';
import { groupOf } from '../../model/resource.ts';
import { needsOfArgoWorkflowTrigger } from './argo-workflow-trigger.ts';
import { needsOfK8sTrigger } from './k8s-trigger.ts';
import { electionOfSensor } from './leader-election.ts';
import type { Caller, Ledger } from './ledger.ts';
import { needsOfRun } from './run.ts';
import { type ObjectTrigger, objectTriggers } from './trigger.ts';

/**
 * A sensor calls the API server for triggers on objects and for leader election; secrets and config maps are volumes.
 * Source: argo-events pkg/sensors/triggers, pkg/sensors/artifacts, pkg/reconciler/sensor/resource.go.
 */
export function needsOfSensor(ledger: Ledger, sensor: Sensor): void {
  const { resource } = sensor;
  const account = { namespace: ledger.model.namespaceOf(resource), name: sensor.serviceAccountName };
  const caller: Caller = { account, part: 'sensor' };
  ledger.use(caller, { resource, path: ['spec', 'template', 'serviceAccountName'] });
  for (const trigger of objectTriggers(ledger, sensor, caller)) needsOfTrigger(ledger, trigger);
  electionOfSensor(ledger, sensor, account);
}

/** What one trigger of a sensor asks for, and the Workflow that it makes; its dlqTrigger has needs of its own. */
export function needsOfOneTrigger(ledger: Ledger, sensor: Sensor, { spec }: Trigger): void {
  const account = { namespace: ledger.model.namespaceOf(sensor.resource), name: sensor.serviceAccountName };
  for (const trigger of objectTriggers(ledger, sensor, { account, part: 'sensor' })) {
    if (trigger.spec === spec) needsOfTrigger(ledger, trigger);
  }
}

function needsOfTrigger(ledger: Ledger, trigger: ObjectTrigger): void {
  if (!isSteady(ledger, trigger)) return;
  const decided =
    trigger.kind === 'k8s' ? needsOfK8sTrigger(ledger, trigger) : needsOfArgoWorkflowTrigger(ledger, trigger);
  if (decided) startsRun(ledger, trigger);
  else
    ledger.undecided(
      trigger.caller.account,
      `the object of the trigger "${trigger.name}" comes from ${originOf(trigger)}, so it is not known what it is`,
      trigger.cause('source'),
    );
}

/** Do events leave alone what is done, and to what? Of a k8s trigger the kind is read before they are filled in. */
function isSteady(ledger: Ledger, { name, kind, filled, caller, cause }: ObjectTrigger): boolean {
  const fields = ['operation', 'source.resource.kind', 'source.resource.apiVersion', ...ELSEWHERE];
  if (!fields.some((field) => filled.template(`${kind}.${field}`))) return true;
  ledger.undecided(caller.account, `events decide what the trigger "${name}" does`, cause());
  return false;
}

const ELSEWHERE = [
  'source.s3',
  'source.inline',
  'source.file',
  'source.url',
  'source.git',
  'source.configmap',
];

function originOf({ action }: ObjectTrigger): string {
  const source = objectAt(action, 'source');
  if (objectAt(source, 'configmap') !== undefined) return 'a config map';
  const names: Readonly<Record<string, string>> = { s3: 'S3', file: 'a file', url: 'a URL', git: 'git' };
  for (const [key, origin] of Object.entries(names)) {
    if (objectAt(source, key) !== undefined) return origin;
  }
  return 'nowhere that can be read here';
}

/** The pods of a Workflow that a trigger makes have needs of their own. */
function startsRun(ledger: Ledger, trigger: ObjectTrigger): void {
  const { object, kind, operation, namespace, filled, name } = trigger;
  if (object === undefined || groupOf(object.resource.apiVersion) !== ARGO_GROUP) return;
  const makes = kind === 'k8s' ? operation !== 'delete' : operation === 'submit';
  if (!makes || filled.object('metadata.namespace')) return;
  const { resource } = object;
  if (resource.kind !== 'Workflow' && resource.kind !== 'CronWorkflow') return;
  const spec = resource.kind === 'CronWorkflow' ? 'spec.workflowSpec' : 'spec';
  if (filled.object(`${spec}.serviceAccountName`) || filled.object(`${spec}.workflowTemplateRef`)) {
    const what = `events decide as which account the Workflow of the trigger "${name}" runs, or from which template`;
    ledger.undecided(undefined, what, { resource, path: ['spec'] });
    return;
  }
  needsOfRun(ledger, resource, namespace);
}
