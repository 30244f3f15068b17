import type { Engine } from '../../engine/engine.ts';
import type { JsonObject } from '../../json.ts';
import type { Event } from '../event.ts';
import { type Failure, failureOf } from '../failure.ts';
import { Fields } from '../fields.ts';

export interface Transformed {
  /** The event as the filters see it; the one that came in when there was nothing to do or the transformation failed. */
  readonly event: Event;
  /** What ran; undefined when nothing did: no transformation set, or an event without data. */
  readonly ran?: 'jq' | 'script';
  /** An error throws the event away for this dependency. */
  readonly failure?: Failure;
}

/**
 * A dependency's transformation of an event's data; jq is preferred when both are set.
 * Source: argo-events pkg/sensors/dependencies/transform.go (ApplyTransform).
 */
export function transformEvent(engine: Engine, transform: JsonObject | undefined, event: Event): Transformed {
  if (transform === undefined || event.data === null) return { event };
  const fields = new Fields(transform);
  const jq = fields.text('jq');
  const script = fields.text('script');
  if (jq === '' && script === '') return { event };
  const ran = jq === '' ? 'script' : 'jq';
  const [output] = engine.ask([
    ran === 'jq'
      ? { op: 'jq', query: jq, json: event.data }
      : { op: 'luaTransform', script, json: event.data },
  ]);
  if (!output.ok) return { event, ran, failure: failureOf(output) };
  return { event: { ...event, dataContentType: 'application/json', data: output.value }, ran };
}
