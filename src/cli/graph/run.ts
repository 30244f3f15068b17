import process from 'node:process';
import type { Interfaces } from '@oclif/core';
import { openEngine } from '../../engine/wasm.ts';
import { flowGraph } from '../../graph/build.ts';
import { compareGraphs } from '../../graph/compare.ts';
import { brokenLinks, type FlowGraph } from '../../graph/flow-graph.ts';
import { lint } from '../../lint/lint.ts';
import { horizonOf, type LoadedProject, loadProject, type ProjectRequest } from '../../lint/project.ts';
import { filesAt } from '../../load/git-files.ts';
import { type Loaded, loadManifests } from '../../load/load.ts';
import { renderDiagnostics } from '../../report/diagnostics.ts';
import { GRAPH_FORMATS, type GraphFormat } from '../../report/graph/format.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { parseOutputs, writeText } from '../outputs.ts';
import { readStdinText } from '../stdin.ts';
import type { Terminal } from '../terminal.ts';
import type { GRAPH_FLAGS } from './flags.ts';

// A module of its own: the other commands start without it.

// Object.keys gives texts; these are all the keys.
const FORMATS = Object.keys(GRAPH_FORMATS) as GraphFormat[];

type GraphFlags = Interfaces.InferredFlags<typeof GRAPH_FLAGS>;

/** Draws the flow as the flags say, and answers with the exit code. */
export async function runGraph(
  paths: readonly string[],
  flags: GraphFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const outputs = parseOutputs(flags.output, FORMATS, 'tree');
  const request = { paths, namespace: flags.namespace, complete: flags.complete, assume: flags.assume ?? [] };
  const project = await loadProject(request, readStdinText);
  const isBroken = reportUnread(project.loaded, terminal);
  const graph = await drawn(project, request, flags.diff);
  for (const { format, file } of outputs) {
    const render = await GRAPH_FORMATS[format]();
    if (file === undefined) process.stdout.write(render(graph, terminal));
    else await writeText(file, render(graph, { color: false, columns: undefined, unicode: true }));
  }
  return isBroken || brokenLinks(graph).length > 0 ? EXIT.findings : EXIT.ok;
}

async function drawn(
  { loaded, config, inputs, options }: LoadedProject,
  request: ProjectRequest,
  diff: string | undefined,
): Promise<FlowGraph> {
  const engine = openEngine();
  try {
    const draw = (input: Loaded): FlowGraph => {
      const releases = config.versions;
      const horizon = horizonOf(request, config, input);
      const { diagnostics } = lint(input, {
        engine,
        horizon,
        ignores: true,
        severities: config.rules,
        releases,
      });
      return flowGraph({ model: input.model, diagnostics, engine, horizon, releases });
    };
    if (diff === undefined) return draw(loaded);
    const files = await filesAt(diff, '--diff');
    const before = await loadManifests(inputs, { ...options, files, mayBeEmpty: true });
    const name = files.commit === '' ? diff : `${diff} (${files.commit})`;
    return compareGraphs(draw(before), draw(loaded), name);
  } finally {
    engine.close();
  }
}

/** What could not be read is not in the picture. */
function reportUnread({ diagnostics, files }: Loaded, terminal: Terminal): boolean {
  const shown = diagnostics.filter(({ severity }) => severity === 'error');
  if (shown.length === 0) return false;
  const sources = new Map(files.map(({ name, text }) => [name, text]));
  process.stderr.write(`${renderDiagnostics(shown, sources, terminal)}\n`);
  return true;
}
