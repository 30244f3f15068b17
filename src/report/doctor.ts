import type { CheckResult, Finding } from '../doctor/finding.ts';
import type { Where } from './apply.ts';
import { renderJson } from './json.ts';
import { escapeXml } from './lint/junit.ts';
import { createPen, type Pen, type Style } from './pen.ts';
import { oneLine, wrap } from './text-width.ts';

/** Where nobody reads along, text is laid out for a page. */
const COLUMNS = 80;

export interface DoctorReport extends Where {
  /** Of Kubernetes: `v1.36.3`. */
  readonly kubernetes: string;
  /** The only one that was looked at; undefined: all, or nobody says. */
  readonly namespace?: string | undefined;
  /** How many event sources and sensors were looked at, where it is known. */
  readonly flows?: number | undefined;
  readonly results: readonly CheckResult[];
}

/** One line for each check, grouped, with what was found below it, and the sum. */
export function renderDoctor(report: DoctorReport, style: Style): string {
  const { context, namespace, kubernetes, results } = report;
  const pen = createPen(style);
  const where = namespace === undefined ? '' : `namespace "${namespace}", `;
  const lines = [`context "${context}", ${where}Kubernetes ${kubernetes}`];
  const groups = new Map<string, CheckResult[]>();
  for (const result of results) {
    const category = result.id.slice(0, result.id.indexOf('/'));
    groups.set(category, [...(groups.get(category) ?? []), result]);
  }
  for (const [category, checks] of groups) {
    lines.push('', pen.paint.bold(category), ...groupLines(checks, pen));
  }
  lines.push('', ...nothingToSee(report, pen), doctorSummary(results));
  return `${lines.join('\n')}\n`;
}

/** Checks that are not made for one and the same reason are one line, after the others. */
function groupLines(checks: readonly CheckResult[], pen: Pen): string[] {
  const reasons = new Map<string, number>();
  for (const { skipped } of checks) {
    if (skipped !== undefined) reasons.set(skipped, (reasons.get(skipped) ?? 0) + 1);
  }
  const isOne = ({ skipped }: CheckResult) => skipped === undefined || reasons.get(skipped) === 1;
  const many = [...reasons].filter(([, count]) => count > 1);
  return [
    ...checks.filter(isOne).flatMap((result) => checkLines(result, pen)),
    ...many.flatMap(([reason, count]) => [
      `  ${pen.paint.dim(pen.symbols.skipped)} ${count} checks`,
      ...indented(`not made: ${oneLine(reason)}`, 4, pen).map((line) => pen.paint.dim(line)),
    ]),
  ];
}

/** Where the flows are elsewhere, that nothing is wrong with them says nothing. */
function nothingToSee({ namespace, flows }: DoctorReport, pen: Pen): string[] {
  if (flows !== 0) return [];
  const where =
    namespace === undefined ? '' : ` in namespace "${namespace}"; -n NAME looks at another one, -A at all`;
  const [first = '', ...rest] = indented(`there is no event source and no sensor${where}`, 6, pen);
  return [`${pen.paint.cyan('note:')} ${first.trimStart()}`, ...rest];
}

/** One line for each finding: `error  sensors/pods  Sensor/ns/name  no pod of it runs`. */
export function renderDoctorShort({ results }: DoctorReport): string {
  const lines = results.flatMap(({ id, findings }) =>
    findings.map(({ severity, object, title }) =>
      [severity.padEnd(7), id, object, oneLine(title)].filter((part) => part !== undefined).join('  '),
    ),
  );
  return `${[...lines, doctorSummary(results)].join('\n')}\n`;
}

/** The whole report as one document; schemas/doctor.v1.schema.json describes it. */
export function renderDoctorJson({ context, server, kubernetes, namespace, results }: DoctorReport): string {
  return renderJson({
    version: 1,
    context,
    server,
    kubernetes,
    namespace,
    checks: results.map(({ id, title, skipped, findings }) => ({
      id,
      title,
      result: skipped === undefined ? resultOf(findings) : 'skipped',
      skipped,
      findings: findings.map(({ severity, title, object, evidence, hint, command }) => ({
        severity,
        title,
        object,
        evidence,
        hint,
        command,
      })),
    })),
  });
}

