import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';
import { type Command, Errors } from '@oclif/core';
import { didYouMean, nearest } from '../nearest.ts';
import { wordsOf } from './command-words.ts';

interface Told {
  readonly message: string;
  readonly help: string;
}

/** A command as it was called: its words, and what it takes. */
interface Called {
  readonly words: string;
  readonly command: Command.Class | undefined;
  /** What was typed behind it. */
  readonly rest: readonly string[];
}

/** oclif's complaints about a command line, in argoflow's words; undefined for any other error. */
export async function explainFrameworkError(
  error: Error,
  typed: readonly string[] = process.argv.slice(2),
): Promise<Told | undefined> {
  // Of `help` it speaks with a point at the end.
  const isUnknown = /^command .+ not found\.?$/is.test(error.message);
  const argv = wordsOf(typed);
  if (!isUnknown && !(error instanceof Errors.CLIError)) return undefined;
  const { COMMANDS } = await import('./commands.ts');
  const called = calledBy(argv, COMMANDS);
  if (isUnknown) return unknownCommand(argv, called, COMMANDS);

  const help = `${called.words} --help`;
  const flag = (error as ParseError).flags?.[0] ?? unknownFlag(called);
  if (flag !== undefined) {
    const known = called.command === undefined ? [] : flagsOf(called.command).map((name) => `--${name}`);
    return { message: `unknown flag "${flag}"${didYouMean(nearest(flag, known))}`, help };
  }
  const [missing] = (error as ParseError).args ?? [];
  if (typeof missing === 'object') {
    const what = missing.description?.replace(/\s+/g, ' ').replace(/\.$/, '') ?? '';
    const message = `${missing.name.toUpperCase()} is missing: ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
    return { message, help: missing.options === undefined ? help : oneOf(missing.options.join(', ')) };
  }
  // oclif adds "See more help with --help" and, for some errors, a list below the sentence.
  const lines = stripVTControlCharacters(error.message)
    .replace(/^(Parsing \S+)\s*\n\s*/, '$1 ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:See more help|The following errors? occurred)/.test(line));
  return (
    wrongValue(lines.join(' ')) ?? {
      message: [...new Set(lines.map(constraint))].join('; '),
      help,
    }
  );
}

/** What oclif says of values (oclif/core src/parser/errors.ts, parse.ts and src/flags.ts). */
function wrongValue(sentence: string): Told | undefined {
  const option = /^Expected --([\w-]+)=(.*) to be one of: (.*)$/s.exec(sentence);
  if (option !== null) {
    const [, name, value = '', values = ''] = option;
    const near = didYouMean(nearest(value, values.split(', ')));
    return { message: `"${value}" is no value of --${name}${near}`, help: oneOf(values) };
  }
  const argument = /^Expected (.*) to be one of: (.*)$/s.exec(sentence);
  if (argument !== null) {
    const [, value = '', values = ''] = argument;
    return {
      message: `unexpected argument "${value}"${didYouMean(nearest(value, values.split(', ')))}`,
      help: oneOf(values),
    };
  }
  const bare = /^Flag --([\w-]+) expects one of these values: (.*)$/.exec(sentence);
  if (bare !== null) return { message: `--${bare[1]} needs a value`, help: oneOf(bare[2] ?? '') };
  return undefined;
}

/** One sentence of oclif about flags and what they need, in argoflow's words. */
function constraint(sentence: string): string {
  const excludes = /^--([\w-]+)(?:=.*)? cannot also be provided when using --([\w-]+)$/s.exec(sentence);
  // Both flags complain of each other.
  if (excludes !== null) {
    const [, one = '', other = ''] = excludes;
    return one < other
      ? `--${one} and --${other} cannot be given together`
      : `--${other} and --${one} cannot be given together`;
  }
  return sentence
    .replace(/^All of the following must be provided when using (--[\w-]+): (.*)$/, '$1 needs $2, too')
    .replace(/^One of the following must be provided when using (--[\w-]+): (.*)$/, '$1 needs one of $2')
    .replace(/^Flag (--[\w-]+) expects a value$/, '$1 needs a value')
    .replace(/^Flag (--[\w-]+) can only be specified once$/, '$1 can be given only once')
    .replace(/^Parsing (--[\w-]+) Expected an integer but received: (.*)$/s, '$1: "$2" is no whole number')
    .replace(
      /^Parsing (--[\w-]+) Expected an integer greater than or equal to (\d+) but received: (.*)$/s,
      '$1: "$3" is less than $2',
    )
    .replace(
      /^Parsing (--[\w-]+) Expected an integer less than or equal to (\d+) but received: (.*)$/s,
      '$1: "$3" is more than $2',
    )
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}

/** The longest beginning of the words that is a command. */
function calledBy(argv: readonly string[], commands: Commands): Called {
  for (const length of [2, 1]) {
    const words = argv.slice(0, length);
    const id = words.join(':');
    if (words.length === length && Object.hasOwn(commands, id)) {
      return {
        words: `argoflow ${words.join(' ')}`,
        command: commands[id],
        rest: argv.slice(length),
      };
    }
  }
  return { words: 'argoflow', command: undefined, rest: argv };
}

function unknownCommand(argv: readonly string[], called: Called, commands: Commands): Told {
  const [first = '', second] = argv;
  if (called.command !== undefined) {
    // oclif takes what stands behind a command without arguments for a part of its name.
    const extra = called.rest.find((word) => !word.startsWith('-')) ?? '';
    return { message: `unexpected argument "${extra}"`, help: `${called.words} --help` };
  }
  if (first.startsWith('-')) {
    const isCall = argv.some((word) => Object.hasOwn(commands, word));
    const help = isCall ? 'flags stand behind the command' : 'argoflow --help';
    return { message: `unknown flag "${first}"`, help };
  }
  const ids = Object.keys(commands).map((id) => id.replace(':', ' '));
  const topics = new Set(ids.filter((id) => id.includes(' ')).map((id) => id.split(' ', 1)[0] ?? ''));
  if (topics.has(first) && second !== undefined) {
    const name = `${first} ${second}`;
    return {
      message: `unknown command "${name}"${didYouMean(nearest(name, ids))}`,
      help: `argoflow ${first} --help`,
    };
  }
  const known = [...ids.filter((id) => !id.includes(' ')), ...topics, 'help'];
  return {
    message: `unknown command "${first}"${didYouMean(nearest(first, known))}`,
    help: 'argoflow --help',
  };
}

/** A flag that the command does not have: what oclif then takes for an argument would be complained of first. */
function unknownFlag({ command, rest }: Called): string | undefined {
  if (command === undefined) return undefined;
  const known = new Set(flagsOf(command));
  const end = rest.indexOf('--');
  return (end < 0 ? rest : rest.slice(0, end)).find((word) => {
    const name = /^--(?:no-)?([a-z][\w-]*)/.exec(word)?.[1];
    return name !== undefined && !known.has(name) && !known.has(`no-${name}`);
  });
}

function flagsOf(command: Command.Class): readonly string[] {
  return Object.keys({ ...command.baseFlags, ...command.flags });
}

function oneOf(values: string): string {
  return `one of: ${values}`;
}

type Commands = Readonly<Record<string, Command.Class>>;

/** What oclif's parse errors carry; their classes are not exported (oclif/core src/parser/errors.ts). */
interface ParseError {
  /** Of flags that there are not. */
  readonly flags?: readonly string[];
  /** Arguments that are missing, or words that are too many. */
  readonly args?: readonly (
    | string
    | { readonly name: string; readonly description?: string; readonly options?: readonly string[] }
  )[];
}
