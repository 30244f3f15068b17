import type { Action, Decision, Hop } from '../simulate/trace.ts';
import type { Sources } from './code-frame.ts';
import { frameLines } from './diagnostics.ts';
import { formatDuration } from './duration.ts';
import type { Pen } from './pen.ts';
import { formatPlace } from './place.ts';
import { oneLine, padEnd, padStart, printable, textWidth, wrap } from './text-width.ts';

/** The widest label of a hop, `source filter`. */
const LABEL = 13;
const TIME = 9;
/** Below this many columns a hop's summary stands under its label instead of beside it. */
const NARROW = 64;

/** Hops in their order. Only the first that did not pass is explained: the ones after it follow from it. */
export function trailLines(hops: readonly Hop[], sources: Sources, pen: Pen): string[] {
  const fatal = hops.findIndex(({ verdict }) => verdict !== 'passed');
  return hops.flatMap((hop, index) =>
    index > fatal && fatal >= 0 ? notedLines(hop, pen) : hopLines(hop, sources, pen),
  );
}

/** A hop: its verdict, its label, what happened, how long it took; and, where the event died, why. */
function hopLines(hop: Hop, sources: Sources, pen: Pen): string[] {
  const lines = notedLines(hop, pen);
  if (hop.verdict === 'passed') return lines;
  const why = hop.decision === undefined ? [] : decisionLines(hop.decision, pen);
  const at = hop.decision?.at ?? hop.at;
  const place = at === undefined ? '' : formatPlace(at);
  const frame = at === undefined || hop.verdict === 'waiting' ? [] : frameLines(at, sources, pen);
  if (why.length > 0 || (place !== '' && hop.verdict !== 'waiting')) {
    if (why.length > 0) lines.push('', ...why);
    if (place !== '')
      lines.push('', `    ${pen.paint.bold(oneLine(place))}`, ...frame.map((line) => `  ${line}`));
    lines.push('');
  }
  return lines;
}

function notedLines(hop: Hop, pen: Pen): string[] {
  const lines = headLines(hop, pen);
  for (const note of hop.notes ?? []) lines.push(...noteLines(note, pen, isNarrow(pen) ? 4 : 4 + LABEL + 1));
  return lines;
}

function headLines(hop: Hop, pen: Pen): string[] {
  const { paint } = pen;
  const mark = paintVerdict(hop, pen)(verdictSymbol(hop, pen));
  const label = hop.kind === 'source-filter' ? 'source filter' : hop.kind;
  const strong = hop.verdict === 'passed' ? (text: string) => text : paint.bold;
  const time = formatDuration(hop.milliseconds);
  const name = oneLine(hop.name);
  // Errors of the languages point at a column with a line of its own.
  const text = [name, printable(hop.summary)].filter((part) => part !== '').join('  ');

  if (pen.columns === undefined) {
    const [first = '', ...more] = text.split('\n');
    return [
      `  ${mark} ${strong(padEnd(label, LABEL))} ${strong(first)}  ${paint.dim(time)}`,
      ...more.map((line) => `${' '.repeat(4 + LABEL + 1)}${strong(line)}`),
    ];
  }
  if (isNarrow(pen)) {
    const gap = ' '.repeat(Math.max(1, pen.columns - 5 - label.length - time.length));
    const below = wrap(text, pen.columns - 5).map((line) => `    ${strong(line)}`);
    return [`  ${mark} ${strong(label)}${gap}${paint.dim(time)}`, ...below];
  }
  const start = 4 + LABEL + 1;
  const room = pen.columns - start - TIME - 2;
  return wrap(text, room).map((line, index) =>
    index === 0
      ? `  ${mark} ${strong(padEnd(label, LABEL))} ${strong(padEnd(line, room))} ${paint.dim(padStart(time, TIME))}`
      : `${' '.repeat(start)}${strong(line)}`,
  );
}

function isNarrow({ columns }: Pen): boolean {
  return columns !== undefined && columns < NARROW;
}

/** The value that decided, what was asked of it, and what would have passed. */
export function decisionLines(decision: Omit<Decision, 'at'>, pen: Pen): string[] {
  const { paint } = pen;
  const found =
    decision.value === undefined
      ? `${decision.subject} is not there`
      : `${decision.subject} = ${decision.value}`;
  return [
    ...pair('found', found, pen, paint.yellow),
    ...pair('asked', decision.expected, pen),
    ...pair('instead', decision.wouldPass, pen, paint.green),
  ];
}

/** A label and its text, wrapped beside it. */
export function pair(
  label: string,
  text: string,
  pen: Pen,
  paint: (text: string) => string = (line) => line,
  indent = 4,
): string[] {
  const width = Math.max(12, textWidth(label) + 2);
  const room = pen.columns === undefined ? undefined : pen.columns - indent - width - 1;
  return wrap(oneLine(text), room).map(
    (line, index) =>
      `${' '.repeat(indent)}${pen.paint.dim(padEnd(index === 0 ? label : '', width))}${paint(line)}`,
  );
}

export function noteLines(note: string, pen: Pen, indent = 4): string[] {
  const room = pen.columns === undefined ? undefined : pen.columns - indent - 7;
  return wrap(oneLine(note), room).map((line, index) =>
    index === 0
      ? `${' '.repeat(indent)}${pen.paint.cyan('note:')} ${line}`
      : `${' '.repeat(indent + 6)}${line}`,
  );
}

/** What the trigger would do, where that is not a Workflow. */
export function actionLines(action: Action, pen: Pen): string[] {
  switch (action.kind) {
    case 'k8s':
      return pair('would do', `${action.operation} ${action.resource}`, pen);
    case 'argoWorkflow':
      return pair('would run', commandLine(action.command), pen);
    case 'http':
      return [
        ...pair('would send', `${action.method} ${action.url}`, pen),
        ...Object.keys(action.headers).flatMap((name) => pair('', `${name}: ${action.headers[name]}`, pen)),
        ...(action.body === null ? [] : pair('body', action.body, pen)),
      ];
    case 'message':
      return [
        ...pair('would send', `to ${action.system}: ${targetText(action.target)}`, pen),
        ...(action.body === null ? [] : pair('body', action.body, pen)),
      ];
  }
}

function targetText(target: Extract<Action, { kind: 'message' }>['target']): string {
  if (typeof target === 'string') return target;
  return JSON.stringify(target, (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}

/** Words as one command line; a word with anything unusual in it is quoted as JSON quotes it. */
export function commandLine(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : quote(word))).join(' ');
}

function quote(word: string): string {
  return /^\{\{[^"\\\s]*\}\}$/.test(word)
    ? word
    : `"${printable(word).replace(/["\n]/g, (c) => (c === '"' ? '\\"' : '\\n'))}"`;
}

function verdictSymbol({ verdict }: Hop, { symbols }: Pen): string {
  switch (verdict) {
    case 'passed':
      return symbols.passed;
    case 'waiting':
      return symbols.waiting;
    default:
      return symbols.stopped;
  }
}

function paintVerdict({ verdict }: Hop, { paint }: Pen): (text: string) => string {
  switch (verdict) {
    case 'passed':
      return paint.green;
    case 'waiting':
      return paint.cyan;
    case 'stopped':
      return paint.yellow.bold;
    default:
      return paint.red.bold;
  }
}
