import process from 'node:process';
import { UserError } from '../errors.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { errorText } from './standard-error.ts';

/** What is told on standard error, and with which exit code the program ends. */
export interface Failure {
  readonly text: string;
  readonly code: ExitCode;
}

interface Problem {
  readonly message: string;
  readonly help?: string | undefined;
  readonly code: ExitCode;
}

/** Any error in words. A bug is told as one, with its stack only when DEBUG asks for it. */
export async function failureOf(error: unknown): Promise<Failure> {
  const problem = await problemOf(error);
  return { text: await errorText(problem), code: problem.code };
}

async function problemOf(error: unknown): Promise<Problem> {
  if (error instanceof UserError) {
    const code = error.kind === 'usage' ? EXIT.usage : EXIT.failure;
    return { message: error.message, help: error.help, code };
  }
  if (!(error instanceof Error)) return bug(new Error(String(error)));
  const { explainFrameworkError } = await import('./framework-errors.ts');
  const found = await explainFrameworkError(error);
  return found === undefined ? bug(error) : { ...found, code: EXIT.usage };
}

function bug(error: Error): Problem {
  const stack = process.env['DEBUG'] === undefined ? '' : `\n${error.stack}`;
  return {
    message: `argoflow failed in a way it should not: ${error.message}${stack}`,
    help: 'run it again with DEBUG=1 for the stack trace, and report it with the manifests that cause it',
    code: EXIT.failure,
  };
}
