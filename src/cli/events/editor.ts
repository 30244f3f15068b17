import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { openEngine } from '../../engine/wasm.ts';
import { UserError } from '../../errors.ts';
import { isSystemError, systemReason } from '../../load/system-error.ts';
import { parseEventFile } from '../../test-event/event-file.ts';
import { writeWhole } from '../../whole-file.ts';

/**
 * Opens an event file's text in the person's editor and writes what comes of it to `path`.
 * Throws a UserError: `usage` where there is no editor, or the text is no event file afterwards; `work` where the
 * editor fails, or the file is there already and `force` is not given.
 */
export async function editEventFile(text: string, path: string, force: boolean): Promise<void> {
  const editor = [process.env['VISUAL'], process.env['EDITOR']].find(
    (name) => name !== undefined && name !== '',
  );
  if (editor === undefined) {
    throw new UserError(
      'usage',
      'there is no editor: neither VISUAL nor EDITOR is set',
      'argoflow events show TYPE/NAME -o json > event.json',
    );
  }
  // Before the work is done, not after it.
  if (!force && (await exists(path))) throw inTheWay(path);
  const folder = await mkdtemp(join(tmpdir(), 'argoflow-event-')).catch((error: unknown) => {
    throw new UserError('work', `cannot make a folder in "${tmpdir()}": ${reason(error)}`);
  });
  const copy = join(folder, basename(path));
  try {
    await writeFile(copy, text);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new UserError('work', `cannot write "${copy}": ${reason(error)}`);
  }
  await run(editor, copy);
  const edited = await readFile(copy, 'utf8').catch((error: unknown) => {
    throw new UserError('work', `the editor left nothing to read: ${reason(error)}`);
  });
  check(edited, copy);
  try {
    if (!force && (await exists(path))) throw inTheWay(path);
    await mkdir(dirname(path), { recursive: true });
    await writeWhole(path, edited);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError('work', `cannot write "${path}": ${reason(error)}`, `the copy is kept as ${copy}`);
  }
  await rm(folder, { recursive: true });
}

function inTheWay(path: string): UserError {
  return new UserError('work', `"${path}" is there already`, 'give another name, or --force to overwrite it');
}

async function exists(path: string): Promise<boolean> {
  return readFile(path).then(
    () => true,
    (error: unknown) => !(error instanceof Error && 'code' in error && error.code === 'ENOENT'),
  );
}

/** Through the shell, as git does: an editor may come with arguments, such as `code --wait`. */
async function run(editor: string, copy: string): Promise<void> {
  const child =
    process.platform === 'win32'
      ? spawn(`${editor} "${copy}"`, { stdio: 'inherit', shell: true })
      : spawn('/bin/sh', ['-c', `${editor} "$1"`, editor, copy], { stdio: 'inherit' });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) {
    throw new UserError(
      'work',
      `the editor "${editor}" ended with ${code ?? 'a signal'}`,
      `the copy is kept as ${copy}`,
    );
  }
}

function check(text: string, copy: string): void {
  const engine = openEngine();
  try {
    parseEventFile(engine, text, basename(copy));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.kind, error.message, `nothing is written; the copy is kept as ${copy}`);
  } finally {
    engine.close();
  }
}

function reason(error: unknown): string {
  if (isSystemError(error)) return systemReason(error);
  return error instanceof Error ? error.message : String(error);
}
