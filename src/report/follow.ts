import type { FollowedHop, Trail } from '../follow/hop.ts';
import type { FlowLine } from '../follow/logs.ts';
import type { Prediction } from '../follow/prediction.ts';
import { asPredicted, type ClusterTestResult } from '../follow/run.ts';
import type { TraceResult } from '../follow/trace.ts';
import { createPen, type Pen, type Style } from './pen.ts';
import { oneLine } from './text-width.ts';

const LABEL = 9;

export function renderPrediction({ outcome, because }: Prediction, style: Style): string {
  const { paint } = createPen(style);
  const why = because === undefined ? '' : `  ${oneLine(because)}`;
  return `${paint.dim('predicted'.padEnd(LABEL + 2))} ${paint.bold(outcome)}${why}\n`;
}

/** A hop on a line; where the event died, what proves it. */
export function renderHop(hop: FollowedHop, style: Style): string {
  return `${hopLines(hop, createPen(style)).join('\n')}\n`;
}

export function renderNode(workflow: string, name: string, phase: string, style: Style): string {
  const { paint, symbols } = createPen(style);
  const label = name === workflow ? workflow : `${workflow} ${symbols.last} ${name}`;
  return paint.dim(`    ${oneLine(label)}  ${phase}\n`);
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
  if (trail.outcome === 'succeeded') lines.push(paint.green.bold(`${symbols.passed} succeeded`));
  if (trail.cause !== undefined) lines.push(...deathLines(trail.cause, pen));
  if (timedOut) {
    lines.push(paint.cyan.bold(`${symbols.waiting} the time is up`));
    for (const hop of openHops(trail)) lines.push(...hopLines(hop, pen));
  }
  if (!timedOut && !asPredicted(prediction.outcome, trail)) {
    const { because } = prediction;
    const said = `${prediction.outcome}${because === undefined ? '' : `: ${oneLine(because)}`}`;
    lines.push(paint.yellow(`  other than predicted (${said})`));
  } else if (trail.cause !== undefined && prediction.because !== undefined) {
    lines.push(paint.dim(`  as predicted: ${oneLine(prediction.because)}`));
  }
  return `${lines.join('\n')}\n`;
}

/** A line of a Pod after the hop that said it. */
export function renderFlowLine({ hop, name, text }: FlowLine, style: Style): string {
  const { paint } = createPen(style);
  const colour = { source: paint.cyan, sensor: paint.yellow, workflow: paint.green }[hop];
  return `${colour(`${hop} ${oneLine(name)}`)} ${oneLine(text)}\n`;
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

function deathLines({ kind, evidence, summary }: FollowedHop, { paint, symbols }: Pen): string[] {
  const proof = evidence === undefined ? [] : [`  ${paint.bold(evidence.from)}: ${oneLine(evidence.text)}`];
  return [paint.red.bold(`${symbols.stopped} died at ${kind}: ${oneLine(summary)}`), ...proof];
}

function openHops({ hops, triggers }: Trail): readonly FollowedHop[] {
  return [...hops, ...triggers.flatMap((trigger) => trigger.hops)].filter(
    ({ state }) => state === 'waiting' || state === 'unknown',
  );
}

function hopLines(hop: FollowedHop, { paint, symbols }: Pen, proven = false): string[] {
  const { kind, name, state, summary, evidence } = hop;
  const mark = {
    reached: paint.green(symbols.passed),
    died: paint.red.bold(symbols.stopped),
    waiting: paint.cyan(symbols.waiting),
    unknown: paint.yellow(symbols.skipped),
  }[state];
  const text = [name, summary].filter((part) => part !== '').map(oneLine);
  const proof =
    evidence === undefined || !(proven || state === 'died')
      ? []
      : [paint.dim(`${' '.repeat(LABEL + 5)}${oneLine(evidence.from)}: ${oneLine(evidence.text)}`)];
  return [`  ${mark} ${kind.padEnd(LABEL)} ${text.join('  ')}`, ...proof];
}
