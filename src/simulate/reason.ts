import type { Hop } from './trace.ts';

/** Why a hop stopped the event, in one line: the value that decided and what was asked of it, else its summary. */
export function reasonOf({ kind, decision, summary, name }: Hop): string {
  const [first = ''] = summary.split('\n');
  // Of the bus the summary says it all, and the rest is how to be heard.
  if (decision === undefined || kind === 'bus') return first === '' ? name : first;
  const found = decision.value === undefined ? 'is not there' : `= ${decision.value}`;
  return `${decision.subject} ${found}, asked ${decision.expected}`;
}
