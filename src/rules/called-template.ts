import { type JsonObject, objectAt, objectsAt, textAt } from '../json.ts';
import type { Workflow } from '../model/kinds/workflow.ts';
import type { Model } from '../model/model.ts';
import type { Resource } from '../model/resource.ts';
import { isCluster } from '../workflow/template-library.ts';
import type { Call } from './workflow-templates.ts';

/** A template that is called, as far as the files tell. */
export interface CalledTemplate {
  readonly name: string;
  readonly spec: JsonObject;
}

/** Undefined for a template that is not there, and for one that a run may find somewhere else. */
export function calledTemplate(model: Model, workflow: Workflow, call: Call): CalledTemplate | undefined {
  const inline = objectAt(call.spec, 'inline');
  if (inline !== undefined) return { name: '', spec: inline };
  const reference = objectAt(call.spec, 'templateRef');
  if (reference === undefined) {
    const name = textAt(call.spec, 'template');
    const found = workflow.templates.find((one) => one.name === name);
    return found && { name, spec: found.spec };
  }
  const name = textAt(reference, 'template');
  const spec = referredSpec(model, reference, model.namespaceOf(workflow.resource), workflow.resource);
  const found = objectsAt(spec, 'templates').find((one) => textAt(one, 'name') === name);
  return found && { name, spec: found };
}

/** The spec of the (Cluster)WorkflowTemplate that a reference names, if it is among the files. */
export function referredSpec(
  model: Model,
  reference: JsonObject,
  namespace: string,
  from?: Resource,
): JsonObject | undefined {
  const cluster = isCluster(reference);
  const kind = cluster ? 'ClusterWorkflowTemplate' : 'WorkflowTemplate';
  const target = model.find(kind, cluster ? '' : namespace, textAt(reference, 'name'), from);
  return target && objectAt(target.value, 'spec');
}
