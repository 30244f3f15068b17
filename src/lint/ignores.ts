import type { Diagnostic } from '../diagnostic.ts';

/** A comment `# argoflow: ignore[rule, rule] reason`. */
export interface Ignore {
  readonly file: string;
  /** The line of the comment, from 1, and where that line starts in the text. */
  readonly line: number;
  readonly offset: number;
  /** The lines whose findings it hides: its own, or the next one when it stands alone; undefined for the file. */
  readonly covers: number | undefined;
  readonly rules: readonly string[];
  readonly reason: string;
}

const COMMENT = /(^|\s)#\s*argoflow:\s*ignore(-file)?\[([^\]]*)\]\s*(.*?)\s*$/;

/** The ignore comments of a text. One that stands on a line of its own is about the next line that has content. */
export function readIgnores(file: string, text: string): readonly Ignore[] {
  if (!text.includes('argoflow:')) return [];
  const lines = text.split('\n');
  let next = 0;
  return lines.flatMap((content, index) => {
    const offset = next;
    next += content.length + 1;
    const match = COMMENT.exec(content);
    if (match === null) return [];
    const [, , whole, rules = '', reason = ''] = match;
    return [
      {
        file,
        line: index + 1,
        offset,
        covers: whole === undefined ? coveredLine(lines, index, match.index) : undefined,
        rules: rules
          .split(',')
          .map((rule) => rule.trim())
          .filter((rule) => rule !== ''),
        reason,
      },
    ];
  });
}

function coveredLine(lines: readonly string[], index: number, start: number): number {
  if (lines[index]?.slice(0, start).trim() !== '') return index + 1;
  const next = lines.findIndex((content, at) => at > index && !/^\s*(#|$)/.test(content));
  return next === -1 ? index + 1 : next + 1;
}

/**
 * What is left of the findings, what was hidden, and the comments that hid nothing. A rule that was not fully judged,
 * because of what the files do not hold, is not called unused.
 */
export function applyIgnores(
  diagnostics: readonly Diagnostic[],
  ignores: readonly Ignore[],
  isJudged: (rule: string) => boolean,
): { readonly kept: readonly Diagnostic[]; readonly hidden: number; readonly unused: readonly Diagnostic[] } {
  if (ignores.length === 0) return { kept: diagnostics, hidden: 0, unused: [] };
  const used = new Set<string>();
  const kept = diagnostics.filter((diagnostic) => {
    const found = ignores.filter((ignore) => hides(ignore, diagnostic));
    for (const ignore of found) used.add(keyOf(ignore, diagnostic.rule));
    return found.length === 0;
  });
  const unused = ignores.flatMap((ignore) =>
    ignore.rules
      .filter((rule) => isJudged(rule) && !used.has(keyOf(ignore, rule)))
      .map((rule) => unusedIgnore(ignore, rule)),
  );
  return { kept, hidden: diagnostics.length - kept.length, unused };
}

function hides({ file, covers, rules }: Ignore, { rule, at }: Diagnostic): boolean {
  if (at.file !== file || !rules.includes(rule)) return false;
  return covers === undefined || at.range?.start.line === covers;
}

function keyOf({ file, line }: Ignore, rule: string): string {
  return `${file}\n${line}\n${rule}`;
}

function unusedIgnore({ file, line, offset }: Ignore, rule: string): Diagnostic {
  const start = { line, column: 1, offset };
  return {
    rule: 'lint/unused-ignore',
    severity: 'warning',
    message: `nothing of the rule "${rule}" is found here, so there is nothing to ignore`,
    at: { file, range: { start, end: start } },
    help: 'remove the rule from the comment',
  };
}
