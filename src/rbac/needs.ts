import { objectAt, textAt } from '../json.ts';
import { ARGO_GROUP } from '../model/catalogue.ts';
import type { Sensor, Trigger } from '../model/kinds/sensor.ts';
import { readWorkflow } from '../model/kinds/workflow.ts';
import type { Model } from '../model/model.ts';
import type { Resource } from '../model/resource.ts';
import type { Needs, Releases } from './need.ts';
import { needsOfEventSource } from './needs/event-source.ts';
import { Ledger } from './needs/ledger.ts';
import { needsOfRun } from './needs/run.ts';
import { needsOfOneTrigger, needsOfSensor } from './needs/sensor.ts';
import { behaviourOf } from './release.ts';

/** Everything that the event sources, sensors and Workflows of a model ask of the API server, and why. */
export function needsOf(model: Model, releases: Releases = {}): Needs {
  const ledger = new Ledger(model, behaviourOf(releases));
  for (const source of model.eventSources) needsOfEventSource(ledger, source);
  for (const sensor of model.sensors) needsOfSensor(ledger, sensor);
  for (const { resource, kind, serviceAccountName } of model.workflows) {
    const namespace = model.namespaceOf(resource);
    if (kind === 'Workflow' || kind === 'CronWorkflow') needsOfRun(ledger, resource, namespace);
    // Templates do not run by themselves, but one that names an account says as whom it is meant to.
    else if (kind === 'WorkflowTemplate' && serviceAccountName !== '')
      needsOfRun(ledger, resource, namespace);
  }
  for (const resource of model.resources) {
    if (resource.kind === 'WorkflowEventBinding') fromEventBinding(ledger, resource);
  }
  return ledger.result();
}

/** What one trigger asks for when it fires, and the Workflow that it makes. */
export function needsOfTrigger(
  model: Model,
  sensor: Sensor,
  trigger: Trigger,
  releases: Releases = {},
): Needs {
  const ledger = new Ledger(model, behaviourOf(releases));
  needsOfOneTrigger(ledger, sensor, trigger);
  return ledger.result();
}

/** Source: argo-workflows server/event/dispatch/operation.go: it creates a Workflow from the template. */
function fromEventBinding(ledger: Ledger, binding: Resource): void {
  const submit = objectAt(objectAt(binding.value, 'spec'), 'submit');
  const reference = objectAt(submit, 'workflowTemplateRef');
  const name = textAt(reference, 'name');
  const cluster = reference?.['clusterScope'] === true;
  const namespace = ledger.model.namespaceOf(binding);
  const kind = cluster ? 'ClusterWorkflowTemplate' : 'WorkflowTemplate';
  const template = ledger.model.find(kind, cluster ? '' : namespace, name, binding);
  if (template === undefined || !template.apiVersion.startsWith(`${ARGO_GROUP}/`)) return;
  if (readWorkflow(template, []) !== undefined) needsOfRun(ledger, template, namespace);
}
