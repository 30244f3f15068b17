import { reasonOf } from '../simulate/reason.ts';
import { allTriggers } from '../test-event/outcome.ts';
import type { OverallOutcome } from '../test-event/overall-outcome.ts';
import type { TestEventResult } from '../test-event/result.ts';

/** What the simulator says that becomes of the event, from the objects of the cluster. */
export interface Prediction {
  readonly outcome: OverallOutcome;
  /** Where it is said to end, and why: `data filter: body.message …`; absent where it is said to succeed. */
  readonly because?: string;
}

export function predictionOf({ outcome, firings }: TestEventResult): Prediction {
  // One trigger may fire while another waits.
  if (outcome === 'fires') return { outcome };
  const hops = firings.flatMap((firing) => [
    ...firing.hops,
    ...allTriggers(firing).flatMap((trigger) => trigger.hops),
  ]);
  const fatal = hops.find(({ verdict }) => verdict !== 'passed');
  if (fatal === undefined) return { outcome };
  const { kind, name } = fatal;
  const why = reasonOf(fatal);
  // The name of the bus tells nothing that its reason does not.
  return { outcome, because: kind === 'bus' || why === name || name === '' ? why : `${name}: ${why}` };
}
