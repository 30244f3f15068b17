import { reasonOf } from '../simulate/reason.ts';
import type { Hop } from '../simulate/trace.ts';
import { allTriggers, triggerOutcome } from '../test-event/outcome.ts';
import type { OverallOutcome } from '../test-event/overall-outcome.ts';
import type {
  ExpectationResult,
  FiringResult,
  FollowedEvent,
  TestEventResult,
  TriggerResult,
} from '../test-event/result.ts';
import type { Sources } from './code-frame.ts';
import { countDiagnostics, diagnosticLines } from './diagnostics.ts';
import { createPen, type Pen, type Style } from './pen.ts';
import { cut, oneLine, wrap } from './text-width.ts';
import { actionLines, pair, trailLines } from './trace.ts';
import { workflowLines } from './workflow.ts';

/** Wider lines than this are harder to read, not easier. */
const WIDEST = 110;

/**
 * The way of the fired events as text: a line a hop, the tree of each Workflow, and where an event died, the value
 * that decided it, what would have passed, and the lines of the manifest. The last line is the answer.
 */
export function renderTestEvent(result: TestEventResult, sources: Sources, style: Style): string {
  const pen = penOf(style);
  const blocks = [
    ...result.diagnostics.map((diagnostic) => diagnosticLines(diagnostic, sources, pen)),
    ...result.firings.map((firing) => firingLines(firing, sources, pen)),
    conclusionLines(result, pen),
  ];
  return legible(`${joinBlocks(blocks)}\n`, style);
}

/** One firing alone, for a listener that prints each request as it arrives. */
export function renderFiring(firing: FiringResult, sources: Sources, style: Style): string {
  const pen = penOf(style);
  const outcomes = allTriggers(firing).flatMap((trigger) => outcomeLines(trigger, pen));
  return legible(`${joinBlocks([firingLines(firing, sources, pen), outcomes])}\n`, style);
}

/** The last lines alone: what became of each trigger, and what was expected. */
export function renderConclusion(result: TestEventResult, style: Style): string {
  return legible(`${conclusionLines(result, penOf(style)).join('\n')}\n`, style);
}

/** Our own sentences have ellipses too, which an ASCII terminal cannot show. */
function legible(text: string, { unicode }: Style): string {
  return unicode ? text : text.replaceAll('…', '...');
}

function penOf(style: Style): Pen {
  return createPen({
    ...style,
    columns: style.columns === undefined ? undefined : Math.min(style.columns, WIDEST),
  });
}

function firingLines(firing: FiringResult, sources: Sources, pen: Pen): string[] {
  return joinBlocks([stimulusLines(firing, pen), ...eventBlocks(firing, sources, pen)]).split('\n');
}

function eventBlocks(event: FollowedEvent, sources: Sources, pen: Pen): string[][] {
  return [
    trailLines(event.hops, sources, pen),
    ...answerBlock(event, pen),
    ...event.triggers.map((trigger) => triggerLines(trigger, sources, pen)),
    ...(event.others ?? []).flatMap((other) => eventBlocks(other, sources, pen)),
  ];
}

/** What the caller was told, which often is no hint at what really happened. */
function answerBlock({ response }: FollowedEvent, pen: Pen): string[][] {
  if (response === undefined) return [];
  const body = response.body.trimEnd();
  const status = String(response.status);
  const answer = body === '' || body.startsWith(status) ? body || status : `${status} ${body}`;
  return [pair('answered', answer, pen)];
}

function stimulusLines({ eventSource, eventName, type, stimulus }: FiringResult, pen: Pen): string[] {
  const { paint } = pen;
  const target = oneLine(eventName === '' ? eventSource : `${eventSource}/${eventName}`);
  const request = stimulus.request === undefined ? `${type} event` : stimulus.request;
  const lines = wrap(oneLine(`${request} ${pen.symbols.arrow} ${target}`), pen.columns).map((line) =>
    paint.bold(line),
  );
  if (stimulus.body !== null && stimulus.body !== '') {
    const room = pen.columns === undefined ? undefined : pen.columns - 3;
    lines.push(`  ${cut(oneLine(stimulus.body), room, pen.symbols.ellipsis)}`);
  }
  lines.push(...wrap(`from ${oneLine(stimulus.origin)}`, pen.columns).map((line) => paint.dim(`  ${line}`)));
  return lines;
}

function triggerLines(trigger: TriggerResult, sources: Sources, pen: Pen): string[] {
  const { paint } = pen;
  const heading = `sensor ${oneLine(trigger.sensor)}, trigger ${oneLine(trigger.trigger)}`;
  const lines = wrap(heading, pen.columns).map((line) => paint.bold(line));
  lines.push(...trailLines(trigger.hops, sources, pen));
  const { workflow, action } = trigger;
  // Of a trigger that creates an object the walk says it all; another one does it by a command line.
  if (action !== undefined && (workflow === undefined || action.kind === 'argoWorkflow')) {
    lines.push('', ...actionLines(action, pen));
  }
  if (workflow !== undefined) lines.push('', ...workflowLines(workflow, sources, pen));
  if (trigger.dlqTrigger !== undefined) {
    lines.push('', ...triggerLines(trigger.dlqTrigger, sources, pen));
  }
  return lines;
}

