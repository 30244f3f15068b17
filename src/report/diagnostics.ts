import { compareDiagnostics, type Diagnostic, type Place, type Severity } from '../diagnostic.ts';
import { codeFrame, type Sources } from './code-frame.ts';
import { createPen, type Pen, type Style } from './pen.ts';
import { formatPlace } from './place.ts';
import { briefLine, oneLine, wrap } from './text-width.ts';

/**
 * Diagnostics as text, in the order of their places: the place, what is wrong, the lines of the manifest, what to
 * do. Empty for none. `sources` are the texts of the files; a place in another file is named without its lines.
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: Sources,
  style: Style,
): string {
  const pen = createPen(style);
  return [...diagnostics]
    .sort(compareDiagnostics)
    .map((diagnostic) => `${diagnosticLines(diagnostic, sources, pen).join('\n')}\n`)
    .join('\n');
}

/** One diagnostic as lines without an indent. */
export function diagnosticLines(diagnostic: Diagnostic, sources: Sources, pen: Pen): string[] {
  const { paint } = pen;
  const place = formatPlace(diagnostic.at);
  const severity = SEVERITY[diagnostic.severity];
  const lines: string[] = [];
  if (place !== '') lines.push(paint.bold(oneLine(place)));
  const label = `${severity}: `;
  wrap(briefLine(diagnostic.message), inner(pen, label.length)).forEach((line, index) => {
    lines.push(
      index === 0 ? painter(pen, diagnostic.severity)(label) + line : ' '.repeat(label.length) + line,
    );
  });
  lines.push(...frameLines(diagnostic.at, sources, pen));
  for (const { message, at } of diagnostic.related ?? []) {
    const where = formatPlace(at);
    lines.push(...labelled('see:', where === '' ? message : `${message} (${where})`, pen));
  }
  if (diagnostic.help !== undefined) lines.push(...labelled('help:', diagnostic.help, pen));
  lines.push(paint.dim(`[${diagnostic.rule}]`));
  return lines;
}

/** `2 errors, 1 warning`; '' when there is nothing to count. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  return (['error', 'warning', 'info'] as const)
    .map((severity) => ({ severity, count: diagnostics.filter((d) => d.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${SEVERITY[severity]}${count === 1 ? '' : 's'}`)
    .join(', ');
}

/** The lines that a place points at, indented; nothing when its text is not at hand. */
export function frameLines(place: Place, sources: Sources, pen: Pen): string[] {
  const text = place.file === undefined ? undefined : sources.get(place.file);
  if (text === undefined || place.range === undefined || place.resource?.startsWith('Secret/')) return [];
  return codeFrame(text, place.range, pen).map((line) => `  ${line}`);
}

const SEVERITY: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note' };

function painter({ paint }: Pen, severity: Severity): (text: string) => string {
  switch (severity) {
    case 'error':
      return paint.red.bold;
    case 'warning':
      return paint.yellow.bold;
    case 'info':
      return paint.cyan.bold;
  }
}

function labelled(label: string, text: string, pen: Pen): string[] {
  return wrap(briefLine(text), inner(pen, label.length + 1)).map((line, index) =>
    index === 0 ? `${pen.paint.cyan(label)} ${line}` : `${' '.repeat(label.length + 1)}${line}`,
  );
}

function inner(pen: Pen, indent: number): number | undefined {
  return pen.columns === undefined ? undefined : pen.columns - indent - 1;
}
