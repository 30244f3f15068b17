import type { Event } from '../event.ts';
import type { ContextSpec } from './filter-spec.ts';
import { PASSED, type Verdict } from './verdict.ts';

const ATTRIBUTES = [
  ['type', 'type'],
  ['subject', 'subject'],
  ['source', 'source'],
  ['datacontenttype', 'dataContentType'],
] as const satisfies readonly (readonly [keyof ContextSpec, keyof Event])[];

/** Equality with the four attributes that are set. Source: argo-events pkg/sensors/dependencies/filter.go (filterContext). */
export function filterContext(spec: ContextSpec | undefined, event: Event): Verdict {
  for (const [attribute, property] of ATTRIBUTES) {
    const wanted = spec?.[attribute] ?? '';
    const actual = event[property];
    if (wanted === '' || wanted === actual) continue;
    return {
      pass: false,
      decision: {
        subject: `context.${attribute}`,
        value: JSON.stringify(actual),
        expected: `= ${JSON.stringify(wanted)}`,
        wouldPass: `an event with the ${attribute} ${JSON.stringify(wanted)} would pass`,
        path: ['context', attribute],
      },
    };
  }
  return PASSED;
}
