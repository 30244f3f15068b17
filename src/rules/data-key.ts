import type { EventDefinition } from '../model/kinds/event-source.ts';
import type { Sensor, Trigger } from '../model/kinds/sensor.ts';
import type { Model } from '../model/model.ts';
import type { ParameterSource } from '../simulate/parameters/parameter-spec.ts';
import { dataOf, type PathProblem } from './event-data.ts';
import { insteadOf } from './meant.ts';
import type { Finding } from './rule.ts';
import { parametersOf } from './trigger-parts.ts';

/**
 * What is wrong with the `dataKey` of a trigger's parameters, for each of which the event is known.
 *
 * @param judge What is wrong with a path in the data of such an event; undefined where nothing is.
 */
export function* wrongDataKeys(
  model: Model,
  sensor: Sensor,
  trigger: Trigger,
  judge: (event: EventDefinition, path: string) => PathProblem | undefined,
): Iterable<Finding & { readonly source: ParameterSource }> {
  for (const { spec, path } of parametersOf(trigger)) {
    const source = spec.src;
    if (source === undefined || source.dataKey === '') continue;
    const event = dataOf(model, sensor, source.dependencyName);
    const problem = event && judge(event, source.dataKey);
    if (problem === undefined) continue;
    const at = [...path, 'src', 'dataKey'];
    const { message, meant } = problem;
    yield { source, resource: sensor.resource, path: at, message, ...insteadOf(at, meant) };
  }
}
