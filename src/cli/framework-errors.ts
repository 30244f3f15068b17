import process from 'node:process';
import { Errors } from '@oclif/core';
import { nearest } from '../nearest.ts';
import { wordsOf } from './command-words.ts';

interface Explained {
  readonly message: string;
  readonly help: string;
}

/** oclif's complaints about a command line, in argoflow's words; undefined for any other error. */
export async function explainFrameworkError(error: Error): Promise<Explained | undefined> {
  // Where a topic has no such command, it names both with a colon; of `help` it speaks with a point at the end.
  const unknown = /^command (\S+?) not found\.?$/i.exec(error.message)?.[1];
  if (unknown !== undefined) return unknownCommand(unknown.replaceAll(':', ' '));
  if (!(error instanceof Errors.CLIError)) return undefined;

  const help = ['argoflow', ...(await calledCommand()), '--help'].join(' ');
  const { parse, flags } = error as ParseError;
  const flag = flags?.[0];
  // By its words: the bundle gives classes other names.
  if (error.message.startsWith('Nonexistent flag') && flag !== undefined) {
    const known = Object.keys(parse?.input?.flags ?? {}).map((name) => `--${name}`);
    return { message: unknownWord('flag', flag, known), help };
  }
  // oclif adds "See more help with --help" and, for some errors, a list below the sentence.
  const lines = error.message.split('\n').map((line) => line.trim());
  const sentence = lines.filter((line) => line !== '' && !line.startsWith('See more help')).join('; ');
  return { message: sentence.charAt(0).toLowerCase() + sentence.slice(1), help };
}

async function unknownCommand(name: string): Promise<Explained> {
  if (name.startsWith('-')) return { message: `unknown flag "${name}"`, help: 'argoflow --help' };
  const commands = await commandNames();
  const [topic = ''] = name.split(' ', 1);
  const isTopic = commands.some((command) => command.startsWith(`${topic} `));
  return {
    message: unknownWord('command', name, commands),
    help: isTopic ? `argoflow ${topic} --help` : 'argoflow --help',
  };
}

function unknownWord(what: 'command' | 'flag', word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return `unknown ${what} "${word}"${near === undefined ? '' : `, did you mean "${near}"?`}`;
}

/** The words of the command line that call a command: `rbac check` of `rbac check deploy/`. */
async function calledCommand(): Promise<readonly string[]> {
  const words = wordsOf(process.argv.slice(2));
  const [topic = '', verb = ''] = words;
  const isOfTopic = (await commandNames()).includes(`${topic} ${verb}`);
  return isOfTopic ? [topic, verb] : words.slice(0, 1);
}

async function commandNames(): Promise<readonly string[]> {
  const { COMMANDS } = await import('./commands.ts');
  return Object.keys(COMMANDS).map((name) => name.replaceAll(':', ' '));
}

/** What oclif's parse errors carry; their classes are not exported (oclif/core src/parser/errors.ts). */
interface ParseError {
  readonly parse?: { readonly input?: { readonly flags?: Readonly<Record<string, unknown>> } };
  readonly flags?: readonly string[];
}
