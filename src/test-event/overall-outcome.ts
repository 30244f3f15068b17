/**
 * What became of the event as a whole, or of one trigger. Beyond a trigger's own outcomes:
 * dropped: it never reached a sensor (refused by the event source, dropped by its filter, nobody listens) ·
 * rejected: the trigger fires, and its Workflow is not accepted · failed: also when that Workflow cannot succeed.
 */
export const OVERALL_OUTCOMES = [
  'fires',
  'filtered',
  'discarded',
  'waiting',
  'failed',
  'crashed',
  'inert',
  'dropped',
  'rejected',
] as const;
export type OverallOutcome = (typeof OVERALL_OUTCOMES)[number];
