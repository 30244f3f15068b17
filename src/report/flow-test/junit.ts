import type { CaseResult, FileResult, FlowTestResult } from '../../flow-test/result.ts';
import { escapeXml } from '../lint/junit.ts';
import { formatPlace } from '../place.ts';
import { failureText, fileProblems, plainLines } from './failure.ts';

/** A test suite a file, a test a case; what could not be run is an error. */
export function renderFlowTestJunit({ files }: FlowTestResult): string {
  const suites = files.map(suite);
  const sum = (of: (counts: Counts) => number) =>
    files.map(countsOf).reduce((all, counts) => all + of(counts), 0);
  const counts = {
    tests: sum((one) => one.tests),
    failures: sum((one) => one.failures),
    errors: sum((one) => one.errors),
    skipped: sum((one) => one.skipped),
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="argoflow test" ${attributes(counts)}>\n${suites.join('')}</testsuites>\n`;
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

function countsOf(file: FileResult): Counts {
  const problems = fileProblems(file).length > 0 ? 1 : 0;
  const of = (verdict: CaseResult['verdict']) => file.cases.filter((one) => one.verdict === verdict).length;
  return {
    tests: file.cases.length + problems,
    failures: of('failed'),
    errors: of('broken') + problems,
    skipped: of('not-run'),
  };
}

function attributes({ tests, failures, errors, skipped }: Counts): string {
  return `tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;
}

function suite(file: FileResult): string {
  const time = file.cases.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const problems = fileProblems(file);
  const cases = file.cases.map((one) => testCase(file.file, one));
  if (problems.length > 0) {
    const text = problems.map(
      ({ place, message, help }) => `${place}: ${message}${help === undefined ? '' : `\nhelp: ${help}`}`,
    );
    cases.unshift(
      `    <testcase classname="${escapeXml(file.file)}" name="the flow test">\n` +
        `      <error message="${escapeXml(problems[0]?.message ?? '')}">${escapeXml(text.join('\n'))}</error>\n    </testcase>\n`,
    );
  }
  return `  <testsuite name="${escapeXml(file.file)}" ${attributes(countsOf(file))} time="${seconds(time)}">\n${cases.join('')}  </testsuite>\n`;
}

function testCase(file: string, one: CaseResult): string {
  const open = `    <testcase classname="${escapeXml(file)}" name="${escapeXml(one.name)}" time="${seconds(one.milliseconds)}"`;
  if (one.verdict === 'passed') return `${open}/>\n`;
  if (one.verdict === 'not-run') return `${open}><skipped/></testcase>\n`;
  const [first] = one.failures;
  const message = one.error?.message ?? (first === undefined ? '' : failureText(first));
  const place = one.error === undefined ? [] : [formatPlace(one.error.at)];
  const text = escapeXml([...place, ...plainLines(one)].join('\n'));
  const tag = one.verdict === 'broken' ? 'error' : 'failure';
  return `${open}>\n      <${tag} message="${escapeXml(message)}">${text}</${tag}>\n    </testcase>\n`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
