import fc from 'fast-check';
import { UserError } from '../../../src/errors.ts';
import { traceIn } from '../../../src/follow/trace.ts';
import { trailOf } from '../../../src/follow/trail.ts';
import type { JsonObject } from '../../../src/json.ts';
import { isObject } from '../../../src/json.ts';
import { renderTrace } from '../../../src/report/follow.ts';
import { RECORDINGS, readRecording } from '../../follow/recording.ts';
import type { Target } from '../target.ts';
import { changedOf, oddChanges, withOdd } from '../texts.ts';

const PAGE = { color: false, columns: 80, unicode: true };

/** What a cluster says of an event, with odd objects and lines among it: how far it came is told all the same. */
export function trails(): Target {
  const recorded = RECORDINGS.map(readRecording);
  const line = changedOf(
    recorded.flatMap(({ seen }) => seen.lines.map(({ text }) => text)).filter((text) => text.length < 3000),
  );
  return {
    name: 'trails',
    property: fc.asyncProperty(
      fc.constantFrom(...recorded),
      oddChanges,
      fc.array(fc.tuple(fc.nat(), line), { maxLength: 6 }),
      async ({ seen, followed }, odd, said) => {
        const objects = withOdd([...seen.objects], odd);
        const lines = [...seen.lines];
        for (const [at, text] of said) {
          const before = lines[at % Math.max(1, lines.length)];
          if (before !== undefined) lines[at % lines.length] = { ...before, text };
        }
        // What the API server lists are objects.
        const listed = (Array.isArray(objects) ? objects : [objects]).filter((one): one is JsonObject =>
          isObject(one),
        );
        const now = { ...seen, objects: listed, lines };
        const trail = trailOf(now, followed);
        const workflows = listed.flatMap(({ kind, metadata }) =>
          kind === 'Workflow' && isObject(metadata) && typeof metadata['name'] === 'string'
            ? [metadata['name']]
            : [],
        );
        for (const name of [trail.eventId ?? 'none', ...workflows]) {
          try {
            renderTrace(traceIn(now, name), PAGE);
          } catch (error) {
            if (!(error instanceof UserError)) throw error;
          }
        }
      },
    ),
    close: async () => undefined,
  };
}
