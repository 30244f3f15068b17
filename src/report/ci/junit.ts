import { type CiResult, PARTS } from '../../ci/run.ts';
import { renderDoctorJunit } from '../doctor.ts';
import { renderFlowTestJunit } from '../flow-test/junit.ts';
import { escapeXml, renderJunit } from '../lint/junit.ts';
import { checkTexts } from '../rbac.ts';

/** The suites of all parts; a part that could not be done is an error, one that was left out is skipped. */
export function renderCiJunit(result: CiResult): string {
  const { lint, rbac, test, doctor } = result;
  const suites = [
    ...PARTS.flatMap((name) => {
      const { verdict, reason } = result[name];
      return reason === undefined ? [] : [unfinished(name, verdict === 'skipped', reason)];
    }),
    lint.value === undefined ? '' : suitesOf(renderJunit(lint.value.result)),
    rbac.value === undefined ? '' : rbacSuite(checkTexts(rbac.value)),
    test.value === undefined ? '' : suitesOf(renderFlowTestJunit(test.value.result)),
    doctor.value === undefined ? '' : suitesOf(renderDoctorJunit(doctor.value)),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="argoflow ci">\n${suites.join('')}</testsuites>\n`;
}

function suitesOf(xml: string): string {
  return xml.replace(/^<\?xml[^\n]*\n<testsuites[^\n]*>\n/, '').replace(/<\/testsuites>\n$/, '');
}

function unfinished(name: string, isSkipped: boolean, reason: string): string {
  const inner = isSkipped
    ? `<skipped message="${escapeXml(reason)}"/>`
    : `<error message="${escapeXml(reason)}"/>`;
  const counts = `tests="1" failures="0" errors="${isSkipped ? 0 : 1}" skipped="${isSkipped ? 1 : 0}"`;
  return `  <testsuite name="argoflow ${name}" ${counts}>\n    <testcase classname="argoflow" name="${name}">${inner}</testcase>\n  </testsuite>\n`;
}

function rbacSuite(texts: readonly string[]): string {
  const cases = texts.map(
    (text, index) =>
      `    <testcase classname="argoflow rbac" name="permission ${index + 1}">\n      <failure message="${escapeXml(text)}">${escapeXml(text)}</failure>\n    </testcase>\n`,
  );
  if (cases.length === 0) cases.push('    <testcase classname="argoflow rbac" name="permissions"/>\n');
  return `  <testsuite name="argoflow rbac" tests="${cases.length}" failures="${texts.length}">\n${cases.join('')}  </testsuite>\n`;
}
