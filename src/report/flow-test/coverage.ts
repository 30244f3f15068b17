import type { Coverage, CoverageItem } from '../../flow-test/result.ts';
import type { Pen } from '../pen.ts';
import { formatPlace } from '../place.ts';
import { oneLine, wrap } from '../text-width.ts';

/** What no case has reached, each with its place, and the sum. */
export function coverageLines(coverage: Coverage, pen: Pen): string[] {
  const { paint } = pen;
  const missed = missedBranches(coverage);
  const lines = missed.flatMap(({ item, text }) => [
    ...wrap(oneLine(text), room(pen, 2)).map((line) => `  ${line}`),
    ...wrap(oneLine(formatPlace(item.at)), room(pen, 4)).map((line) => `    ${paint.dim(line)}`),
  ]);
  return [...(lines.length === 0 ? [] : [paint.bold('not covered'), ...lines, '']), coverageText(coverage)];
}

/** `coverage: 9 of 12 ways, 75 %` */
export function coverageText({ covered, total, percent }: Coverage): string {
  if (total === 0) return 'coverage: nothing to cover';
  return `coverage: ${covered} of ${total} ${total === 1 ? 'way' : 'ways'}, ${shownPercent(percent)} %`;
}

/** 99.9 is not 100. */
function shownPercent(percent: number): string {
  return String(Math.floor(percent * 10) / 10);
}

/** `filter demo/request data filter 1 never refuses` */
export function missedBranches({ items }: Coverage): readonly { item: CoverageItem; text: string }[] {
  return items.flatMap((item) =>
    item.branches
      .filter(({ times }) => times === 0)
      .map(({ name }) => ({ item, text: `${NOUN[item.kind]} ${item.name}${saidOf(item, name)}` })),
  );
}

const NOUN: Readonly<Record<CoverageItem['kind'], string>> = {
  trigger: 'trigger',
  filter: 'filter',
  'source-filter': 'source filter',
  condition: 'condition of',
};

function saidOf({ kind }: CoverageItem, branch: string): string {
  if (kind !== 'condition') return ` never ${branch}`;
  const side = branch.replace(/ decides$/, '');
  return branch === 'waits' ? ' never waits' : `: "${side}" never decides`;
}

function room({ columns }: Pen, indent: number): number | undefined {
  return columns === undefined ? undefined : columns - indent - 1;
}
