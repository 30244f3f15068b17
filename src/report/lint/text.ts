import type { LintReport } from '../../lint/run.ts';
import type { Sources } from '../code-frame.ts';
import { countDiagnostics, renderDiagnostics } from '../diagnostics.ts';
import type { Style } from '../pen.ts';
import { createPen } from '../pen.ts';
import { wrap } from '../text-width.ts';

/** For a person at a terminal: every finding with its lines, then what was looked at, and what could not be judged. */
export function renderLintText(result: LintReport, sources: Sources, style: Style): string {
  const { diagnostics } = result;
  const pen = createPen(style);
  const width = pen.columns === undefined ? undefined : pen.columns - 1;
  const end = summary(result).flatMap((line) => wrap(line, width));
  const findings = diagnostics.length === 0 ? '' : `${renderDiagnostics(diagnostics, sources, style)}\n`;
  return `${findings}${end.join('\n')}\n`;
}

function summary(report: LintReport): readonly string[] {
  const {
    diagnostics,
    files,
    objects,
    hidden,
    baselined = 0,
    unchanged = 0,
    outside = 0,
    unchecked,
  } = report;
  const found = diagnostics.length === 0 ? 'nothing found' : countDiagnostics(diagnostics);
  const lines = [`${found} in ${count(objects, 'object')} of ${count(files, 'file')}`];
  if (hidden > 0) lines.push(`${count(hidden, 'finding')} ignored by comments`);
  if (baselined > 0) lines.push(`${count(baselined, 'finding')} held back by the baseline`);
  if (unchanged > 0) lines.push(`${count(unchanged, 'finding')} in files that did not change`);
  if (outside > 0)
    lines.push(
      `${count(outside, 'object')} of these folders not judged: ${outside === 1 ? 'it has' : 'they have'} nothing to do with Argo's`,
    );
  if (unchecked.size > 0) {
    const kinds = [...unchecked].map(([kind, references]) => `${references} to ${kind}`).join(', ');
    lines.push(
      `not checked, because no such object is among the files: references ${kinds} (--complete makes them errors)`,
    );
  }
  return lines;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
