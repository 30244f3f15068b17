import type { FlowTestResult } from '../../flow-test/result.ts';
import { cell, code } from '../lint/markdown.ts';
import { formatPlace } from '../place.ts';
import { coverageText, missedBranches } from './coverage.ts';
import { failureText, fileProblems, plainEnd } from './failure.ts';
import { flowTestSummary } from './text.ts';

/** Tables, for the comment on a change or the summary of a job. */
export function renderFlowTestMarkdown(result: FlowTestResult): string {
  const { files, coverage } = result;
  const rows = files.flatMap((file) => [
    ...fileProblems(file).map(({ message, place }) => [code(place), '', cell(message), '']),
    ...file.cases.flatMap(({ name, error, failures, ends }) => [
      ...(error === undefined ? [] : [[code(formatPlace(error.at)), cell(name), cell(error.message), '']]),
      ...failures.map((failure) => [
        code(formatPlace(failure.at)),
        cell(name),
        cell(failureText(failure)),
        cell(ends.map(plainEnd).join('; ')),
      ]),
    ]),
  ]);
  const parts = [
    `${flowTestSummary(result)}.\n`,
    table(['place', 'case', 'what', 'why'], rows),
    ...(coverage === undefined
      ? []
      : [
          `${coverageText(coverage)}.\n`,
          table(
            ['place', 'not covered'],
            missedBranches(coverage).map(({ item, text }) => [code(formatPlace(item.at)), cell(text)]),
          ),
        ]),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`);
  return lines.join('');
}
