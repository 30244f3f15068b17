import { UserError } from '../errors.ts';
import { isSystemError, systemReason } from '../load/system-error.ts';
import { nearest } from '../nearest.ts';
import { writeWhole } from '../whole-file.ts';

/** One `--output FORMAT[=FILE]`. Without a file it goes to standard output. */
export interface Output<F extends string> {
  readonly format: F;
  readonly file: string | undefined;
}

/**
 * What the flags ask for; without one for standard output, that is `read`, since whoever writes files only still wants to
 * read what was found. Throws a UserError (usage) for an unknown format, and for two formats on standard output.
 */
export function parseOutputs<F extends string>(
  written: readonly string[],
  formats: readonly F[],
  read: F,
): readonly Output<F>[] {
  const outputs = written.map((text) => parse(text, formats));
  const printed = outputs.filter(({ file }) => file === undefined);
  if (printed.length > 1) {
    const [first, second] = printed.map(({ format }) => format);
    throw new UserError(
      'usage',
      `standard output can hold one format, not both "${first}" and "${second}"`,
      `write one of them to a file: --output ${second}=FILE`,
    );
  }
  return printed.length === 0 ? [...outputs, { format: read, file: undefined }] : outputs;
}

function parse<F extends string>(written: string, formats: readonly F[]): Output<F> {
  const equals = written.indexOf('=');
  const name = equals === -1 ? written : written.slice(0, equals);
  const file = equals === -1 ? undefined : written.slice(equals + 1);
  const format = formats.find((one) => one === name);
  if (format === undefined) {
    const near = nearest(name, formats);
    throw new UserError(
      'usage',
      `"${name}" is no output format`,
      near === undefined ? `one of: ${formats.join(', ')}` : `did you mean "${near}"?`,
    );
  }
  if (file === '') throw new UserError('usage', `"${written}" names no file`, `--output ${name}=FILE`);
  return { format, file };
}

/** Writes all of it or nothing. Throws a UserError when the file cannot be written. */
export async function writeText(file: string, text: string): Promise<void> {
  return writeFileWhole(file, text);
}

/** {@link writeText} of any bytes. `mode` is that of a file which is not there yet. */
export async function writeFileWhole(
  file: string,
  content: string | Uint8Array,
  mode?: number,
): Promise<void> {
  try {
    await writeWhole(file, content, undefined, mode);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const reason = error.code === 'ENOENT' ? 'its folder does not exist' : systemReason(error);
    throw new UserError('work', `cannot write "${file}": ${reason}`);
  }
}
