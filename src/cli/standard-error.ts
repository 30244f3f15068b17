import process from 'node:process';
import { describeTerminal } from './terminal.ts';

/** An error as a person reads it on standard error: in colour where that shows it, whatever standard output is. */
export async function errorText(problem: {
  readonly message: string;
  readonly help?: string | undefined;
}): Promise<string> {
  const { renderUserError } = await import('../report/user-error.ts');
  const { argv } = process;
  const flag = argv.includes('--no-color') ? false : argv.includes('--color') ? true : undefined;
  const { color } = describeTerminal(flag, process.env, { stdin: process.stdin, stdout: process.stderr });
  return renderUserError(problem, { color });
}
