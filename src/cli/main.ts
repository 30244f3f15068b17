import process from 'node:process';
import { wordsOf } from './command-words.ts';
import { EXIT } from './exit.ts';
import { failureOf } from './failure.ts';
import { nameUser } from './nameless-user.ts';

/**
 * The whole program: runs the command line `argv` of the package that lives in `root` (a path).
 * The one place that turns errors into text and exit codes.
 */
export async function main(argv: readonly string[], root: string, version: string): Promise<void> {
  guardOutput();
  // Asked by every script and every bug report: answered before the framework is loaded.
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    process.stdout.write(`argoflow ${version}\n`);
    return;
  }
  // Asked at every Tab: the same.
  if (argv[0] === '__complete') {
    const { completionAnswer } = await import('./completion/run.ts');
    process.stdout.write(await completionAnswer(argv.slice(1), root));
    return;
  }
  nameUser(process.env);
  try {
    const { runCommand } = await import('./framework.ts');
    await runCommand(wordsOf(argv), root);
  } catch (error) {
    const { text, code } = await failureOf(error);
    process.stderr.write(text);
    process.exitCode = code;
  }
}

/**
 * A full disk behind `>` is said in one line instead of a stack trace. A reader that goes away (`| head`) has what it
 * wanted: the program ends without a word, as others do by SIGPIPE.
 */
function guardOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      process.stderr.write(`error: standard output could not be written to the end: ${error.message}\n`);
    }
    // At once: the framework listens too, and throws what is not EPIPE (oclif/core src/command.ts).
    process.exit(EXIT.failure);
  });
  process.stderr.on('error', () => process.exit(EXIT.failure));
}
