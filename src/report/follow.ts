import type { Help } from '../follow/help.ts';
import type { FollowedHop, Trail } from '../follow/hop.ts';
import { readEntry } from '../follow/log-line.ts';
import type { FlowLine } from '../follow/logs.ts';
import type { Prediction } from '../follow/prediction.ts';
import { asPredicted, type ClusterTestResult } from '../follow/run.ts';
import type { TraceResult } from '../follow/trace.ts';
import type { TreeNode } from '../follow/workflow-hops.ts';
import { createPen, type Pen, type Style } from './pen.ts';
import { oneLine, wrap } from './text-width.ts';

const LABEL = 9;

export function renderPrediction({ outcome, because }: Prediction, style: Style): string {
  const { paint, columns } = createPen(style);
  const indent = LABEL + 5 + outcome.length;
  const [first = '', ...rest] = wrap(oneLine(because ?? ''), columns && columns - indent);
  const head = `${paint.dim('predicted'.padEnd(LABEL + 2))} ${paint.bold(outcome)}`;
  const lines = [first === '' ? head : `${head}  ${first}`, ...rest.map((line) => ' '.repeat(indent) + line)];
  return `${lines.join('\n')}\n`;
}

/** A hop on a line; where the event died, what proves it. */
export function renderHop(hop: FollowedHop, style: Style): string {
  return `${hopLines(hop, createPen(style)).join('\n')}\n`;
}

/** A node of a Workflow, as deep as it stands in its tree. */
export function renderNode({ name, phase, message, depth }: TreeNode, style: Style): string {
  const { paint, symbols } = createPen(style);
  const bad = phase === 'Failed' || phase === 'Error';
  const mark = bad
    ? paint.red(symbols.stopped)
    : phase === 'Succeeded'
      ? paint.green(symbols.passed)
      : paint.cyan(symbols.waiting);
  const words = [oneLine(name), phase, ...(message === '' ? [] : [oneLine(message)])].join('  ');
  return `${'  '.repeat(depth + 2)}${mark} ${bad ? words : paint.dim(words)}\n`;
}

/** The last words: how it ended, why, and whether it was to be expected. */
export function renderVerdict(result: ClusterTestResult, style: Style): string {
  const pen = createPen(style);
  const { paint, symbols } = pen;
  const lines: string[] = [''];
  const { trail, prediction, timedOut, followed } = result;
  for (const note of result.notes) lines.push(`${paint.cyan('note:')} ${oneLine(note)}`);
  if (!followed && trail.outcome !== 'died') {
    lines.push(`${symbols.passed} sent, answered ${result.response?.status ?? ''}; not followed`);
    return `${lines.join('\n')}\n`;
  }
  const held = trail.triggers.filter((trigger) => trigger.held).flatMap(({ hops }) => hops);
  if (held.length > 0) lines.unshift(...held.flatMap((hop) => hopLines(hop, pen, true)));
  if (trail.outcome === 'waiting' && !timedOut) {
    lines.push(paint.cyan.bold(`${symbols.waiting} waits for other events`));
  }
  if (trail.outcome === 'succeeded') lines.push(paint.green.bold(`${symbols.passed} succeeded`));
  if (trail.cause !== undefined) lines.push(...deathLines(trail.cause, pen));
  if (timedOut) {
    lines.push(paint.cyan.bold(`${symbols.waiting} the time is up`));
    for (const hop of openHops(trail)) lines.push(...hopLines(hop, pen));
  }
  if (!timedOut && !asPredicted(prediction.outcome, trail)) {
    const { because } = prediction;
    const said = `${prediction.outcome}${because === undefined ? '' : `: ${oneLine(because)}`}`;
    lines.push(...indented(`other than predicted (${said})`, pen).map((line) => paint.yellow(line)));
  } else if (trail.cause !== undefined && prediction.because !== undefined) {
    lines.push(
      ...indented(`as predicted: ${oneLine(prediction.because)}`, pen).map((line) => paint.dim(line)),
    );
  }
  if (result.help !== undefined) lines.push(...helpLines(result.help, pen));
  return `${lines.join('\n')}\n`;
}

function indented(text: string, { columns }: Pen): string[] {
  return wrap(text, columns && columns - 2).map((line) => `  ${line}`);
}

/** A line of a Pod after the hop that said it, as it was written. */
export function renderRawLine({ hop, name, text }: FlowLine, style: Style): string {
  return `${speaker(hop, name, createPen(style))} ${oneLine(text)}\n`;
}

