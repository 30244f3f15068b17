import type { Diagnostic } from '../diagnostic.ts';
import type { Engine } from '../engine/engine.ts';
import type { Model } from '../model/model.ts';
import type { Resource } from '../model/resource.ts';
import { checkCronWorkflow } from './check/cron.ts';
import { checkWorkflow, type Occasion } from './check/workflow.ts';
import { isDeeper, LEVELS } from './nesting.ts';
import type { WorkflowSource } from './run-request.ts';
import { workflowOf, writtenAs } from './source.ts';
import { TemplateLibrary } from './template-library.ts';

export interface InspectContext {
  readonly model: Model;
  readonly engine: Engine;
  /** True when nobody is asked again before it runs, as with a Workflow that a Sensor creates. */
  readonly starts: boolean;
  /** The object that the source is, where it stands in the model. */
  readonly from?: Resource;
}

/**
 * Why the API server or the controller would not take this object, or not start what it makes, in the controller's
 * order. Never throws on what the object or the model hold.
 */
export function inspectWorkflow(
  source: WorkflowSource,
  { model, engine, starts, from }: InspectContext,
): readonly Diagnostic[] {
  if (isDeeper(source.object, LEVELS)) {
    const message = `the object is nested deeper than ${LEVELS} levels`;
    return [{ rule: 'workflow/too-deep', severity: 'error', message, at: source.at([]) }];
  }
  const written = writtenAs(source);
  const library = new TemplateLibrary(model, written.namespace, from);
  const occasion: Occasion = written.fromTemplate ? 'storage' : starts ? 'start' : 'submission';
  if (written.kind !== 'CronWorkflow')
    return checkWorkflow(written, { library, engine, occasion, thorough: true });
  // Its Workflows start without anybody being asked.
  const problems = checkCronWorkflow(written, engine);
  const made = workflowOf(source, { now: SOME_TIME });
  return [...problems, ...checkWorkflow(made, { library, engine, thorough: true })];
}

/** When a Workflow of a schedule is made is not known yet; that it can read the time is. */
const SOME_TIME = '1970-01-01T00:00:00Z';