function conclusionLines(result: TestEventResult, pen: Pen): string[] {
  const { paint } = pen;
  const triggers = lastTraces(result.firings);
  const lines = triggers.length === 0 ? sourceLines(result, pen) : [];
  lines.push(...triggers.flatMap((trigger) => outcomeLines(trigger, pen)));
  for (const expectation of result.expectations) {
    if (expectation.met && result.asExpected && expectation.expected === 'fires') continue;
    lines.push(expectationLine(expectation, pen));
  }
  const count = countDiagnostics(result.diagnostics);
  if (count !== '') lines.push(paint.dim(`${count} in the manifests`));
  return lines;
}

/** Nobody's trigger: the event ended at its source or on the bus. */
function sourceLines({ firings, outcome }: TestEventResult, pen: Pen): string[] {
  const last = firings.at(-1);
  if (last === undefined) return verdictLines(outcome, 'no event arrived', pen);
  const fatal = last.hops.find((hop: Hop) => hop.verdict !== 'passed');
  const why = fatal === undefined ? 'the event reached no trigger' : reasonOf(fatal);
  return verdictLines(outcome, `${last.eventSource}/${last.eventName}: ${why}`, pen);
}

function outcomeLines(trigger: TriggerResult, pen: Pen): string[] {
  const outcome = triggerOutcome(trigger);
  return verdictLines(outcome, `${trigger.sensor}/${trigger.trigger}${because(trigger, outcome)}`, pen);
}

function verdictLines(outcome: OverallOutcome, text: string, pen: Pen): string[] {
  const { symbols } = pen;
  const symbol =
    outcome === 'fires' ? symbols.passed : outcome === 'waiting' ? symbols.waiting : symbols.stopped;
  const head = `${symbol} ${outcome}  `;
  const room = pen.columns === undefined ? undefined : pen.columns - head.length - 1;
  return wrap(oneLine(text), room).map((line, index) =>
    index === 0 ? paintOutcome(outcome, pen)(head) + line : ' '.repeat(head.length) + line,
  );
}

function because(trigger: TriggerResult, outcome: OverallOutcome): string {
  const { workflow } = trigger;
  const refused = trigger.hops.find(({ kind, verdict }) => kind === 'permission' && verdict === 'failed');
  if (refused !== undefined) return `: ${reasonOf(refused)}`;
  if (workflow !== undefined) {
    const name = workflow.name === '' ? 'its Workflow' : `Workflow ${workflow.name}`;
    switch (workflow.phase) {
      case 'Succeeded':
        return `: ${name}`;
      case 'Rejected':
        return `: ${name} is not accepted`;
      case 'Running':
        return `: ${name} never ends`;
      case 'Unknown':
        return `: how ${name} ends is not known`;
      default:
        return `: ${name} ends in ${workflow.phase}`;
    }
  }
  if (outcome === 'fires') return '';
  const fatal = trigger.hops.find((hop: Hop) => hop.verdict !== 'passed');
  return fatal === undefined ? '' : `: ${reasonOf(fatal)}`;
}

function expectationLine({ expected, actual, met }: ExpectationResult, { paint, symbols }: Pen): string {
  return met
    ? paint.green(`${symbols.passed} as expected: ${oneLine(expected)}`)
    : paint.red.bold(`${symbols.stopped} expected ${oneLine(expected)}, got ${actual}`);
}

function paintOutcome(outcome: OverallOutcome, { paint }: Pen): (text: string) => string {
  switch (outcome) {
    case 'fires':
      return paint.green.bold;
    case 'waiting':
      return paint.cyan.bold;
    case 'filtered':
    case 'dropped':
      return paint.yellow.bold;
    default:
      return paint.red.bold;
  }
}

/** Each trigger once, by its last trace, in the order in which they first appeared. */
function lastTraces(firings: readonly FiringResult[]): readonly TriggerResult[] {
  const found = new Map<string, TriggerResult>();
  for (const firing of firings) {
    for (const trigger of allTriggers(firing)) {
      found.set(JSON.stringify([trigger.namespace, trigger.sensor, trigger.trigger]), trigger);
    }
  }
  return [...found.values()];
}

/** Blocks with one empty line between them, however many their own ends have. */
function joinBlocks(blocks: readonly (readonly string[])[]): string {
  return blocks
    .map((block) => block.join('\n').replace(/^\n+|\n+$/g, ''))
    .filter((block) => block !== '')
    .join('\n\n')
    .replace(/\n{3,}/g, '\n\n');
}
