import { spawn, spawnSync } from 'node:child_process';
import xterm from '@xterm/headless';
import { BINARY, cleanEnvironment, type Surroundings } from './binary.ts';

// A real terminal: `script` of util-linux opens the pseudo-terminal, and what comes out of it is drawn as on a screen.

/** Whether this machine can open one: util-linux has `script`, and what other systems call so takes other flags. */
export const HAS_TERMINAL = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes(
  'util-linux',
);

export interface Screen {
  /** Types keys, as fingers do: into whatever reads the terminal now. */
  press(...keys: readonly string[]): void;
  /** Waits until the screen shows the text. Fails with the screen when the program ends before. */
  shows(text: string): Promise<void>;
  /** Waits until that text is shown that many times, the part that was scrolled away included. */
  showsTimes(text: string, times: number): Promise<void>;
  /** What is on the screen, a line each, without blanks at the end. */
  lines(): readonly string[];
  /** All that was ever printed, a line each; lines that the terminal had to break are one. */
  printed(): readonly string[];
  /** Those of {@link Screen.printed} that did not fit into the width. */
  broken(): readonly string[];
  /** The number of the palette's colour (1 is red) in which the text is shown last, or undefined for the usual one. */
  color(text: string): number | undefined;
  /** The exit code. */
  readonly ended: Promise<number | null>;
  /** Ends the program if it still runs. */
  close(): Promise<void>;
}

export interface ScreenOptions extends Pick<Surroundings, 'cwd' | 'env'> {
  readonly columns?: number;
  readonly rows?: number;
}

/** Starts the built program at a terminal of its own. */
export function openScreen(
  args: readonly string[],
  { columns = 80, rows = 24, cwd, env }: ScreenOptions = {},
): Screen {
  const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 5000, allowProposedApi: true });
  const words = [process.execPath, BINARY, ...args].map(quoted).join(' ');
  // The shell's own `exec`, so that the program is what the terminal's Ctrl-C reaches.
  const command = `stty cols ${columns} rows ${rows}; exec ${words}`;
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd,
    env: cleanEnvironment({ TERM: 'xterm-256color', SHELL: '/bin/sh', ...env }),
    stdio: 'pipe',
  });
  child.stdin.on('error', () => undefined);
  const waiting = new Set<() => void>();
  const drawn = () => {
    for (const look of waiting) look();
  };
  child.stdout.on('data', (bytes: Uint8Array) => terminal.write(bytes, drawn));
  child.stderr.on('data', (bytes: Uint8Array) => terminal.write(bytes, drawn));
  let over = false;
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      terminal.write('', () => {
        over = true;
        drawn();
        resolve(code);
      });
    });
  });

  const { active: buffer } = terminal.buffer;
  const line = (y: number) => buffer.getLine(y)?.translateToString(true) ?? '';
  const lines = () => Array.from({ length: rows }, (_, y) => line(buffer.viewportY + y));
  const printed = () => {
    const all: string[] = [];
    for (let y = 0; y < buffer.length; y++) {
      if (buffer.getLine(y)?.isWrapped === true) all.push(`${all.pop() ?? ''}${line(y)}`);
      else all.push(line(y));
    }
    return all;
  };
  const until = (holds: () => boolean, what: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!holds() && !over) return;
        waiting.delete(look);
        if (holds()) resolve();
        else reject(new Error(`it ended without showing ${what}, but:\n${printed().join('\n').trimEnd()}`));
      };
      waiting.add(look);
      look();
    });
  const times = (text: string) => printed().join('\n').split(text).length - 1;

  return {
    press: (...keys) => {
      for (const key of keys) child.stdin.write(key);
    },
    shows: (text) => until(() => lines().join('\n').includes(text), `"${text}"`),
    showsTimes: (text, count) => until(() => times(text) >= count, `"${text}" ${count} times`),
    lines,
    printed,
    broken: () => {
      const found: string[] = [];
      for (let y = 0; y < buffer.length; y++) {
        if (buffer.getLine(y + 1)?.isWrapped === true && buffer.getLine(y)?.isWrapped !== true)
          found.push(line(y));
      }
      return found;
    },
    color: (text) => {
      for (let y = buffer.length - 1; y >= 0; y--) {
        const x = line(y).indexOf(text);
        const cell = x < 0 ? undefined : buffer.getLine(y)?.getCell(x);
        if (cell !== undefined) return cell.isFgPalette() ? cell.getFgColor() : undefined;
      }
      throw new Error(`"${text}" is nowhere on the screen:\n${printed().join('\n').trimEnd()}`);
    },
    ended,
    close: async () => {
      if (!over) child.kill('SIGKILL');
      await ended;
      terminal.dispose();
    },
  };
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
