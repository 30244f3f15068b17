import type { JsonObject, JsonValue } from '../../json.ts';
import type { PlannedFile } from '../plan.ts';
import type { StoppedEvent } from '../template.ts';
import type { TakenValue } from './values.ts';

export interface FlowTestFacts {
  /** The event's name. */
  readonly event: string;
  /** `SOURCE/EVENT`: named, so that the project may get other events. */
  readonly target: string;
  /** What happens: the title of the sample. */
  readonly title: string;
  /** `SENSOR/TRIGGER`: named with its sensor, so that the project may get others. */
  readonly trigger: string;
  /** Whether the trigger makes a Workflow, whose parameters the values are. */
  readonly isWorkflow: boolean;
  readonly values: readonly TakenValue[];
  /** What event.json holds. */
  readonly file: JsonObject;
  readonly stopped: readonly StoppedEvent[];
  /** The type of the event source, by which samples are named. */
  readonly type: string;
}

/** A first flow test: what must come of event.json, and of events that the filters stop. */
export function flowTestFile(facts: FlowTestFacts, render: (object: JsonObject) => string): PlannedFile {
  const { event, target, stopped } = facts;
  const cases = [firing(facts), ...stopped.map((one) => stopping(facts, one))];
  const head =
    '# What must come of an event; "argoflow test" runs these cases. The first is that of event.json.\n';
  return { path: `${event}.flowtest.yaml`, text: head + render({ event: { to: target }, cases }) };
}

function firing({ title, trigger, isWorkflow, values, file }: FlowTestFacts): JsonObject {
  if (!isWorkflow) return { name: title, expect: { triggers: { [trigger]: 'fires' } } };
  const text = JSON.stringify(file, (_, value: JsonValue | bigint) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  // What a clock says is another time in each run.
  const parameters = values.map(({ name, text: value }): [string, JsonValue] => [
    name,
    text.includes(JSON.stringify(value).slice(1, -1)) ? value : { $exists: true },
  ]);
  return {
    name: title,
    expect: {
      triggers: {
        [trigger]: { parameters: Object.fromEntries(parameters), workflow: { phase: 'Succeeded' } },
      },
    },
  };
}

function stopping({ type, trigger }: FlowTestFacts, { what, event, set }: StoppedEvent): JsonObject {
  const changes = set.map((assignment): [string, JsonValue] => {
    const equals = assignment.indexOf('=');
    return [assignment.slice(0, equals), parsed(assignment.slice(equals + 1))];
  });
  return {
    name: what,
    event: {
      ...(event !== undefined && { sample: `${type}/${event}` }),
      ...(changes.length > 0 && { set: Object.fromEntries(changes) }),
    },
    expect: `filtered:${trigger}`,
  };
}

/** As `--set` takes it: JSON, or else a text. */
function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
