import { dirname, join } from 'node:path';
import type { Diagnostic } from '../diagnostic.ts';
import { UserError } from '../errors.ts';
import { type Files, realFiles } from '../load/files.ts';
import { type Loaded, type LoadedFile, loadManifests, STDIN } from '../load/load.ts';
import { readTextFile } from '../load/text-file.ts';
import type { Given } from './stimulus.ts';

export interface InputPaths {
  /** Files, folders, `-`. */
  readonly manifests: readonly string[];
  readonly namespace?: string;
  /** The text itself, `@FILE`, or `-`. */
  readonly data?: string;
  /** The path of an event file, `-`, or the name of a sample. */
  readonly event?: string;
}

export interface Inputs {
  readonly loaded: Loaded;
  readonly data?: Given<string>;
  readonly event?: Given<string>;
  /** What `event` says, where no file has that name. */
  readonly sample?: string;
  /** The `event.json` beside the manifests. */
  readonly samples: readonly Given<string>[];
}

/** The name of a project's own sample event. */
const SAMPLE = 'event.json';

/**
 * Reads the manifests and what was given beside them; `readStdin` is called at most once.
 * Throws a UserError for what cannot be read, and for a text among the manifests that is no YAML.
 */
export async function readInputs(
  paths: InputPaths,
  readStdin: () => Promise<string>,
  files: Files = realFiles,
): Promise<Inputs> {
  const { manifests, namespace, data, event } = paths;
  const stdins = [...manifests, data, event].filter((path) => path === '-');
  if (stdins.length > 1) {
    throw new UserError('usage', '"-" is given more than once, but standard input can be read only once');
  }
  const stdin = stdins.length === 0 ? undefined : await readStdin();
  const loaded = await loadManifests(manifests, {
    only: 'flows',
    files,
    ...(namespace !== undefined && { namespace }),
    ...(stdin !== undefined && manifests.includes('-') && { stdin }),
  });
  refuseBroken(loaded);
  refuseOtherThings(loaded);

  const given = async (path: string): Promise<Given<string>> =>
    path === '-'
      ? { value: stdin ?? '', origin: 'standard input' }
      : { value: await readTextFile(files, path), origin: path };
  const isSample = event !== undefined && (await namesSample(files, event));
  return {
    loaded,
    samples: event === undefined ? await findSamples(files, loaded.files) : [],
    ...(event !== undefined && (isSample ? { sample: event } : { event: await given(event) })),
    ...(data !== undefined && {
      data:
        data === '-' || data.startsWith('@')
          ? await given(data.replace(/^@/, ''))
          : { value: data, origin: 'the given data' },
    }),
  };
}

/** `github/push` is a sample unless there is such a file; what looks like a path is one. */
async function namesSample(files: Files, event: string): Promise<boolean> {
  if (event === '-' || /^[./~\\]|\\|\.(?:json|ya?ml|txt)$/i.test(event)) return false;
  const status = await files.status(event).catch(() => undefined);
  // A folder of an event source may well have the name of its type.
  return status === undefined || status.type === 'folder';
}

/** A text that could be read only in part could hide the very object that is tested. */
function refuseBroken({ diagnostics, model }: Loaded): void {
  const own = new Set<Diagnostic>(model.diagnostics);
  const broken = diagnostics.filter((diagnostic) => diagnostic.severity === 'error' && !own.has(diagnostic));
  const [first] = broken;
  if (first === undefined) return;
  const more = broken.length > 1 ? ` (and ${broken.length - 1} more)` : '';
  throw new UserError('work', `${placed(first)}${more}`, first.help);
}

/** Where no object was found at all, what was found instead is the reason. */
function refuseOtherThings({ diagnostics, model }: Loaded): void {
  const first = diagnostics.find(({ severity, rule }) => severity === 'error' || rule === 'load/template');
  if (first === undefined || model.resources.length > 0) return;
  throw new UserError(
    'work',
    placed(first),
    first.help?.replace('argoflow lint -', 'argoflow test-event -f -'),
  );
}

function placed({ at: { file, range }, message }: Diagnostic): string {
  if (file === undefined) return message;
  const place = range === undefined ? file : `${file}:${range.start.line}:${range.start.column}`;
  return `${place}: ${message}`;
}

async function findSamples(files: Files, loaded: readonly LoadedFile[]): Promise<readonly Given<string>[]> {
  const folders = new Set(loaded.filter(({ name }) => name !== STDIN).map(({ name }) => dirname(name)));
  const samples: Given<string>[] = [];
  for (const folder of folders) {
    const path = join(folder, SAMPLE);
    const status = await files.status(path).catch(() => undefined);
    if (status?.type === 'file') samples.push({ value: await readTextFile(files, path), origin: path });
  }
  return samples;
}
