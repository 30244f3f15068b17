import type { RecordResult } from '../flow-test/record-run.ts';
import { createPen, type Style } from './pen.ts';
import { oneLine } from './text-width.ts';
import { renderYaml } from './yaml.ts';

/** The text of the flow test that is to be written. */
export function recordedText({ flowTest }: RecordResult): string {
  const { content } = flowTest;
  if (content.kind === 'changed') return content.text;
  return `# Recorded by "argoflow record"; "argoflow test" runs it. Say more of what must come of it, or less.\n${renderYaml(content.value)}`;
}

/** What was written, and what to do with it. */
export function renderRecorded({ flowTest, fixtures, cases }: RecordResult, style: Style): string {
  const { paint } = createPen(style);
  const added = flowTest.content.kind === 'new' ? 'created' : 'changed';
  return [
    ...fixtures.map(({ path }) => `${paint.green('created')}  ${oneLine(path)}`),
    `${paint.green(added)}  ${oneLine(flowTest.path)}`,
    ...cases.map((name) => `  ${oneLine(name)}`),
    '',
    `next: argoflow test ${quoted(flowTest.path)}`,
    '',
  ].join('\n');
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : JSON.stringify(path);
}
