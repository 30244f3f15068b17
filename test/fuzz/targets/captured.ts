import fc from 'fast-check';
import { openEngine } from '../../../src/engine/wasm.ts';
import { UserError } from '../../../src/errors.ts';
import { SOURCE_TYPES } from '../../../src/simulate/sources/source-type.ts';
import { readCaptured } from '../../../src/test-event/captured.ts';
import { capturedEvent, typeOfCaptured } from '../../../src/test-event/captured-event.ts';
import { LIBRARY } from '../../payloads/library.ts';
import type { Target } from '../target.ts';
import { changedOf, oddChanges, oddJson, withOdd } from '../texts.ts';

const PUSH = { ref: 'refs/heads/main', repository: { full_name: 'a/b' }, commits: [{ id: '1' }] };
const REQUEST = `POST /push HTTP/1.1
Host: hooks.example.com
X-GitHub-Event: push
X-Hub-Signature-256: sha256=00
Content-Type: application/json

${JSON.stringify(PUSH)}`;
const ON_BUS = {
  context: { id: '1', source: 'github', type: 'github', specversion: '1.0', subject: 'push' },
  data: { headers: { 'X-Github-Event': ['push'] }, body: PUSH },
};
const FORM = 'Content-Type: application/x-www-form-urlencoded\n\npayload=%7B%22a%22%3A1%7D&token=x';

/** What somebody has kept of events is something to fire, or it is said what it lacks. */
export function captured(): Target {
  const engine = openEngine();
  const text = fc.oneof(
    changedOf([REQUEST, FORM, `${JSON.stringify(ON_BUS)}\n${JSON.stringify(ON_BUS)}`, JSON.stringify(PUSH)]),
    fc
      .tuple(fc.constantFrom(PUSH, ON_BUS), oddChanges)
      .map(([value, odd]) => JSON.stringify(withOdd(value, odd))),
    oddJson.map((odd) => JSON.stringify(odd)),
    fc.string({ unit: 'binary', maxLength: 80 }),
  );
  const type = fc.constantFrom(...SOURCE_TYPES.map(({ key }) => key));
  return {
    name: 'captured',
    property: fc.asyncProperty(text, type, async (kept, other) => {
      try {
        for (const one of readCaptured(engine, kept, 'it')) {
          for (const key of new Set([typeOfCaptured(one) ?? other, other])) {
            try {
              JSON.stringify(capturedEvent(engine, one, key, LIBRARY).file);
            } catch (error) {
              if (!(error instanceof UserError)) throw error;
            }
          }
        }
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
      }
    }),
    close: async () => engine.close(),
  };
}
