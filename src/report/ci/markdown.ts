import type { CiResult, Verdict } from '../../ci/run.ts';
import { renderDoctorShort } from '../doctor.ts';
import { renderFlowTestMarkdown } from '../flow-test/markdown.ts';
import { cell, renderMarkdown } from '../lint/markdown.ts';
import { renderCheck } from '../rbac.ts';
import { partLines, verdictText } from './summary.ts';

const PLAIN = { color: false, columns: undefined, unicode: true };

/** For the summary of a job, or a comment on a change: a table of the parts, and what those found that failed. */
export function renderCiMarkdown(result: CiResult): string {
  const rows = partLines(result).map(
    ({ name, verdict, text }) => `| ${name} | ${WORD[verdict]} | ${cell(text)} |\n`,
  );
  const { lint, rbac, test, doctor } = result;
  const parts = [
    `### argoflow: ${verdictText(result)}\n`,
    `| part | verdict | what |\n| --- | --- | --- |\n${rows.join('')}`,
    lint.value === undefined || lint.value.result.diagnostics.length === 0
      ? ''
      : section('lint', renderMarkdown(lint.value.result)),
    rbac.value === undefined || rbac.verdict === 'passed'
      ? ''
      : section('rbac', renderCheck(rbac.value, 'markdown', PLAIN)),
    test.value === undefined ? '' : section('test', renderFlowTestMarkdown(test.value.result)),
    doctor.value === undefined
      ? ''
      : section('doctor', `\`\`\`text\n${renderDoctorShort(doctor.value).replaceAll('```', "'''")}\`\`\`\n`),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

const WORD: Readonly<Record<Verdict, string>> = {
  passed: 'passed',
  failed: '**failed**',
  skipped: 'left out',
  usage: '**could not be done**',
  work: '**could not be done**',
};

function section(name: string, text: string): string {
  return `#### ${name}\n\n${text}`;
}
