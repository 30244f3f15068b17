import type { Fields } from '../fields.ts';
import { refusedFilters, refusedOperator } from './filter-validation.ts';
import type { Refusal } from './refusal.ts';
import type { ValidationContext } from './sensor-validation.ts';

/** Source: argo-events pkg/reconciler/sensor/validate.go (validateDependencies). */
export function refusedDependencies(context: ValidationContext, spec: Fields): Refusal | undefined {
  const dependencies = spec.objects('dependencies') ?? [];
  if (dependencies.length === 0) return { message: 'no event dependencies found', path: spec.path };
  const seen = new Set<string>();
  for (const dependency of dependencies) {
    const { path } = dependency;
    const source = dependency.text('eventSourceName');
    const event = dependency.text('eventName');
    if (dependency.text('name') === '') return { message: 'event dependency must define a name', path };
    if (source === '') return { message: 'event dependency must define the EventSourceName', path };
    if (event === '') return { message: 'event dependency must define the EventName', path };
    if (context.bus === 'nats') {
      const key = JSON.stringify([source, event]);
      if (seen.has(key)) {
        const message = `event '${event}' from EventSource '${source}' is referenced for more than one dependency in this Sensor object`;
        return { message, path };
      }
      seen.add(key);
    }
    const refusal =
      refusedFilters(context, dependency.object('filters')) ??
      refusedOperator(dependency, 'filtersLogicalOperator');
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