/** A suite for each category, a case for each check. */
export function renderDoctorJunit({ results }: DoctorReport): string {
  const groups = new Map<string, CheckResult[]>();
  for (const result of results) {
    const category = result.id.slice(0, result.id.indexOf('/'));
    groups.set(category, [...(groups.get(category) ?? []), result]);
  }
  const suites = [...groups].map(([category, cases]) => {
    const failures = cases.filter(({ findings }) => resultOf(findings) === 'error').length;
    const skipped = cases.filter((one) => one.skipped !== undefined).length;
    const counts = `tests="${cases.length}" failures="${failures}" skipped="${skipped}"`;
    return `  <testsuite name="${escapeXml(category)}" ${counts}>\n${cases.map(junitCase).join('')}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="argoflow doctor">\n${suites.join('')}</testsuites>\n`;
}

function junitCase({ id, title, skipped, findings }: CheckResult): string {
  const open = `    <testcase classname="${escapeXml(id)}" name="${escapeXml(title)}"`;
  if (skipped !== undefined)
    return `${open}><skipped message="${escapeXml(oneLine(skipped))}"/></testcase>\n`;
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return `${open}/>\n`;
  const [first] = errors;
  const texts = errors.map(({ object = '', title: text, evidence = [] }) =>
    [`${object} ${text}`.trim(), ...evidence].map((text) => escapeXml(oneLine(text))).join('\n'),
  );
  return `${open}><failure message="${escapeXml(oneLine(first?.title ?? ''))}">${texts.join('\n')}</failure></testcase>\n`;
}

function checkLines({ title, skipped, findings }: CheckResult, pen: Pen): string[] {
  const { paint, symbols } = pen;
  if (skipped !== undefined) {
    return [
      `  ${paint.dim(symbols.skipped)} ${title}`,
      ...indented(`not checked: ${oneLine(skipped)}`, 4, pen).map((line) => paint.dim(line)),
    ];
  }
  const worst = resultOf(findings);
  const mark =
    worst === 'error'
      ? paint.red(symbols.stopped)
      : worst === 'ok'
        ? paint.green(symbols.passed)
        : paint.yellow(worst === 'warning' ? '!' : 'i');
  return [
    `  ${mark} ${worst === 'ok' ? title : `${title}: ${countOf(findings)}`}`,
    ...findings.flatMap((finding) => findingLines(finding, pen)),
  ];
}

function findingLines(
  { severity, title, object, evidence = [], hint, command }: Finding,
  pen: Pen,
): string[] {
  const { paint } = pen;
  const lines = indented(
    `${severity}: ${object === undefined ? '' : `${object}: `}${oneLine(title)}`,
    4,
    pen,
  );
  for (const text of evidence) lines.push(...indented(oneLine(text), 6, pen).map((line) => paint.dim(line)));
  if (hint !== undefined) lines.push(...indented(`fix: ${oneLine(hint)}`, 6, pen));
  // A command is one line, so that it can be copied.
  if (command !== undefined) lines.push(`      ${paint.cyan(`$ ${command}`)}`);
  return lines;
}

function indented(text: string, by: number, { columns = COLUMNS }: Pen): string[] {
  return wrap(text, columns - by).map((line) => `${' '.repeat(by)}${line}`);
}

function resultOf(findings: readonly Finding[]): 'ok' | Finding['severity'] {
  const found = new Set(findings.map(({ severity }) => severity));
  return (['error', 'warning', 'info'] as const).find((severity) => found.has(severity)) ?? 'ok';
}

function countOf(findings: readonly Finding[]): string {
  return (['error', 'warning', 'info'] as const)
    .map((severity) => ({ severity, count: findings.filter((one) => one.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`)
    .join(', ');
}

/** `12 checks: 1 error, 2 not made` */
export function doctorSummary(results: readonly CheckResult[]): string {
  const skipped = results.filter((result) => result.skipped !== undefined).length;
  const made = results.length - skipped;
  const found = countOf(results.flatMap(({ findings }) => findings)) || 'nothing found';
  const left = skipped === 0 ? '' : `, ${skipped} not made`;
  return `${made} ${made === 1 ? 'check' : 'checks'}: ${found}${left}`;
}

/** What a support archive holds, file by file. */
export function renderBundle(
  file: string,
  bytes: number,
  files: readonly { readonly path: string; readonly what: string }[],
  style: Style,
): string {
  const { paint } = createPen(style);
  const width = Math.max(...files.map(({ path }) => path.length));
  const lines = files.map(({ path, what }) => `  ${path.padEnd(width)}  ${paint.dim(what)}`);
  const size = `${files.length} files, ${Math.ceil(bytes / 1024)} kB`;
  return `wrote ${file}: ${size}; secrets are left out or stand as ***\n${lines.join('\n')}\n`;
}
