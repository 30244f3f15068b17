import process from 'node:process';

/** What the place that we print to can show. Reports take it as data; nothing below src/cli looks at a stream. */
export interface Terminal {
  /** May control codes for colours be written? */
  readonly color: boolean;
  /** Columns to lay text out in; undefined when nobody reads along (a pipe, a file), where nothing is cut. */
  readonly columns: number | undefined;
  /** May box-drawing and symbols beyond ASCII be written? */
  readonly unicode: boolean;
  /** Can questions be asked? */
  readonly interactive: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

interface Streams {
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: { readonly isTTY?: boolean; readonly columns?: number };
}

/**
 * `--no-color` and `--color` win over NO_COLOR (https://no-color.org) and FORCE_COLOR, and these over the terminal.
 * CI systems count as nobody to ask, even where they offer a terminal.
 */
export function describeTerminal(
  flag: boolean | undefined,
  env: Environment = process.env,
  streams: Streams = process,
): Terminal {
  const tty = streams.stdout.isTTY === true;
  return {
    color: flag ?? colorByEnvironment(env) ?? (tty && env['TERM'] !== 'dumb'),
    columns: tty ? Math.max(streams.stdout.columns ?? 80, 40) : undefined,
    unicode: isUtf8(env),
    interactive: tty && streams.stdin.isTTY === true && !isSet(env['CI']),
  };
}

function colorByEnvironment(env: Environment): boolean | undefined {
  if (isSet(env['NO_COLOR'])) return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  return undefined;
}

/** POSIX: LC_ALL beats LC_CTYPE beats LANG. Where none is set (containers, Windows, CI) UTF-8 is the rule today. */
function isUtf8(env: Environment): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(isSet);
  return locale === undefined || /utf-?8/i.test(locale);
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
