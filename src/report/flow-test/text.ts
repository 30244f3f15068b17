import type { CaseResult, End, Failure, FileResult, FlowTestResult } from '../../flow-test/result.ts';
import type { Sources } from '../code-frame.ts';
import { diagnosticLines, frameLines } from '../diagnostics.ts';
import { formatDuration } from '../duration.ts';
import { createPen, type Pen, type Style } from '../pen.ts';
import { formatPlace } from '../place.ts';
import { briefLine, oneLine, textWidth, wrap } from '../text-width.ts';
import { decisionLines } from '../trace.ts';
import { coverageLines } from './coverage.ts';
import { failureText, snapshotDiff } from './failure.ts';

/** Up to so many, each case has its line; of more, those that did not pass. */
const NAMED = 30;
/** Wider lines than this are harder to read, not easier. */
const WIDEST = 110;

/** For a person: a line a file and a case, what went wrong with its lines in flow test and manifest, and the sum. */
export function renderFlowTestText(result: FlowTestResult, sources: Sources, style: Style): string {
  const columns = style.columns === undefined ? undefined : Math.min(style.columns, WIDEST);
  const pen = createPen({ ...style, columns });
  const { files, coverage } = result;
  const isBrief = files.reduce((sum, { cases }) => sum + cases.length, 0) > NAMED;
  const blocks = [
    files.flatMap((file) => overviewLines(file, isBrief, pen)),
    ...files.flatMap((file) => fileBlocks(file, sources, pen)),
    coverage === undefined ? [] : coverageLines(coverage, pen),
    summaryLines(result, pen),
  ];
  const text = `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n').replace(/\n+$/, ''))
    .join('\n\n')}\n`;
  return style.unicode ? text : text.replaceAll('…', '...');
}

function overviewLines(file: FileResult, isBrief: boolean, pen: Pen): string[] {
  const { cases, obsoleteSnapshots } = file;
  const isBroken = file.diagnostics.length > 0 || file.error !== undefined;
  const verdict = isBroken ? 'broken' : worstOf(cases);
  const time = cases.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const count = isBroken ? 'could not be run' : `${cases.length} ${cases.length === 1 ? 'case' : 'cases'}`;
  const { paint } = pen;
  const name = oneLine(file.file);
  const duration = `  ${formatDuration(time)}`;
  const width = pen.columns ?? Number.POSITIVE_INFINITY;
  // The name is what somebody looks for; the time is told where there is room.
  const isTimed = !isBroken && textWidth(`  ${name}  ${count}${duration}`) < width;
  const head = `${mark(verdict, pen)} ${paint.bold(name)}`;
  const lines =
    textWidth(`  ${name}  ${count}`) < width
      ? [`${head}  ${count}${isTimed ? paint.dim(duration) : ''}`]
      : [head, `  ${count}`];
  const shown = isBrief ? cases.filter((one) => one.verdict !== 'passed') : cases;
  for (const one of shown) {
    wrap(oneLine(one.name), room(pen, 4)).forEach((line, index) => {
      lines.push(`  ${index === 0 ? mark(one.verdict, pen) : ' '} ${line}`);
    });
  }
  for (const name of obsoleteSnapshots) {
    lines.push(
      ...wrap(`a snapshot of "${oneLine(name)}" is of no case`, room(pen, 4)).map(
        (line) => `    ${paint.dim(line)}`,
      ),
    );
  }
  return lines;
}

function worstOf(cases: readonly CaseResult[]): CaseResult['verdict'] {
  const verdicts = new Set(cases.map(({ verdict }) => verdict));
  return (['broken', 'failed', 'not-run'] as const).find((verdict) => verdicts.has(verdict)) ?? 'passed';
}

function mark(verdict: CaseResult['verdict'], { paint, symbols }: Pen): string {
  switch (verdict) {
    case 'passed':
      return paint.green(symbols.passed);
    case 'not-run':
      return paint.dim(symbols.skipped);
    default:
      return paint.red.bold(symbols.stopped);
  }
}

function fileBlocks(file: FileResult, sources: Sources, pen: Pen): string[][] {
  const { diagnostics, error, cases } = file;
  // Its last line names the rule, and what a flow test may hold is no rule of the linter's.
  const problems = diagnostics.map((diagnostic) =>
    diagnosticLines(diagnostic, sources, pen).slice(0, diagnostic.rule === 'test/file' ? -1 : undefined),
  );
  if (error !== undefined) {
    const { message, help } = error;
    problems.push([
      pen.paint.bold(oneLine(file.file)),
      ...labelled('error:', message, pen, pen.paint.red.bold),
      ...(help === undefined ? [] : labelled('help:', help, pen, pen.paint.cyan)),
    ]);
  }
  return [...problems, ...cases.flatMap((one) => caseBlocks(file.file, one, sources, pen))];
}

