import type { Diagnostic, Range } from '../diagnostic.ts';
import { editYaml } from '../yaml/edit.ts';
import { LineIndex } from '../yaml/text.ts';

/** A part of a text, and what takes its place. */
export interface Replacement {
  readonly range: Range;
  readonly text: string;
}

/** What the fix of a finding changes in the text of its file, as one piece; undefined when it cannot be made there. */
export function replacementOf({ at, fix }: Diagnostic, text: string): Replacement | undefined {
  if (fix === undefined) return undefined;
  const offset = at.file === fix.file ? at.range?.start.offset : undefined;
  const part = offset === undefined ? undefined : documentAround(text, offset);
  const changed =
    part === undefined
      ? change(text, fix.document, fix.edits, 0)
      : change(text.slice(part.start, part.end), 0, fix.edits, part.start);
  if (changed === undefined) return undefined;
  return { range: new LineIndex(text).range(changed.start, changed.end), text: changed.text };
}

/** The text of one document of several: reading it alone costs less than reading them all for each fix. */
function documentAround(text: string, offset: number): { start: number; end: number } | undefined {
  // Other marks than `---` make the borders of documents a matter for the parser.
  if (/^(?:\.\.\.(?:\s|$)|%)/m.test(text)) return undefined;
  const before = offset === 0 ? -1 : text.lastIndexOf('\n---', offset - 1);
  const after = text.indexOf('\n---', offset);
  const isMark = (at: number) => /^\n---(?:\s|$)/.test(text.slice(at, at + 5));
  if ((before !== -1 && !isMark(before)) || (after !== -1 && !isMark(after))) return undefined;
  return { start: before + 1, end: after === -1 ? text.length : after + 1 };
}

function change(
  text: string,
  document: number,
  edits: Parameters<typeof editYaml>[2],
  from: number,
): { start: number; end: number; text: string } | undefined {
  const edited = editYaml(text, document, edits);
  if (edited === undefined || edited === text) return undefined;
  const shorter = Math.min(text.length, edited.length);
  let start = 0;
  while (start < shorter && text[start] === edited[start]) start++;
  let same = 0;
  while (same < shorter - start && text[text.length - 1 - same] === edited[edited.length - 1 - same]) same++;
  return {
    start: from + start,
    end: from + text.length - same,
    text: edited.slice(start, edited.length - same),
  };
}
