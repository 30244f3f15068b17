import { realFiles } from '../load/files.ts';
import { type Loaded, type LoadOptions, loadManifests } from '../load/load.ts';
import type { Horizon } from '../rules/reach.ts';
import { type LintConfig, readConfig } from './config.ts';

/** What a command line says of a project; its config says the rest. */
export interface ProjectRequest {
  /** Files, folders, `-`; empty for those of the config, or the current folder. */
  readonly paths: readonly string[];
  /** A config file; the one that is found by default. */
  readonly config?: string | undefined;
  readonly namespace?: string | undefined;
  readonly complete: boolean;
  /** `Kind/namespace/name` or `Kind/name`. */
  readonly assume: readonly string[];
}

/** The manifests of a project, and what is known of it beside them. */
export interface LoadedProject {
  readonly loaded: Loaded;
  readonly config: LintConfig;
  /** How it was loaded, for loading it anew. */
  readonly inputs: readonly string[];
  readonly options: LoadOptions;
  readonly horizon: Horizon;
}

/** Reads a project as `lint` does. Throws a UserError for what cannot be read at all. */
export async function loadProject(
  request: ProjectRequest,
  readStdin: () => Promise<string>,
): Promise<LoadedProject> {
  const { namespace } = request;
  const config = await readConfig(request, realFiles);
  const inputs = inputPaths(request.paths, config.paths);
  const options: LoadOptions = {
    only: 'flows',
    ...(namespace !== undefined && { namespace }),
    ...(inputs.includes('-') && { stdin: await readStdin() }),
  };
  const loaded = await loadManifests(inputs, options);
  return { loaded, config, inputs, options, horizon: horizonOf(request, config, loaded) };
}

/** What is named, or what the config names, or the current folder. */
export function inputPaths(named: readonly string[], configured: readonly string[]): readonly string[] {
  const paths = named.length > 0 ? named : configured;
  return paths.length > 0 ? paths : ['.'];
}

/** How far manifests reach: what is said of them, and what their generators make. */
export function horizonOf(
  { complete, assume }: Pick<ProjectRequest, 'complete' | 'assume'>,
  config: LintConfig,
  { generated, open, patched }: Pick<Loaded, 'generated' | 'open' | 'patched'>,
): Horizon {
  return {
    complete: complete || config.complete,
    external: [...assume, ...config.external, ...generated],
    open,
    patched,
  };
}
