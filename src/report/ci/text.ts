import type { CiResult } from '../../ci/run.ts';
import { verdictOf } from '../../ci/run.ts';
import { renderDoctor } from '../doctor.ts';
import { renderFlowTestText } from '../flow-test/text.ts';
import { renderLintText } from '../lint/text.ts';
import { createPen, type Pen, type Style } from '../pen.ts';
import { renderCheck } from '../rbac.ts';
import { oneLine, wrap } from '../text-width.ts';
import { type PartLine, partLines, verdictText } from './summary.ts';

/** What each part has found, where it has found something, and one summary. */
export function renderCiText(result: CiResult, style: Style): string {
  const pen = createPen(style);
  const lines = partLines(result);
  const details = [
    section('lint', lintDetails(result, style), pen),
    section('rbac', rbacDetails(result, style), pen),
    section('test', testDetails(result, style), pen),
    section('doctor', doctorDetails(result, style), pen),
  ].filter((text) => text !== '');
  const isFine = verdictOf(result) === 'passed';
  const paint = isFine ? pen.paint.green.bold : pen.paint.red.bold;
  return `${[...details, lines.flatMap((line) => summaryLines(line, result, pen)).join('\n'), paint(verdictText(result))].join('\n\n')}\n`;
}

function section(name: string, text: string, { paint }: Pen): string {
  return text === '' ? '' : `${paint.bold(`== ${name}`)}\n\n${text.trimEnd()}`;
}

function lintDetails({ lint: { value } }: CiResult, style: Style): string {
  if (value === undefined || value.result.diagnostics.length === 0) return '';
  return renderLintText(value.result, value.sources, style);
}

function rbacDetails({ rbac: { value, verdict } }: CiResult, style: Style): string {
  return value === undefined || verdict === 'passed' ? '' : renderCheck(value, 'text', style);
}

function testDetails({ test: { value, verdict } }: CiResult, style: Style): string {
  if (value === undefined) return '';
  const { coverage } = value.result;
  if (verdict === 'passed' && (coverage === undefined || coverage.covered === coverage.total)) return '';
  return renderFlowTestText(value.result, value.sources, style);
}

function doctorDetails({ doctor: { value } }: CiResult, style: Style): string {
  if (value?.results.every(({ findings, skipped }) => findings.length === 0 && skipped === undefined))
    return '';
  return value === undefined ? '' : renderDoctor(value, style);
}

function summaryLines({ name, verdict, text }: PartLine, result: CiResult, pen: Pen): string[] {
  const { paint, symbols } = pen;
  const mark =
    verdict === 'passed'
      ? paint.green(symbols.passed)
      : verdict === 'skipped'
        ? paint.dim(symbols.skipped)
        : paint.red.bold(symbols.stopped);
  const { help } = result[name];
  const label = name.padEnd(7);
  const room = pen.columns === undefined ? undefined : pen.columns - label.length - 3;
  const said = verdict === 'skipped' ? `left out: ${text}` : text;
  const lines = [said, ...(help === undefined ? [] : [`help: ${help}`])].flatMap((one) =>
    wrap(oneLine(one), room),
  );
  return lines.map((line, index) =>
    index === 0 ? `${mark} ${paint.bold(label)} ${line}` : `${' '.repeat(label.length + 3)}${line}`,
  );
}
