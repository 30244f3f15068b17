import type { Answers } from './answers.ts';
import { type Rows, repeatRows } from './rows.ts';
import { type Substitute, substituteJson, substituteText, substituteYaml } from './substitute.ts';
import type { Template, TemplateFile } from './template.ts';

/** A file that the project shall have. */
export interface PlannedFile {
  /** Below the project's folder, with `/` between folders. */
  readonly path: string;
  readonly text: string;
  /** What the file says now, where this is a change to it and no loss. */
  readonly before?: string;
}

/**
 * What the template says with these answers, file by file, with its list items once for each row.
 * Throws a UserError for a template that is broken, or that an answer would break.
 */
export function planFiles(
  template: Template,
  answers: Answers,
  rows: readonly Rows[] = [],
): readonly PlannedFile[] {
  const substitutes = new Map(
    template.parameters.map(({ name, marker, type, default: value }): [string, Substitute] => [
      marker,
      { value: answers.get(name) ?? value, type },
    ]),
  );
  return template.files.map((file) => ({
    path: substituteText(file.path, substitutes),
    text: fill(file, substitutes, rows),
  }));
}

function fill(
  { path, text }: TemplateFile,
  substitutes: ReadonlyMap<string, Substitute>,
  rows: readonly Rows[],
): string {
  if (/\.ya?ml$/.test(path)) {
    let repeated = text;
    const all = new Map(substitutes);
    for (const one of rows) {
      const result = repeatRows(repeated, path, one);
      repeated = result.text;
      for (const [marker, substitute] of result.substitutes) all.set(marker, substitute);
    }
    return substituteYaml(repeated, path, all);
  }
  if (path.endsWith('.json')) return substituteJson(text, path, substitutes);
  return substituteText(text, substitutes);
}
