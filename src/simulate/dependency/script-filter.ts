import type { Event } from '../event.ts';
import { failureOf } from '../failure.ts';
import { type Asking, ask } from './asking.ts';
import { type FilterDecision, PASSED, type Verdict } from './verdict.ts';

/** Source: argo-events pkg/sensors/dependencies/filter.go (filterScript). */
export function* filterScript(script: string, event: Event): Asking<Verdict> {
  if (script === '' || event.data === null) return PASSED;
  const [passed] = yield* ask([{ op: 'luaFilter', script, json: event.data }]);
  if (passed.ok && passed.value) return PASSED;
  const decision: FilterDecision = {
    subject: 'script',
    value: event.data,
    expected: 'the boolean true as the last returned value',
    wouldPass: 'an event for which the script returns true would pass',
    path: ['script'],
  };
  if (passed.ok) return { pass: false, decision };
  const failure = failureOf(passed);
  // The lines after the first are Lua's stack.
  const [first = ''] = failure.error.split('\n', 1);
  return {
    pass: false,
    failure,
    decision: { ...decision, wouldPass: `${decision.wouldPass}; here it fails (${first.trim()})` },
  };
}
