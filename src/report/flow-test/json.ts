import type { FlowTestResult } from '../../flow-test/result.ts';
import { renderJson } from '../json.ts';

/** The whole result as one document; schemas/test-result.v1.schema.json describes it. */
export function renderFlowTestJson(result: FlowTestResult): string {
  return renderJson(result);
}
