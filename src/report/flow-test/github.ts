import type { FlowTestResult } from '../../flow-test/result.ts';
import { annotation } from '../lint/github.ts';
import { missedBranches } from './coverage.ts';
import { failureText, plainEnd } from './failure.ts';

/** Workflow commands, which GitHub Actions shows beside the lines of a flow test; coverage beside those of manifests. */
export function renderFlowTestGithub({ files, coverage }: FlowTestResult): string {
  const lines = files.flatMap(({ file, diagnostics, error, cases }) => [
    ...diagnostics.map(({ at, message, help }) => annotation('error', at, 'flow test', message, help)),
    ...(error === undefined ? [] : [annotation('error', { file }, 'flow test', error.message, error.help)]),
    ...cases.flatMap((one) => {
      const title = `flow test: ${one.name}`;
      const why = one.ends.map((end) => `\n${plainEnd(end)}`).join('');
      return [
        ...(one.error === undefined
          ? []
          : [annotation('error', one.error.at, title, one.error.message, one.error.help)]),
        ...one.failures.map((failure) =>
          annotation('error', failure.at, title, `${failureText(failure)}${why}`, failure.help),
        ),
      ];
    }),
  ]);
  const missed = coverage === undefined ? [] : missedBranches(coverage);
  lines.push(
    ...missed.map(({ item, text }) => annotation('info', item.at, 'flow test: not covered', text, undefined)),
  );
  return lines.join('');
}