/** The same for people: the time of day, the level where it is no news, what was said and its fields. */
export function renderFlowLine({ hop, name, pod, container, text }: FlowLine, style: Style): string {
  const pen = createPen(style);
  const { paint } = pen;
  const { level, message, time, fields } = readEntry({ pod, container, text, fresh: true });
  if (message === '') return `${speaker(hop, name, pen)} ${oneLine(text)}\n`;
  const clock = Number.isNaN(time) ? '' : new Date(time).toISOString().slice(11, 23);
  const loud = { error: paint.red, fatal: paint.red, warn: paint.yellow }[level];
  const more = Object.entries(fields)
    .filter(([key, value]) => !TOLD.has(key) && !(OWN.has(key) && value === name))
    .map(([key, value]) => paint.dim(`${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`));
  const words = [
    speaker(hop, name, pen),
    paint.dim(clock),
    loud === undefined ? '' : loud(level),
    message,
    ...more,
  ];
  return `${oneLine(words.filter((word) => word !== '').join(' '))}\n`;
}

/** What stands elsewhere on the line, or says only where in the program it was said. */
const TOLD: ReadonlySet<string> = new Set(['level', 'ts', 'time', 'msg', 'logger', 'caller', 'stacktrace']);
const OWN: ReadonlySet<string> = new Set(['eventSourceName', 'sensorName']);

function speaker(hop: FlowLine['hop'], name: string, { paint }: Pen): string {
  const colour = { source: paint.cyan, sensor: paint.yellow, workflow: paint.green }[hop];
  return colour(`${hop} ${oneLine(name)}`);
}

/** What is left of the way of an event. */
export function renderTrace({ eventIds, trails, notes }: TraceResult, style: Style): string {
  const pen = createPen(style);
  const lines = trails.flatMap(({ eventId, hops, triggers, cause }) => [
    pen.paint.bold(`event ${eventId ?? 'of unknown id'}`),
    ...[...hops, ...triggers.flatMap((trigger) => trigger.hops)].flatMap((hop) => hopLines(hop, pen, true)),
    ...(cause === undefined ? [] : deathLines(cause, pen)),
  ]);
  if (eventIds.length > 1) lines.push(pen.paint.dim(`${eventIds.length} events together met the conditions`));
  lines.push(...notes.map((note) => `${pen.paint.cyan('note:')} ${oneLine(note)}`));
  return `${lines.join('\n')}\n`;
}

/** What proves it stands with its hop already. */
function deathLines({ kind, summary }: FollowedHop, { paint, symbols, columns }: Pen): string[] {
  const [first = '', ...rest] = wrap(
    `${symbols.stopped} died at ${kind}: ${oneLine(summary)}`,
    columns && columns - 2,
  );
  return [first, ...rest.map((line) => `  ${line}`)].map((line) => paint.red.bold(line));
}

function helpLines({ text, command }: Help, { paint, columns }: Pen): string[] {
  const [first = '', ...rest] = wrap(oneLine(text), columns && columns - 8);
  return [
    `  ${paint.cyan('help:')} ${first}`,
    ...rest.map((line) => `        ${line}`),
    // A command is one line, so that it can be copied.
    ...(command === undefined ? [] : [`        ${paint.cyan(`$ ${command}`)}`]),
  ];
}

function openHops({ hops, triggers }: Trail): readonly FollowedHop[] {
  return [...hops, ...triggers.flatMap((trigger) => trigger.hops)].filter(
    ({ state }) => state === 'waiting' || state === 'unknown',
  );
}

function hopLines(hop: FollowedHop, { paint, symbols, columns }: Pen, proven = false): string[] {
  const { kind, name, state, summary, evidence } = hop;
  const mark = {
    reached: paint.green(symbols.passed),
    died: paint.red.bold(symbols.stopped),
    waiting: paint.cyan(symbols.waiting),
    unknown: paint.yellow(symbols.skipped),
  }[state];
  const proof = proven || state === 'died' ? evidence : undefined;
  // What is said twice is read once.
  const said = proof?.text.includes(summary) ? '' : summary;
  const indent = LABEL + 5;
  const block = (text: string) => wrap(oneLine(text), columns && columns - indent);
  const [first = '', ...rest] = block([name, said].filter((part) => part !== '').join('  '));
  const details = proof === undefined ? [] : block(`${proof.from}: ${proof.text}`);
  return [
    `  ${mark} ${kind.padEnd(LABEL)} ${first}`,
    ...[...rest, ...details.map((line) => paint.dim(line))].map((line) => `${' '.repeat(indent)}${line}`),
  ];
}
