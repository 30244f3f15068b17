import type { Fields } from '../fields.ts';
import { first, prefixed, type Refusal } from './refusal.ts';

const OPERATIONS = ['', 'append', 'overwrite', 'prepend'];

/**
 * A list of parameters; absent is fine.
 * Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggerParameter, validateTriggerParameterForHTTP).
 *
 * @param what How the controller calls an item: `resource parameter`, `payload` …
 * @param emptyDest An item may have no `dest`, and then is the whole body: only so in the payload of http.
 */
export function refusedParameters(
  owner: Fields,
  key: string,
  what: string,
  emptyDest = false,
): Refusal | undefined {
  return first(owner.objects(key) ?? [], (item, index) =>
    prefixed(`${what} index: ${index}. err: `, refusedParameter(item, emptyDest)),
  );
}

function refusedParameter(item: Fields, emptyDest: boolean): Refusal | undefined {
  const { path } = item;
  const source = item.object('src');
  if (source === undefined) return { message: "parameter source can't be empty", path };
  if (source.text('dependencyName') === '') {
    return { message: "parameter dependency name can't be empty", path: source.path };
  }
  if (!emptyDest && item.text('dest') === '') {
    return { message: "parameter destination can't be empty", path };
  }
  const operation = item.text('operation');
  if (OPERATIONS.includes(operation)) return undefined;
  return { message: `parameter operation ${operation} is invalid`, path: [...path, 'operation'] };
}