function caseBlocks(file: string, one: CaseResult, sources: Sources, pen: Pen): string[][] {
  const { failures, error, ends, name } = one;
  if (failures.length === 0 && error === undefined) return [];
  const title = wrap(`${file} > ${oneLine(name)}`, room(pen, 2)).map(
    (line, index) => `${index === 0 ? mark('failed', pen) : ' '} ${pen.paint.bold(line)}`,
  );
  const inner = { ...pen, columns: room(pen, 1) };
  const blocks = [title];
  if (error !== undefined) {
    const { message, help, at } = error;
    blocks.push(
      [
        ...labelled('error:', message, inner, pen.paint.red.bold),
        ...placeLines(at, sources, inner),
        ...(help === undefined ? [] : labelled('help:', help, inner, pen.paint.cyan)),
      ].map(indent),
    );
  }
  blocks.push(...failures.map((failure) => failureLines(failure, sources, inner).map(indent)));
  blocks.push(...ends.map((end) => endLines(end, sources, inner).map(indent)));
  return blocks;
}

function indent(line: string): string {
  return line === '' ? '' : `  ${line}`;
}

/** Two lines that are compared at a glance, or a patch. */
function failureLines(failure: Failure, sources: Sources, pen: Pen): string[] {
  const { paint } = pen;
  const { subject, expected, actual, at, help, snapshot } = failure;
  const changes =
    snapshot === undefined
      ? [
          ...wrap(oneLine(subject), room(pen, 0)),
          ...value('- expected  ', expected, paint.green, pen),
          ...value('+ got       ', actual, paint.red, pen),
        ]
      : [
          failureText(failure),
          ...snapshotDiff(snapshot).map((line) =>
            line.startsWith('-')
              ? paint.green(oneLine(line))
              : line.startsWith('+')
                ? paint.red(oneLine(line))
                : paint.dim(oneLine(line)),
          ),
        ];
  return [
    ...changes,
    ...placeLines(at, sources, pen),
    ...(help === undefined ? [] : labelled('help:', help, pen, paint.cyan)),
  ];
}

function value(label: string, text: string, paint: (line: string) => string, pen: Pen): string[] {
  return wrap(briefLine(text), room(pen, label.length)).map((line, index) =>
    paint(`${index === 0 ? label : ' '.repeat(label.length)}${line}`),
  );
}

function endLines({ of, hop, summary, decision, at }: End, sources: Sources, pen: Pen): string[] {
  const text = oneLine(
    `${of} ${of.includes(', ') ? 'end' : 'ends'} at ${/^[a-z-]+$/.test(hop) ? `its ${hop}` : `the ${hop}`}: ${summary.split('\n', 1)[0] ?? ''}`,
  );
  return [
    ...wrap(text, room(pen, 0)),
    ...(decision === undefined ? [] : decisionLines(decision, pen).map((line) => line.replace(/^ {2}/, ''))),
    ...(at === undefined ? [] : placeLines(at, sources, pen)),
  ];
}

function placeLines(at: Failure['at'], sources: Sources, pen: Pen): string[] {
  const place = formatPlace(at);
  if (place === '') return [];
  return [pen.paint.dim(oneLine(place)), ...frameLines(at, sources, { ...pen, columns: room(pen, 2) })];
}

function labelled(label: string, text: string, pen: Pen, paint: (label: string) => string): string[] {
  return wrap(briefLine(text), room(pen, label.length + 1)).map((line, index) =>
    index === 0 ? `${paint(label)} ${line}` : `${' '.repeat(label.length + 1)}${line}`,
  );
}

function summaryLines(result: FlowTestResult, pen: Pen): string[] {
  const { failed, broken } = result.summary;
  const text = flowTestSummary(result);
  return wrap(text, room(pen, 0)).map((line) =>
    failed + broken > 0 ? pen.paint.red.bold(line) : pen.paint.green.bold(line),
  );
}

/** `7 cases of 2 files: 6 passed, 1 failed` */
export function flowTestSummary({ summary, files }: FlowTestResult): string {
  const { passed, failed, broken, notRun } = summary;
  const cases = files.reduce((sum, file) => sum + file.cases.length, 0);
  const parts = [
    [passed, 'passed'],
    [failed, 'failed'],
    [broken, 'could not be run'],
    [notRun, 'not run'],
  ] as const;
  const said = parts.filter(([count], index) => count > 0 || (index === 0 && cases > 0));
  return `${count(cases, 'case')} of ${count(files.length, 'file')}: ${said.map(([number, what]) => `${number} ${what}`).join(', ')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function room({ columns }: Pen, indent: number): number | undefined {
  return columns === undefined ? undefined : columns - indent - 1;
}
