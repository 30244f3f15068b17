import { type ChildProcess, spawn } from 'node:child_process';
import { BINARY, cleanEnvironment } from './binary.ts';

const END = 'watching for changes; Ctrl-C ends\n';

/** A run with --watch that goes on, and what it prints. */
export class Watching {
  readonly #child: ChildProcess;
  readonly ending: Promise<{ code: number | null; signal: string | null }>;
  #text = '';
  #look: () => void = () => undefined;

  constructor(cwd: string, ...args: string[]) {
    // Both streams through one pipe: of two, the second may be read first.
    this.#child = spawn('sh', ['-c', 'exec "$0" "$@" 2>&1', process.execPath, BINARY, ...args], {
      cwd,
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#text += text;
      this.#look();
    });
    this.ending = new Promise((resolve) => {
      this.#child.on('close', (code, signal) => resolve({ code, signal }));
    });
  }

  /** What is printed up to the end of the next run. */
  async run(): Promise<string> {
    while (!this.#text.includes(END)) {
      await new Promise<void>((resolve) => {
        this.#look = resolve;
      });
    }
    const [run = '', ...rest] = this.#text.split(END);
    this.#text = rest.join(END);
    return run;
  }

  interrupt(signal: NodeJS.Signals = 'SIGINT'): void {
    this.#child.kill(signal);
  }
}
