import type { FlowTestResult } from '../../flow-test/result.ts';
import type { Sources } from '../code-frame.ts';
import type { Style } from '../pen.ts';
import { renderFlowTestGithub } from './github.ts';
import { renderFlowTestJson } from './json.ts';
import { renderFlowTestJunit } from './junit.ts';
import { renderFlowTestMarkdown } from './markdown.ts';
import { renderFlowTestText } from './text.ts';

/** What a result looks like in a format; `style` is for people's formats only. */
type Format = (result: FlowTestResult, sources: Sources, style: Style) => string;

/** A format is a file and a line here. */
export const FLOW_TEST_FORMATS = {
  text: renderFlowTestText,
  json: renderFlowTestJson,
  junit: renderFlowTestJunit,
  github: renderFlowTestGithub,
  markdown: renderFlowTestMarkdown,
} satisfies Record<string, Format>;

export type FlowTestFormat = keyof typeof FLOW_TEST_FORMATS;
