import type { Engine } from '../engine/engine.ts';
import { findSample, type Library, sampleFor } from '../payloads/library.ts';
import { sampleId } from '../payloads/sample.ts';
import { type EventFile, parseEventFile } from '../test-event/event-file.ts';
import type { Inputs } from '../test-event/inputs.ts';
import type { Given } from '../test-event/stimulus.ts';
import type { Target } from '../test-event/target.ts';

/** The event file or the sample that a person named. Throws a UserError (usage) for what is none. */
export function readEvent(
  engine: Engine,
  library: Library,
  { event, sample }: Inputs,
  target: Target,
): Given<EventFile> | undefined {
  if (event !== undefined) {
    return { value: parseEventFile(engine, event.value, event.origin), origin: event.origin };
  }
  if (sample === undefined) return undefined;
  const { type } = target.event;
  const found =
    sampleFor(library, sample, type) ??
    findSample(library, sample.includes('/') ? sample : `${type}/${sample}`);
  return { value: { kind: 'sample', sample: found }, origin: `the sample ${sampleId(found)}` };
}
