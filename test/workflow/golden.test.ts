import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { buildModel } from '../../src/model/build.ts';
import { runWorkflow } from '../../src/workflow/workflow.ts';
import { parseYaml } from '../../src/yaml/parse.ts';
import { renderRun } from './tree.ts';

/**
 * Each fixture holds a Workflow (or, with `# kind: K`, another object to run) with what it needs, and lines
 * `# node-output: NAME=VALUE`. The file of the same name that ends in `.out` says how it runs.
 * `npx vitest run test/workflow -u` writes those files anew; read what it wrote.
 */
const FIXTURES = join(import.meta.dirname, 'fixtures');
const NOW = '2026-11-23T12:00:00Z';
const engine = openEngine({ now: NOW, seed: 1 });
afterAll(() => {
  engine.close();
});

const files = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .sort((a, b) => (a < b ? -1 : 1));

test.each(files)('%s', async (file) => {
  const text = readFileSync(join(FIXTURES, file), 'utf8');
  const { documents } = parseYaml(text, file);
  const model = buildModel(documents);
  const kind = /^# kind: (\w+)$/m.exec(text)?.[1] ?? 'Workflow';
  const resource = model.resources.find((one) => one.kind === kind);
  if (resource === undefined) throw new Error(`no ${kind} in ${file}`);
  const outputs = [...text.matchAll(/^# node-output: ([^=]*)=(.*)$/gm)].map(([, key = '', value = '']) => [
    key,
    value,
  ]);
  const run = runWorkflow(
    { object: resource.value, namespace: model.namespaceOf(resource), at: (path) => resource.at(path) },
    { model, engine, options: { nodeOutputs: Object.fromEntries(outputs), now: NOW } },
  );
  await expect(renderRun(run)).toMatchFileSnapshot(join(FIXTURES, file.replace(/\.yaml$/, '.out')));
});
