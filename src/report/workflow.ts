import type { NodePhase, WorkflowNode, WorkflowRun } from '../workflow/run.ts';
import type { Sources } from './code-frame.ts';
import { diagnosticLines } from './diagnostics.ts';
import type { Pen } from './pen.ts';
import { cut, oneLine, printable, textWidth, wrap } from './text-width.ts';
import { commandLine, noteLines, pair } from './trace.ts';

/** A script or manifest longer than this is cut where a person reads along; a pipe gets all of it. */
const BODY_LINES = 12;
/** So are brothers and sisters beyond this number. */
const SIBLINGS = 24;
/** Nodes further in than leaves them so many columns are counted, where a person reads along. */
const NARROWEST = 28;

/** How a Workflow would run: its problems, its parameters, and the tree of its nodes down to the command lines. */
export function workflowLines(run: WorkflowRun, sources: Sources, pen: Pen): string[] {
  const lines: string[] = [];
  const indented = { ...pen, columns: pen.columns === undefined ? undefined : pen.columns - 4 };
  for (const problem of run.problems) {
    lines.push(...diagnosticLines(problem, sources, indented).map((line) => `    ${line}`), '');
  }
  const parameters = Object.entries(run.parameters);
  // A person sees the start of a long value here, and all of it in a pipe.
  const room = pen.columns === undefined ? undefined : (pen.columns - 18) * 3;
  if (parameters.length > 0) {
    parameters.forEach(([name, value], index) => {
      const text = cut(`${name} = ${JSON.stringify(value)}`, room, pen.symbols.ellipsis);
      lines.push(...pair(index === 0 ? 'parameters' : '', text, pen));
    });
    lines.push('');
  }
  if (run.root !== undefined) lines.push(...treeLines(run.root, pen));
  if (run.onExit !== undefined) {
    lines.push('', `    ${pen.paint.dim('when it has ended')}`, ...treeLines(run.onExit, pen));
  }
  const unknown = unknownIn([run.root, run.onExit]);
  if (unknown.length > 0) lines.push('', ...noteLines(askFor(unknown), pen));
  if (run.truncated === true) lines.push(...noteLines('the Workflow is larger than what is shown here', pen));
  return lines;
}

/** References of the tree that only a run can know, each once, in their order. */
function unknownIn(roots: readonly (WorkflowNode | undefined)[]): readonly string[] {
  const found = new Set<string>();
  const stack = roots.filter((root) => root !== undefined).toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (const reference of node.unknown ?? []) found.add(reference);
    stack.push(...node.children.toReversed());
  }
  return [...found];
}

function askFor(references: readonly string[]): string {
  const shown = references.map((reference) => `{{${reference}}}`).join(', ');
  const given = references.find((reference) => /^(?:steps|tasks)\.[\w-]+\.outputs\./.test(reference));
  const how =
    given === undefined
      ? ''
      : `; give it with --node-output ${given.replace(/^(?:steps|tasks)\./, '')}=VALUE`;
  return `only a run can know ${shown}${how}`;
}

interface Row {
  readonly node: WorkflowNode;
  /** The group that this row stands for too, as `[0]`. */
  readonly prefix: string;
}

function treeLines(root: WorkflowNode, pen: Pen): string[] {
  const lines: string[] = [];
  // A stack instead of recursion: a chain of 10,000 nodes is as good as any other.
  const stack: { row: Row; first: string; rest: string }[] = [
    { row: { node: root, prefix: '' }, first: '    ', rest: '    ' },
  ];
  const { symbols, paint } = pen;
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { row, first, rest } = next;
    const rows = row.node.children.map(collapse);
    if (rows.length > 0 && pen.columns !== undefined && plainWidth(rest) > pen.columns - NARROWEST) {
      lines.push(...nodeLines(row, first, `${rest}   `, pen));
      lines.push(paint.dim(`${rest}   ${symbols.ellipsis} ${countBelow(row.node)} nodes below`));
      continue;
    }
    const hidden = pen.columns === undefined ? 0 : Math.max(0, rows.length - SIBLINGS);
    const shown = hidden > 1 ? rows.slice(0, SIBLINGS) : rows;
    const below = shown.length > 0 ? `${rest}${symbols.pipe}  ` : `${rest}   `;
    lines.push(...nodeLines(row, first, below, pen));
    if (hidden > 1) {
      // Printed by the last shown child's turn would be too late in a stack, so the count stands first.
      lines.push(paint.dim(`${rest}${symbols.pipe}  the first ${SIBLINGS} of ${rows.length}`));
    }
    shown.toReversed().forEach((child, index) => {
      const last = index === 0;
      stack.push({
        row: child,
        first: `${rest}${paint.dim(last ? symbols.last : symbols.branch)} `,
        rest: last ? `${rest}   ` : `${rest}${paint.dim(symbols.pipe)}  `,
      });
    });
  }
  return lines;
}

