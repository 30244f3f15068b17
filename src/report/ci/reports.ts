import type { CiResult } from '../../ci/run.ts';
import { renderGitlab } from '../lint/gitlab.ts';
import { renderSarif } from '../lint/sarif.ts';
import { renderCiJson } from './json.ts';
import { renderCiJunit } from './junit.ts';
import { renderCiMarkdown } from './markdown.ts';

/** The files of `--reports DIR`, by name. What a part that was left out would say is in none of them. */
export function ciReports(result: CiResult): readonly (readonly [name: string, text: string])[] {
  const { value } = result.lint;
  return [
    ...(value === undefined
      ? []
      : ([
          ['argoflow.sarif', renderSarif(value.result, value.sources)],
          ['gl-code-quality-report.json', renderGitlab(value.result)],
        ] as const)),
    ['junit.xml', renderCiJunit(result)],
    ['argoflow.json', renderCiJson(result)],
    ['summary.md', renderCiMarkdown(result)],
  ];
}
