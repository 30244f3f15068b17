import type { Fields } from '../fields.ts';
import { filterRefusals, operatorRefusals } from './filter-validation.ts';
import type { Refusal } from './refusal.ts';
import type { ValidationContext } from './validation-context.ts';

const REQUIRED = [
  ['name', 'a name'],
  ['eventSourceName', 'the EventSourceName'],
  ['eventName', 'the EventName'],
] as const;

/** Source: argo-events pkg/reconciler/sensor/validate.go (validateDependencies). */
export function* dependencyRefusals(context: ValidationContext, spec: Fields): Iterable<Refusal> {
  const dependencies = spec.objects('dependencies') ?? [];
  if (dependencies.length === 0) {
    yield {
      rule: 'sensor/no-dependencies',
      message: 'no event dependencies found',
      path: spec.path,
      keys: ['dependencies'],
      help: 'add a dependency with "name", "eventSourceName" and "eventName"',
    };
  }
  const seen = new Set<string>();
  for (const dependency of dependencies) {
    const { path } = dependency;
    const absent = REQUIRED.filter(([field]) => dependency.text(field) === '');
    // An empty entry is one mistake.
    const told = absent.length === REQUIRED.length ? absent.slice(0, 1) : absent;
    for (const [field, what] of told) {
      const missing = told.length < absent.length ? absent.map(([one]) => one) : [field];
      yield {
        rule: 'dependency/field-required',
        message: `event dependency must define ${what}`,
        path,
        keys: missing,
        help: `add ${missing.map((one) => `"${one}"`).join(', ')}`,
      };
    }
    yield* repeated(context, dependency, seen);
    const filters = dependency.object('filters');
    if (filters !== undefined) yield* filterRefusals(context, filters);
    yield* operatorRefusals(dependency, 'filtersLogicalOperator');
  }
}

/** NATS Streaming keeps one dependency for each event. */
function* repeated({ bus }: ValidationContext, dependency: Fields, seen: Set<string>): Iterable<Refusal> {
  const [source, event] = [dependency.text('eventSourceName'), dependency.text('eventName')];
  if (bus !== 'nats' || source === '' || event === '') return;
  const key = JSON.stringify([source, event]);
  if (seen.has(key)) {
    yield {
      rule: 'dependency/event-repeated',
      message: `event '${event}' from EventSource '${source}' is referenced for more than one dependency in this Sensor object`,
      path: dependency.path,
      help: 'on a NATS Streaming bus write a Sensor for each of them, or use a JetStream bus',
    };
  }
  seen.add(key);
}
