import { Chalk, type ChalkInstance } from 'chalk';

/** What the place that a report is printed to can show. */
export interface Style {
  /** May control codes for colours be written? */
  readonly color: boolean;
  /** Columns to lay text out in; undefined where nobody reads along (a pipe, a file): nothing is wrapped or cut. */
  readonly columns: number | undefined;
  /** May symbols beyond ASCII be written? */
  readonly unicode: boolean;
}

export interface Symbols {
  readonly passed: string;
  readonly stopped: string;
  readonly waiting: string;
  readonly skipped: string;
  readonly ellipsis: string;
  readonly arrow: string;
  readonly bar: string;
  readonly branch: string;
  readonly last: string;
  readonly pipe: string;
  readonly dot: string;
  readonly caret: string;
}

const UNICODE: Symbols = {
  passed: '✓',
  stopped: '✗',
  waiting: '○',
  skipped: '–',
  ellipsis: '…',
  arrow: '→',
  bar: '│',
  branch: '├─',
  last: '└─',
  pipe: '│',
  dot: '·',
  caret: '^',
};

const ASCII: Symbols = {
  passed: '+',
  stopped: 'x',
  waiting: 'o',
  skipped: '-',
  ellipsis: '...',
  arrow: '->',
  bar: '|',
  branch: '|-',
  last: '`-',
  pipe: '|',
  dot: '-',
  caret: '^',
};

/** A style made usable: colours that vanish where there are none, and the symbols that can be shown. */
export interface Pen {
  readonly paint: ChalkInstance;
  readonly symbols: Symbols;
  readonly columns: number | undefined;
}

export function createPen(style: Style): Pen {
  return {
    // 16 colours: they follow the reader's own theme, light or dark.
    paint: new Chalk({ level: style.color ? 1 : 0 }),
    symbols: style.unicode ? UNICODE : ASCII,
    columns: style.columns,
  };
}
