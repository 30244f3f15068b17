import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** The built program, as a user starts it. `npm test` builds it first. */
export const BINARY = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd?: string;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs the program to its end. The variables that would change its output (CI, colours, width, locale) are set the
 * same everywhere; `env` overrides them, and undefined takes one away.
 */
export function argoflow(args: readonly string[], surroundings: Surroundings = {}): Promise<Ending> {
  const child = spawn(process.execPath, [BINARY, ...args], {
    cwd: surroundings.cwd,
    env: cleanEnvironment(surroundings.env),
    stdio: 'pipe',
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(surroundings.stdin ?? '');
  return endingOf(child);
}

/** What a process prints, and how it ends. */
export function endingOf(child: ChildProcessByStdio<Writable | null, Readable, Readable>): Promise<Ending> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

/** The environment of {@link argoflow}, for tests that must hold the process themselves. */
export function cleanEnvironment(overrides: Surroundings['env'] = {}): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, LANG: 'C.UTF-8' };
  const server = ['CI', 'GITHUB_ACTIONS', 'GITHUB_STEP_SUMMARY'];
  for (const name of [...server, 'NO_COLOR', 'FORCE_COLOR', 'COLUMNS', 'LC_ALL', 'LC_CTYPE', 'DEBUG'])
    delete env[name];
  for (const [name, value] of Object.entries(overrides)) {
    if (value === undefined) delete env[name];
    else env[name] = value;
  }
  return env;
}
