import { writeFile } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import { isSystemError, systemReason } from '../load/system-error.ts';
import { nearest } from '../nearest.ts';
import { LINT_FORMATS, type LintFormat } from '../report/lint/format.ts';

/** One `--output FORMAT[=FILE]`. Without a file it goes to standard output. */
export interface LintOutput {
  readonly format: LintFormat;
  readonly file: string | undefined;
}

/** Throws a UserError (usage) for an unknown format, and for two formats on standard output. */
export function parseLintOutputs(written: readonly string[]): readonly LintOutput[] {
  const outputs = written.map(parse);
  const printed = outputs.filter(({ file }) => file === undefined);
  if (printed.length > 1) {
    const [first, second] = printed.map(({ format }) => format);
    throw new UserError(
      'usage',
      `standard output can hold one format, not both "${first}" and "${second}"`,
      `write one of them to a file: --output ${second}=FILE`,
    );
  }
  // Whoever writes files only still wants to read what was found.
  return printed.length === 0 ? [...outputs, { format: 'text', file: undefined }] : outputs;
}

function parse(written: string): LintOutput {
  const equals = written.indexOf('=');
  const name = equals === -1 ? written : written.slice(0, equals);
  const file = equals === -1 ? undefined : written.slice(equals + 1);
  const formats = Object.keys(LINT_FORMATS);
  if (!isFormat(name)) {
    const near = nearest(name, formats);
    throw new UserError(
      'usage',
      `"${name}" is no output format`,
      near === undefined ? `one of: ${formats.join(', ')}` : `did you mean "${near}"?`,
    );
  }
  if (file === '') throw new UserError('usage', `"${written}" names no file`, `--output ${name}=FILE`);
  return { format: name, file };
}

function isFormat(name: string): name is LintFormat {
  return Object.hasOwn(LINT_FORMATS, name);
}

/** Throws a UserError when the file cannot be written. */
export async function writeText(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const reason = error.code === 'ENOENT' ? 'its folder does not exist' : systemReason(error);
    throw new UserError('work', `cannot write "${file}": ${reason}`);
  }
}
