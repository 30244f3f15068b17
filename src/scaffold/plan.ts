import type { Answers } from './answers.ts';
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
 * What the template says with these answers, file by file.
 * Throws a UserError for a template that is broken, or that an answer would break.
 */
export function planFiles(template: Template, answers: Answers): readonly PlannedFile[] {
  const substitutes = new Map(
    template.parameters.map(({ name, marker, type, default: value }): [string, Substitute] => [
      marker,
      { value: answers.get(name) ?? value, type },
    ]),
  );
  return template.files.map((file) => ({
    path: substituteText(file.path, substitutes),
    text: fill(file, substitutes),
  }));
}

function fill({ path, text }: TemplateFile, substitutes: ReadonlyMap<string, Substitute>): string {
  if (/\.ya?ml$/.test(path)) return substituteYaml(text, path, substitutes);
  if (path.endsWith('.json')) return substituteJson(text, path, substitutes);
  return substituteText(text, substitutes);
}
