import fc from 'fast-check';
import { openEngine } from '../../../src/engine/wasm.ts';
import { lint } from '../../../src/lint/lint.ts';
import { loadManifests } from '../../../src/load/load.ts';
import { renderLintText } from '../../../src/report/lint/text.ts';
import type { Target } from '../target.ts';
import { changedText } from '../texts.ts';

const PAGE = { color: false, columns: 80, unicode: true };

/** Texts go the whole way of `lint`: whatever they are, it has an answer, and a person can read it. */
export function yaml(): Target {
  const engine = openEngine();
  return {
    name: 'yaml',
    property: fc.asyncProperty(changedText, async (text) => {
      const loaded = await loadManifests(['-'], { stdin: text });
      const result = lint(loaded, { engine, horizon: { complete: true, external: [] }, ignores: true });
      renderLintText(result, new Map([['<stdin>', text]]), PAGE);
    }),
    close: async () => engine.close(),
  };
}
