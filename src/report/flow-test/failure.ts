import { createTwoFilesPatch } from 'diff';
import type { CaseResult, End, Failure, FileResult } from '../../flow-test/result.ts';
import type { JsonValue } from '../../json.ts';
import { formatPlace } from '../place.ts';
import { briefLine } from '../text-width.ts';
import { renderYaml } from '../yaml.ts';

/** What went wrong in a case, as plain lines for formats that have no layout of their own. */
export function plainLines({ failures, error, ends }: CaseResult): readonly string[] {
  return [
    ...(error === undefined
      ? []
      : [error.message, ...(error.help === undefined ? [] : [`help: ${error.help}`])]),
    ...failures.flatMap(plainFailure),
    ...ends.map(plainEnd),
  ];
}

function plainFailure(failure: Failure): readonly string[] {
  const { at, help, snapshot } = failure;
  return [
    `${formatPlace(at)}: ${failureText(failure)}`,
    ...(snapshot === undefined ? [] : snapshotDiff(snapshot)),
    ...(help === undefined ? [] : [`help: ${help}`]),
  ];
}

/** `outcome: expected fires, got filtered` */
export function failureText({ subject, expected, actual, snapshot }: Failure): string {
  if (snapshot !== undefined) return 'what comes of it differs from the snapshot';
  return briefLine(`${subject}: expected ${expected}, got ${actual}`);
}

/** `sensor.yaml:14:22: demo/deploy ends at the data filter: body.ref is "x"` */
export function plainEnd({ of, hop, summary, at }: End): string {
  const place = at === undefined ? '' : formatPlace(at);
  return `${place === '' ? '' : `${place}: `}${briefLine(`${of} ${of.includes(', ') ? 'end' : 'ends'} at ${hop}: ${summary}`)}`;
}

/** The lines of two snapshots that differ, with a few around them. */
export function snapshotDiff({
  expected,
  actual,
}: {
  expected: JsonValue;
  actual: JsonValue;
}): readonly string[] {
  const patch = createTwoFilesPatch('expected', 'got', textOf(expected), textOf(actual), '', '', {
    context: 3,
  });
  return patch
    .split('\n')
    .slice(1)
    .filter((line) => line !== '' && !line.startsWith('\\'));
}

function textOf(value: JsonValue): string {
  return typeof value === 'object' && value !== null ? renderYaml(value) : `${String(value)}\n`;
}

/** A file that could not be read as a flow test, or whose manifests could not, as a case of its own. */
export function fileProblems({ file, diagnostics, error }: FileResult): readonly {
  readonly message: string;
  readonly place: string;
  readonly help: string | undefined;
}[] {
  return [
    ...diagnostics.map(({ message, at, help }) => ({ message, place: formatPlace(at), help })),
    ...(error === undefined ? [] : [{ message: error.message, place: file, help: error.help }]),
  ];
}
