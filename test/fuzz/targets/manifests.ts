import fc from 'fast-check';
import { openEngine } from '../../../src/engine/wasm.ts';
import type { JsonValue } from '../../../src/json.ts';
import { lint } from '../../../src/lint/lint.ts';
import { loadManifests } from '../../../src/load/load.ts';
import { audit } from '../../../src/rbac/audit.ts';
import { generateObjects } from '../../../src/rbac/generate.ts';
import { needsOf } from '../../../src/rbac/needs.ts';
import { parseYaml } from '../../../src/yaml/parse.ts';
import type { Target } from '../target.ts';
import { oddChanges, TEXTS, withOdd } from '../texts.ts';

const OBJECTS: readonly (readonly JsonValue[])[] = TEXTS.map((text) =>
  parseYaml(text, '').documents.map(({ value }) => value),
).filter((values) => values.length > 0);

/** Objects with odd values in them are judged, and their permissions derived. */
export function manifests(): Target {
  const engine = openEngine();
  return {
    name: 'manifests',
    property: fc.asyncProperty(fc.constantFrom(...OBJECTS), oddChanges, async (objects, changes) => {
      const odd = withOdd([...objects], changes);
      const texts = Array.isArray(odd) ? odd : [odd];
      const stdin = texts.map((value) => JSON.stringify(value)).join('\n---\n');
      const loaded = await loadManifests(['-'], { stdin });
      lint(loaded, { engine, horizon: { complete: true, external: [] }, ignores: true });
      const needs = needsOf(loaded.model);
      audit(loaded.model, needs, { complete: true, external: [] });
      generateObjects(needs);
    }),
    close: async () => engine.close(),
  };
}
