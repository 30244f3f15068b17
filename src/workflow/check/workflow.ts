import type { Diagnostic } from '../../diagnostic.ts';
import type { Engine } from '../../engine/engine.ts';
import type { WorkflowObject } from '../source.ts';
import type { TemplateLibrary } from '../template-library.ts';

export interface CheckContext {
  readonly library: TemplateLibrary;
  readonly engine: Engine;
}

export function checkWorkflow(_workflow: WorkflowObject, _context: CheckContext): readonly Diagnostic[] {
  return [];
}
