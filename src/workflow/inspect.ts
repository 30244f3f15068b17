import type { Diagnostic } from '../diagnostic.ts';
import type { Engine } from '../engine/engine.ts';
import type { Model } from '../model/model.ts';
import { checkWorkflow } from './check/workflow.ts';
import { isDeeper, LEVELS } from './field.ts';
import type { WorkflowSource } from './run.ts';
import { workflowOf } from './source.ts';
import { TemplateLibrary } from './template-library.ts';

/**
 * Why the API server or the controller would not start what this object makes, in the controller's order.
 * Never throws on what the object or the model hold.
 */
export function inspectWorkflow(
  source: WorkflowSource,
  { model, engine }: { readonly model: Model; readonly engine: Engine },
): readonly Diagnostic[] {
  if (isDeeper(source.object, LEVELS)) {
    const message = `the object is nested deeper than ${LEVELS} levels`;
    return [{ rule: 'workflow/too-deep', severity: 'error', message, at: source.at([]) }];
  }
  const workflow = workflowOf(source, {});
  const library = new TemplateLibrary(model, workflow.namespace);
  if (workflow.fromTemplate) {
    library.add(source.object, workflow.kind === 'ClusterWorkflowTemplate', source.at);
  }
  return checkWorkflow(workflow, { library, engine });
}
