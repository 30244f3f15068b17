import type { Path } from '../diagnostic.ts';
import { type JsonObject, objectAt } from '../json.ts';
import type { Trigger } from '../model/kinds/sensor.ts';

/** A `retryStrategy` or `backoff` of a trigger. */
export interface WrittenBackoff {
  readonly value: JsonObject;
  /** From the sensor's root. */
  readonly path: Path;
  /** What happens when it cannot be read. */
  readonly effect: string;
}

export function backoffsOf({ spec, path }: Trigger): readonly WrittenBackoff[] {
  const retry = objectAt(spec, 'retryStrategy');
  const policy = objectAt(objectAt(objectAt(spec, 'policy'), 'k8s'), 'backoff');
  return [
    ...(retry === undefined
      ? []
      : [{ value: retry, path: [...path, 'retryStrategy'], effect: 'the trigger is never called' }]),
    ...(policy === undefined
      ? []
      : [{ value: policy, path: [...path, 'policy', 'k8s', 'backoff'], effect: 'the policy always fails' }]),
  ];
}
