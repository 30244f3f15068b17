import { nearest } from '../../nearest.ts';
import type { Fields } from '../fields.ts';
import { insteadOf, prefixed, type Refusal } from './refusal.ts';

const OPERATIONS = ['append', 'overwrite', 'prepend'];

/**
 * A list of parameters; absent is fine.
 * Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggerParameter, validateTriggerParameterForHTTP).
 *
 * @param what How the controller calls an item: `resource parameter`, `payload` …
 * @param emptyDest An item may have no `dest`, and then is the whole body: only so in the payload of http.
 */
export function* parameterRefusals(
  owner: Fields,
  key: string,
  what: string,
  emptyDest = false,
): Iterable<Refusal> {
  for (const [index, item] of (owner.objects(key) ?? []).entries()) {
    yield* prefixed(`${what} index: ${index}. err: `, refusalsOf(item, emptyDest));
  }
}

function* refusalsOf(item: Fields, emptyDest: boolean): Iterable<Refusal> {
  const rule = 'parameter/field-required';
  const { path } = item;
  const source = item.object('src');
  if (source === undefined) {
    const help = 'add "src" with a "dependencyName" and a "dataKey"';
    yield { rule, message: "parameter source can't be empty", path, keys: ['src'], help };
  } else if (source.text('dependencyName') === '') {
    const message = "parameter dependency name can't be empty";
    yield { rule, message, path: source.path, keys: ['dependencyName'], help: 'add "dependencyName"' };
  }
  if (!emptyDest && item.text('dest') === '') {
    const message = "parameter destination can't be empty";
    yield { rule, message, path, keys: ['dest'], help: 'add "dest", the path that gets the value' };
  }
  const operation = item.text('operation');
  if (operation === '' || OPERATIONS.includes(operation)) return;
  const at = [...path, 'operation'];
  const meant = nearest(operation, OPERATIONS);
  yield {
    rule: 'parameter/operation-unknown',
    message: `parameter operation ${operation} is invalid`,
    path: at,
    help: 'the operations are "overwrite", "append" and "prepend"',
    ...insteadOf(at, meant),
  };
}
