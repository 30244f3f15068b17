import type { Engine } from '../../src/engine/engine.ts';
import type { EventDefinition } from '../../src/model/kinds/event-source.ts';
import { endpointPath } from '../../src/simulate/sources/sample.ts';
import { sourceType } from '../../src/simulate/sources/source-type.ts';
import type { Stimulus } from '../../src/simulate/stimulus.ts';
import { buildRequest } from '../../src/test-event/request.ts';
import { defaultData, defaultRequest } from '../../src/test-event/sample.ts';
import { LIBRARY } from './library.ts';

/** What such an event gets first. */
export function sampleStimulus(engine: Engine, event: EventDefinition, now: string): Stimulus {
  if (sourceType(event.type)?.http !== true) {
    return { kind: 'payload', data: defaultData(engine, LIBRARY, event, now) };
  }
  const { method = 'POST', headers, body, formField } = defaultRequest(LIBRARY, event);
  const request = buildRequest(engine, {
    method,
    path: endpointPath(event),
    headers,
    body,
    bodyName: 'the body',
    assignments: [],
    ...(formField !== undefined && { formField }),
  });
  return { kind: 'http', request };
}
