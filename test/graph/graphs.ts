import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../src/engine/engine.ts';
import { flowGraph } from '../../src/graph/build.ts';
import type { FlowGraph } from '../../src/graph/flow-graph.ts';
import { lint } from '../../src/lint/lint.ts';
import { buildModel } from '../../src/model/build.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const FLOWS = join(import.meta.dirname, 'flows');

/** The names of the flows beside this file. */
export const FLOW_NAMES = readdirSync(FLOWS)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace(/\.yaml$/, ''));

export function flowText(name: string): string {
  return readFileSync(join(FLOWS, `${name}.yaml`), 'utf8');
}

/** The graph of manifests, with what lint finds in them, as the command draws it. */
export function graphOf(engine: Engine, text: string, name = 'flow.yaml', complete = false): FlowGraph {
  const { documents, diagnostics } = parseYaml(text, name);
  const model = buildModel(documents);
  const horizon = { complete, external: [] };
  const found = lint(
    { model, files: [{ name, text }], diagnostics: [...diagnostics, ...model.diagnostics] },
    { engine, horizon, ignores: true },
  );
  return flowGraph({ model, diagnostics: found.diagnostics, engine, horizon, releases: {} });
}
