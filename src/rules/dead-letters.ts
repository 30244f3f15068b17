import type { Path } from '../diagnostic.ts';
import { isObject, type JsonObject, type JsonValue } from '../json.ts';
import type { Trigger } from '../model/kinds/sensor.ts';

/**
 * A trigger and its dlqTriggers, each of which is a trigger of its own.
 * Source: argo-events pkg/apis/events/v1alpha1/sensor_types.go (Trigger).
 */
export function withDeadLetters(trigger: Trigger): readonly Trigger[] {
  const found = [trigger];
  for (let last = trigger; ; ) {
    const spec = member(last.spec, 'dlqTrigger');
    if (!isObject(spec)) return found;
    last = triggerAt(spec, [...last.path, 'dlqTrigger']);
    found.push(last);
  }
}

function triggerAt(spec: JsonObject, path: Path): Trigger {
  const template = member(spec, 'template');
  const text = (key: string) => {
    const value = isObject(template) ? member(template, key) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { name: text('name'), conditions: text('conditions'), spec, path };
}

function member(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
