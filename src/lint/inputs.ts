import { UserError } from '../errors.ts';
import { realFiles } from '../load/files.ts';
import { configFiles, readConfig } from './config.ts';
import { type LintRequest, pathsOf } from './run.ts';

/** What a run reads. */
export interface RunInputs {
  /** Files, and folders with all manifests below them. */
  readonly inputs: readonly string[];
  /** Other files that matter, whether or not there are such files yet. */
  readonly files: readonly string[];
}

/** What the next run would read. A config that is broken for the moment says nothing, but is watched. */
export async function inputsOf(request: LintRequest): Promise<RunInputs> {
  const { config: named, baseline: known, paths } = request;
  const files = [
    ...(named === undefined ? configFiles(paths) : [named]),
    ...(known === undefined ? [] : [known]),
  ];
  try {
    const config = await readConfig(request, realFiles);
    const baseline = config.baseline === undefined ? [] : [config.baseline];
    return { inputs: pathsOf(request, config.paths), files: [...files, ...baseline] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { inputs: pathsOf(request, []), files };
  }
}
