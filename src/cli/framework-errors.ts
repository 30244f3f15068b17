import process from 'node:process';
import { Errors } from '@oclif/core';
import { nearest } from '../nearest.ts';

/** oclif's complaints about a command line, in argoflow's words; undefined for any other error. */
export async function explainFrameworkError(
  error: Error,
): Promise<{ message: string; help: string } | undefined> {
  const unknown = /^command (\S+) not found$/.exec(error.message)?.[1];
  if (unknown !== undefined) return unknownCommand(unknown);
  if (!(error instanceof Errors.CLIError)) return undefined;

  const command = process.argv[2];
  const help = `argoflow ${command === undefined ? '' : `${command} `}--help`;
  const { parse, flags } = error as ParseError;
  const flag = flags?.[0];
  // By its words: the bundle gives classes other names.
  if (error.message.startsWith('Nonexistent flag') && flag !== undefined) {
    const known = Object.keys(parse?.input?.flags ?? {}).map((name) => `--${name}`);
    const near = nearest(flag, known);
    return {
      message: `unknown flag "${flag}"${near === undefined ? '' : `, did you mean "${near}"?`}`,
      help,
    };
  }
  // oclif adds "See more help with --help" and, for some errors, a list below the sentence.
  const lines = error.message.split('\n').map((line) => line.trim());
  const sentence = lines.filter((line) => line !== '' && !line.startsWith('See more help')).join('; ');
  return { message: sentence.charAt(0).toLowerCase() + sentence.slice(1), help };
}

async function unknownCommand(name: string): Promise<{ message: string; help: string }> {
  const { COMMANDS } = await import('./commands.ts');
  const near = nearest(name, Object.keys(COMMANDS));
  return {
    message: `unknown command "${name}"${near === undefined ? '' : `, did you mean "${near}"?`}`,
    help: 'argoflow --help',
  };
}

/** What oclif's parse errors carry; their classes are not exported (oclif/core src/parser/errors.ts). */
interface ParseError {
  readonly parse?: { readonly input?: { readonly flags?: Readonly<Record<string, unknown>> } };
  readonly flags?: readonly string[];
}
