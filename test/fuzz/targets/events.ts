import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { openEngine } from '../../../src/engine/wasm.ts';
import { UserError } from '../../../src/errors.ts';
import type { JsonValue } from '../../../src/json.ts';
import { loadManifests } from '../../../src/load/load.ts';
import { renderResult } from '../../../src/report/test-event-output.ts';
import { createWorld } from '../../../src/simulate/world.ts';
import { testEvent } from '../../../src/test-event/test-event.ts';
import { parseYaml } from '../../../src/yaml/parse.ts';
import { LIBRARY } from '../../payloads/library.ts';
import type { Target } from '../target.ts';
import { oddChanges, oddJson, withOdd } from '../texts.ts';

const FLOWS = new URL('../../test-event/flows/', import.meta.url);
const PAGE = { color: false, columns: 80, unicode: true };

/** Odd events through odd flows: there is a trace, or an error that a person can mend. */
export function events(): Target {
  const engine = openEngine({ now: '2026-01-02T03:04:05Z', seed: 1 });
  const flows: readonly (readonly JsonValue[])[] = readdirSync(FLOWS)
    .sort()
    .map((name) => parseYaml(readFileSync(new URL(`${name}/flow.yaml`, FLOWS), 'utf8'), '').documents)
    .map((documents) => documents.map(({ value }) => value));
  const changes = fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 2, arbitrary: oddChanges });
  return {
    name: 'events',
    property: fc.asyncProperty(
      fc.constantFrom(...flows),
      changes,
      fc.option(
        fc.oneof(
          oddJson.map((value) => JSON.stringify(value)),
          fc.string({ unit: 'binary' }),
        ),
        { nil: undefined },
      ),
      async (flow, odd, data) => {
        const values = withOdd([...flow], odd);
        const stdin = (Array.isArray(values) ? values : [values])
          .map((value) => JSON.stringify(value))
          .join('\n---\n');
        const { model, diagnostics } = await loadManifests(['-'], { stdin });
        const world = createWorld({ now: '2026-01-02T03:04:05Z', seed: 1 });
        const options = {
          targets: [],
          samples: [],
          assignments: [],
          headers: [],
          repeat: 1,
          expectations: [],
          nodeOutputs: {},
        };
        const given = data === undefined ? {} : { data: { value: data, origin: '--data' } };
        try {
          const result = testEvent(
            { ...options, ...given },
            { model, engine, world, library: LIBRARY, diagnostics },
          );
          for (const form of ['text', 'json', 'yaml'] as const)
            renderResult(result, new Map([['<stdin>', stdin]]), form, PAGE);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
        }
      },
    ),
    close: async () => engine.close(),
  };
}
