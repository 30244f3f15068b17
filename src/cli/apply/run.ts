import process from 'node:process';
import type { Interfaces } from '@oclif/core';
import type { Outcome, Outcomes } from '../../apply/outcome.ts';
import { checkProject } from '../../apply/project.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { UserError } from '../../errors.ts';
import { readConfig } from '../../lint/config.ts';
import { fails, type LintRequest, pathsOf, runLint } from '../../lint/run.ts';
import { realFiles } from '../../load/files.ts';
import { loadManifests } from '../../load/load.ts';
import type { Resource } from '../../model/resource.ts';
import { renderOutcome, renderOutcomes, renderOutcomesJson } from '../../report/apply.ts';
import { countDiagnostics, renderDiagnostics } from '../../report/diagnostics.ts';
import { renderUserError } from '../../report/user-error.ts';
import type { MANIFEST_FLAGS } from '../cluster/flags.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readStdinText } from '../stdin.ts';
import type { Terminal } from '../terminal.ts';

export type ManifestFlags = Interfaces.InferredFlags<typeof MANIFEST_FLAGS>;

/**
 * The objects of the files, once the linter has nothing against them. Undefined when it has: it is told on standard
 * error then. Throws a UserError for input that cannot be read.
 */
export async function readyResources(
  paths: readonly string[],
  flags: ManifestFlags,
  cluster: Cluster,
  terminal: Terminal,
): Promise<readonly Resource[] | undefined> {
  if (flags.project !== undefined) checkProject(flags.project);
  const { namespace } = cluster;
  const request: LintRequest = { paths, namespace, complete: false, assume: [], ignores: true };
  let stdin: Promise<string> | undefined;
  const readStdin = () => {
    stdin ??= readStdinText();
    return stdin;
  };
  const config = await readConfig(request, realFiles);
  const inputs = pathsOf(request, config.paths);
  const style = { ...terminal, columns: undefined };
  if (flags.lint) {
    const { result, sources } = await runLint(request, readStdin);
    if (fails(result.diagnostics, 'error')) {
      const errors = result.diagnostics.filter(({ severity }) => severity === 'error');
      process.stderr.write(`${renderDiagnostics(errors, sources, style)}\n${countDiagnostics(errors)}\n`);
      process.stderr.write(renderUserError(LINT_STOPS, { color: terminal.color }));
      return undefined;
    }
  }
  const loaded = await loadManifests(inputs, {
    namespace,
    ...(inputs.includes('-') && { stdin: await readStdin() }),
  });
  // Without the linter, too: a document that cannot be read must not be left out in silence.
  const broken = loaded.diagnostics.filter(
    ({ rule, severity }) => severity === 'error' && /^(?:yaml|load)\//.test(rule),
  );
  if (broken.length > 0) {
    const sources = new Map(loaded.files.map(({ name, text }) => [name, text]));
    process.stderr.write(`${renderDiagnostics(broken, sources, style)}\n`);
    return undefined;
  }
  if (loaded.model.resources.length === 0) throw new UserError('usage', 'the files hold no objects');
  return loaded.model.resources;
}

const LINT_STOPS = {
  message: 'the linter finds errors, so nothing is sent',
  help: 'mend them; or see what the cluster says: --no-lint',
};

export interface OutcomeTeller {
  readonly tell: (outcome: Outcome) => void;
  readonly told: ReadonlySet<Outcome>;
}

/** Prints outcomes as they come, for people: definitions and what is deleted may take minutes. */
export function outcomeTeller(output: 'text' | 'json', terminal: Terminal): OutcomeTeller {
  const told = new Set<Outcome>();
  const tell = (outcome: Outcome) => {
    if (output === 'json') return;
    told.add(outcome);
    process.stdout.write(renderOutcome(outcome, terminal));
  };
  return { tell, told };
}

/** Prints what became of the objects, and why not all was done; answers with the exit code. */
export function tellOutcomes(
  outcomes: Outcomes,
  output: 'text' | 'json',
  cluster: Cluster,
  terminal: Terminal,
  told: ReadonlySet<Outcome> = new Set(),
): ExitCode {
  const { context, server } = cluster;
  const text =
    output === 'json'
      ? renderOutcomesJson(outcomes, { context, server })
      : renderOutcomes(outcomes, { context, server }, terminal, told);
  process.stdout.write(text);
  const { failure } = outcomes;
  if (failure === undefined) return EXIT.ok;
  if (failure.reason === 'interrupted') return EXIT.interrupted;
  const applied = outcomes.outcomes.filter(({ action }) => CHANGED.has(action)).length;
  const state =
    outcomes.dryRun === 'none'
      ? `; ${applied === 0 ? 'nothing was changed' : `${applied} changed before`}`
      : '';
  process.stderr.write(
    renderUserError({ message: `${failure.message}${state}`, help: failure.help }, { color: terminal.color }),
  );
  return EXIT.failure;
}

const CHANGED: ReadonlySet<string> = new Set(['created', 'configured', 'deleted']);
