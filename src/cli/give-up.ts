import process from 'node:process';
import { EXIT, type ExitCode } from './exit.ts';

/** The end of a call whose person answered a question with Ctrl-C: it is told that nothing came of it. */
export function giveUp(): ExitCode {
  process.stderr.write('given up: nothing was written\n');
  return EXIT.interrupted;
}
