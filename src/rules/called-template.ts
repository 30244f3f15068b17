import type { JsonObject } from '../json.ts';
import type { Workflow } from '../model/kinds/workflow.ts';
import type { Model } from '../model/model.ts';
import { objectOf, objectsOf, textOf } from '../workflow/field.ts';
import { isCluster } from '../workflow/template-library.ts';
import type { Call } from './workflow-templates.ts';

/** A template that is called, as far as the files tell. */
export interface CalledTemplate {
  readonly name: string;
  readonly spec: JsonObject;
}

/** Undefined for a template that is not there, and for one that a run may find somewhere else. */
export function calledTemplate(model: Model, workflow: Workflow, call: Call): CalledTemplate | undefined {
  const inline = objectOf(call.spec, 'inline');
  if (inline !== undefined) return { name: '', spec: inline };
  const reference = objectOf(call.spec, 'templateRef');
  if (reference === undefined) {
    const name = textOf(call.spec, 'template');
    const found = workflow.templates.find((one) => one.name === name);
    return found && { name, spec: found.spec };
  }
  const name = textOf(reference, 'template');
  const spec = referredSpec(model, reference, model.namespaceOf(workflow.resource));
  const found = objectsOf(spec, 'templates').find((one) => textOf(one, 'name') === name);
  return found && { name, spec: found };
}

/** The spec of the (Cluster)WorkflowTemplate that a reference names, if it is among the files. */
export function referredSpec(model: Model, reference: JsonObject, namespace: string): JsonObject | undefined {
  const cluster = isCluster(reference);
  const kind = cluster ? 'ClusterWorkflowTemplate' : 'WorkflowTemplate';
  const target = model.find(kind, cluster ? '' : namespace, textOf(reference, 'name'));
  return target && objectOf(target.value, 'spec');
}