function countBelow(node: WorkflowNode): number {
  let count = 0;
  const stack = [...node.children];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    count++;
    stack.push(...next.children);
  }
  return count;
}

/** A step group of one step is shown in the step's own line. */
function collapse(node: WorkflowNode): Row {
  let row: Row = { node, prefix: '' };
  const [only] = node.children;
  if (
    node.type === 'StepGroup' &&
    node.children.length === 1 &&
    only !== undefined &&
    node.message === undefined
  ) {
    row = { node: only, prefix: `${node.displayName} ` };
  }
  return row;
}

function nodeLines({ node, prefix }: Row, first: string, below: string, pen: Pen): string[] {
  const { paint } = pen;
  const idle = node.phase === 'Skipped' || node.phase === 'Omitted';
  const name = idle ? paint.dim : paint.bold;
  const what = [node.template, node.type === 'Pod' || node.type === 'Skipped' ? undefined : node.type]
    .filter((part): part is string => part !== undefined && part !== '' && part !== node.displayName)
    .join(` ${pen.symbols.dot} `);
  const mark = phaseMark(node.phase, pen);
  const head =
    first +
    (mark === '' ? '' : `${mark} `) +
    paint.dim(prefix) +
    name(oneLine(node.displayName)) +
    (what === '' || node.type === 'StepGroup' ? '' : `  ${paint.dim(oneLine(what))}`);
  const lines = [head];
  const text = (value: string, show: (line: string) => string, bar = '') => {
    const room = pen.columns === undefined ? undefined : pen.columns - plainWidth(below) - bar.length - 1;
    for (const line of wrap(value, room)) lines.push(below + paint.dim(bar) + show(line));
  };
  if (node.message !== undefined) text(oneLine(node.message), messagePaint(node.phase, pen));
  if (node.image !== undefined) text(oneLine(node.image), (line) => paint.dim(markUnknown(line, pen)));
  command(node, text, pen);
  if (node.body !== undefined) {
    for (const line of bodyLines(node.body, pen))
      text(line, (shown) => markUnknown(shown, pen), `${pen.symbols.bar} `);
  }
  for (const note of node.notes ?? []) text(`note: ${oneLine(note)}`, paint.cyan);
  return lines;
}

function command(
  node: WorkflowNode,
  text: (value: string, show: (line: string) => string, bar?: string) => void,
  pen: Pen,
): void {
  const words = [...(node.command ?? []), ...(node.args ?? [])];
  if (words.length === 0) return;
  // `sh -c` with a long script reads better as the script below its command.
  const last = words.at(-1) ?? '';
  const script = words.length > 1 && last.includes('\n');
  text(`$ ${commandLine(script ? words.slice(0, -1) : words)}`, (line) => markUnknown(line, pen));
  if (!script) return;
  for (const line of bodyLines(last, pen))
    text(line, (shown) => markUnknown(shown, pen), `${pen.symbols.bar} `);
}

function bodyLines(body: string, pen: Pen): string[] {
  const lines = printable(body).trimEnd().split('\n');
  if (pen.columns === undefined || lines.length <= BODY_LINES + 1) return lines;
  return [...lines.slice(0, BODY_LINES), `${pen.symbols.ellipsis} ${lines.length - BODY_LINES} more lines`];
}

/** What only a run can know keeps its braces, and stands out. */
function markUnknown(line: string, { paint }: Pen): string {
  return line.replace(/\{\{[^{}]*\}\}/g, (reference) => paint.magenta(reference));
}

function phaseMark(phase: NodePhase, { paint, symbols }: Pen): string {
  switch (phase) {
    case 'Succeeded':
      return '';
    case 'Skipped':
    case 'Omitted':
      return paint.dim(symbols.skipped);
    case 'Running':
      return paint.cyan(symbols.waiting);
    case 'Unknown':
      return paint.magenta('?');
    case 'Failed':
    case 'Error':
      return paint.red.bold(symbols.stopped);
  }
}

function messagePaint(phase: NodePhase, { paint }: Pen): (text: string) => string {
  switch (phase) {
    case 'Failed':
    case 'Error':
      return paint.red;
    case 'Running':
    case 'Unknown':
      return paint.yellow;
    default:
      return paint.dim;
  }
}

function plainWidth(painted: string): number {
  // Indents are made of our own symbols and, with colour, of escape sequences around them.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what an escape sequence starts with
  return textWidth(painted.replace(/\u001b\[[\d;]*m/g, ''));
}
