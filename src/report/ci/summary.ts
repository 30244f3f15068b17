import { type CiResult, PARTS, type PartName, type Verdict, verdictOf } from '../../ci/run.ts';
import { countDiagnostics } from '../diagnostics.ts';
import { doctorSummary } from '../doctor.ts';
import { coverageText } from '../flow-test/coverage.ts';
import { flowTestSummary } from '../flow-test/text.ts';
import { checkSummary } from '../rbac.ts';

/** A line on each part, in words that need no layout. */
export interface PartLine {
  readonly name: PartName;
  readonly verdict: Verdict;
  readonly text: string;
}

export function partLines(result: CiResult): readonly PartLine[] {
  return PARTS.map((name) => ({ name, verdict: result[name].verdict, text: textOf(result, name) }));
}

function textOf(result: CiResult, name: PartName): string {
  const { reason } = result[name];
  if (reason !== undefined) return reason;
  const { lint, rbac, test, doctor } = result;
  switch (name) {
    case 'lint': {
      const { diagnostics = [], objects = 0, files = 0 } = lint.value?.result ?? {};
      const found = diagnostics.length === 0 ? 'nothing found' : countDiagnostics(diagnostics);
      return `${found} in ${count(objects, 'object')} of ${count(files, 'file')}`;
    }
    case 'rbac':
      return rbac.value === undefined ? '' : checkSummary(rbac.value);
    case 'test': {
      if (test.value === undefined) return '';
      const { coverage } = test.value.result;
      const covered = coverage === undefined ? '' : `; ${coverageText(coverage)}`;
      return `${flowTestSummary(test.value.result)}${covered}`;
    }
    case 'doctor':
      return doctor.value === undefined ? '' : doctorSummary(doctor.value.results);
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `all passed`, `failed: lint, test` */
export function verdictText(result: CiResult): string {
  if (verdictOf(result) === 'passed') return 'passed';
  const named = (verdicts: readonly Verdict[]) =>
    PARTS.filter((name) => verdicts.includes(result[name].verdict));
  const failed = named(['failed']);
  const broken = named(['usage', 'work']);
  return [
    ...(failed.length === 0 ? [] : [`failed: ${failed.join(', ')}`]),
    ...(broken.length === 0 ? [] : [`could not be done: ${broken.join(', ')}`]),
  ].join('; ');
}
