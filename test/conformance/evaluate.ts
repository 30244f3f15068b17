import type { Engine } from '../../src/engine/engine.ts';
import { conditionsHold } from '../../src/simulate/conditions.ts';
import { filterEvent, prepareFilter } from '../../src/simulate/dependency/dependency-filter.ts';
import { readFilters } from '../../src/simulate/dependency/filter-spec.ts';
import { transformEvent } from '../../src/simulate/dependency/transform.ts';
import type { Event } from '../../src/simulate/event.ts';
import type { Failure } from '../../src/simulate/failure.ts';
import { readParameters } from '../../src/simulate/parameters/parameter-spec.ts';
import { applyParameters } from '../../src/simulate/parameters/parameters.ts';
import { constructPayload } from '../../src/simulate/parameters/payload.ts';
import type { Case, CaseEvent, Expected } from './cases.ts';

/** What argoflow answers. `limit`: it stopped the evaluation, which no case expects. */
export interface Answered extends Expected {
  readonly limit?: string;
}

export function evaluate(engine: Engine, example: Case): Answered {
  switch (example.op) {
    case 'filter': {
      if (example.filters === null) return { pass: true };
      const { spec } = readFilters(example.filters);
      const filter = prepareFilter(spec, example.filtersLogicalOperator ?? '');
      const { pass, failure } = filterEvent(engine, filter, eventOf(example.event));
      return { pass, ...failed(failure) };
    }
    case 'transform': {
      const { event, failure } = transformEvent(
        engine,
        example.transform ?? undefined,
        eventOf(example.event),
      );
      return failure === undefined ? { out: event.data ?? '' } : failed(failure);
    }
    case 'parameters': {
      const { parameters } = readParameters(example.parameters ?? []);
      const { json, failure } = applyParameters(
        engine,
        objectText(engine, example.line),
        parameters,
        eventsOf(example.events),
      );
      return failure === undefined ? { out: json ?? '' } : failed(failure);
    }
    case 'payload': {
      const { parameters } = readParameters(example.parameters ?? []);
      const { body, failure } = constructPayload(engine, parameters, eventsOf(example.events));
      return failure === undefined ? { out: body ?? '' } : failed(failure);
    }
    case 'sourceFilter': {
      const { expression, event } = example;
      const [answer] = engine.ask([{ op: 'sourceFilter', expression, json: event.Data ?? '' }]);
      return answer.ok ? { pass: answer.value } : { pass: false, ...failed(answer) };
    }
    case 'conditions': {
      const { holds, failure } = conditionsHold(engine, example.expression, example.satisfied);
      return failure === undefined ? { pass: holds } : failed(failure);
    }
  }
}

function failed(failure: Failure | undefined): Answered {
  if (failure === undefined) return {};
  switch (failure.kind) {
    case 'error':
      return { error: failure.error };
    case 'panic':
      return { panic: failure.error };
    case 'limit':
      return { limit: failure.error };
  }
}

function eventOf(event: CaseEvent): Event {
  return {
    id: event.ID,
    type: event.Type,
    source: event.Source,
    subject: event.Subject,
    dataContentType: event.DataContentType,
    time: event.Time,
    data: event.Data,
  };
}

function eventsOf(events: Readonly<Record<string, CaseEvent>>): ReadonlyMap<string, Event> {
  return new Map(Object.entries(events).map(([name, event]) => [name, eventOf(event)]));
}

/** The object's own text: JavaScript would sort keys that look like indexes, and round long numbers. */
function objectText(engine: Engine, line: string): string {
  const [answer] = engine.ask([{ op: 'gjson', json: line, paths: ['object'] }]);
  return answer.ok ? (answer.value[0]?.raw ?? '') : '';
}
