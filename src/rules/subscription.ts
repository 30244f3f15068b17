import type { Engine } from '../engine/engine.ts';
import type { Sensor, Trigger } from '../model/kinds/sensor.ts';
import { buildConditions, conditionsHold } from '../simulate/conditions.ts';

/** Which dependencies' events a trigger gets. */
export interface Subscription {
  readonly dependencies: ReadonlySet<string>;
  /** True when the trigger can fire without an event of that dependency. */
  mayMiss(dependency: string): boolean;
}

const KNOWN = new WeakMap<Trigger, Subscription | null>();

/** Undefined when the conditions stop the trigger from ever firing, which other rules say. */
export function subscriptionOf(engine: Engine, trigger: Trigger, sensor: Sensor): Subscription | undefined {
  const known = KNOWN.get(trigger);
  if (known !== undefined) return known ?? undefined;
  const found = build(engine, trigger, sensor);
  KNOWN.set(trigger, found ?? null);
  return found;
}

function build(engine: Engine, { conditions, path }: Trigger, sensor: Sensor): Subscription | undefined {
  const names = sensor.dependencies.map(({ name }) => name);
  // A dlqTrigger gets the events of the trigger whose work it is for.
  const own = path.includes('dlqTrigger') ? mainConditions(sensor, path) : conditions;
  // Without conditions all events are there, and nothing has to be evaluated.
  if (own === '') return { dependencies: new Set(names), mayMiss: () => false };
  if (names.includes(own)) return { dependencies: new Set([own]), mayMiss: () => false };
  const built = buildConditions(engine, own, names);
  if (!built.ok) return undefined;
  const { expression, dependencies, accumulates } = built.conditions;
  const answers = new Map<string, boolean>();
  return {
    dependencies: new Set(dependencies),
    mayMiss(dependency) {
      if (!accumulates) return dependencies.length > 1;
      let missed = answers.get(dependency);
      if (missed === undefined) {
        const others = Object.fromEntries(dependencies.map((name) => [name, name !== dependency]));
        missed = conditionsHold(engine, expression, others).holds;
        answers.set(dependency, missed);
      }
      return missed;
    },
  };
}

function mainConditions(sensor: Sensor, path: Trigger['path']): string {
  return (
    sensor.triggers.find((main) => main.path.every((part, index) => part === path[index]))?.conditions ?? ''
  );
}
