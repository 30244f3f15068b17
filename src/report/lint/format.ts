import type { LintReport } from '../../lint/run.ts';
import type { Sources } from '../code-frame.ts';
import type { Style } from '../pen.ts';
import { renderConcise } from './concise.ts';
import { renderGithub } from './github.ts';
import { renderGitlab } from './gitlab.ts';
import { renderLintJson, renderLintLines } from './json.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown.ts';
import { renderSarif } from './sarif.ts';
import { renderLintText } from './text.ts';

/** What a result looks like in a format; `style` is for people's formats only. */
type Format = (result: LintReport, sources: Sources, style: Style) => string;

/** A format is a file and a line here. */
export const LINT_FORMATS = {
  text: renderLintText,
  concise: renderConcise,
  json: renderLintJson,
  jsonl: renderLintLines,
  sarif: renderSarif,
  github: renderGithub,
  gitlab: renderGitlab,
  junit: renderJunit,
  markdown: renderMarkdown,
} satisfies Record<string, Format>;

export type LintFormat = keyof typeof LINT_FORMATS;
