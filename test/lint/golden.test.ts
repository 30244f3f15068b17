import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { lint } from '../../src/lint/lint.ts';
import { buildModel } from '../../src/model/build.ts';
import { renderConcise } from '../../src/report/lint/concise.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

/**
 * NAME.yaml → NAME.out: a line a finding, then what was hidden and what nobody could judge. A first line
 * `# complete` says that the file is the whole flow, `# assume: OBJECT` that an object lives elsewhere.
 * `npx vitest run test/lint -u` writes the files anew; read what it wrote.
 */
const FIXTURES = join(import.meta.dirname, 'fixtures');
const engine = openEngine();
afterAll(() => engine.close());

test.each(readdirSync(FIXTURES).filter((name) => name.endsWith('.yaml')))('%s', async (name) => {
  const text = readFileSync(join(FIXTURES, name), 'utf8');
  const { documents, diagnostics } = parseYaml(text, name);
  const model = buildModel(documents);
  const result = lint(
    { model, files: [{ name, text }], diagnostics: [...diagnostics, ...model.diagnostics] },
    {
      engine,
      ignores: true,
      horizon: {
        complete: text.startsWith('# complete\n'),
        external: [...text.matchAll(/^# assume: (\S+)$/gm)].map(([, object = '']) => object),
      },
    },
  );
  const unchecked = [...result.unchecked].map(([kind, count]) => `not checked: ${count} to ${kind}\n`);
  const hidden = result.hidden === 0 ? '' : `hidden: ${result.hidden}\n`;
  await expect(renderConcise(result) + hidden + unchecked.join('')).toMatchFileSnapshot(
    join(FIXTURES, name.replace(/\.yaml$/, '.out')),
  );
});
