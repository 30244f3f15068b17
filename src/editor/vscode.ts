import { applyEdits, modify, type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { UserError } from '../errors.ts';
import { isArray, isObject, type JsonValue } from '../json.ts';

/** Schemas by path, each with the globs of the files that it judges. */
export type SchemaFiles = ReadonlyMap<string, readonly string[]>;

export const VSCODE_SETTINGS = '.vscode/settings.json';

/**
 * Settings of VS Code in which `yaml.schemas` has these schemas; everything else, comments too, stays as it is.
 * Throws a UserError (work) for settings that cannot be read.
 *
 * @param before The settings as they are, JSON with comments; undefined when there are none.
 * @param file What the settings are called in errors.
 */
export function vscodeSettings(before: string | undefined, schemas: SchemaFiles, file: string): string {
  const text = before === undefined || before.trim() === '' ? '{}\n' : before;
  const errors: ParseError[] = [];
  const settings: JsonValue | undefined = parse(text.replace(/^\uFEFF/, ''), errors, {
    allowTrailingComma: true,
  });
  const [error] = errors;
  if (error !== undefined) {
    const line = text.slice(0, error.offset).split('\n').length;
    throw new UserError(
      'work',
      `${file}:${line}: the settings cannot be read: ${printParseErrorCode(error.error)}`,
      'nothing is written: mend this first',
    );
  }
  if (!isObject(settings)) throw new UserError('work', `"${file}" is no mapping, so it holds no settings`);
  const known = settings['yaml.schemas'];
  if (known !== undefined && !isObject(known)) {
    throw new UserError('work', `"yaml.schemas" in "${file}" is no mapping from schemas to files`);
  }
  const form = {
    insertSpaces: !/^\t/m.test(text),
    tabSize: indentOf(text),
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  let result = text;
  for (const [path, files] of [...schemas].reverse()) {
    const there = texts(known?.[path]);
    const missing = files.filter((glob) => !there.includes(glob));
    if (missing.length === 0) continue;
    const edits = modify(result, ['yaml.schemas', path], [...there, ...missing], {
      formattingOptions: form,
      // In front: behind the last one, a comment on its line would end up behind the new one.
      getInsertionIndex: () => 0,
    });
    result = applyEdits(result, edits);
  }
  return result;
}

/** Globs may be one text or a list. */
function texts(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function indentOf(text: string): number {
  return /^( +)\S/m.exec(text)?.[1]?.length ?? 2;
}
