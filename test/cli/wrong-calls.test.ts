import { Parser } from '@oclif/core';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/cli/command-words.ts';
import { COMMANDS } from '../../src/cli/commands.ts';
import { explainFrameworkError } from '../../src/cli/framework-errors.ts';
import { argoflow } from '../support/binary.ts';

// What a wrong call is told: what was wrong with which word, and what would be right.

/** What the framework has against a call of a command, in argoflow's words. */
async function told(id: string, ...words: string[]): Promise<string> {
  const command = COMMANDS[id];
  if (command === undefined) throw new Error(`no command ${id}`);
  const typed = [...id.split(':'), ...words];
  const { args, baseFlags, flags, strict } = command;
  const error: unknown = await Parser.parse(wordsOf(typed).slice(id.split(':').length), {
    args,
    flags: { ...baseFlags, ...flags },
    strict,
    '--': true,
  }).then(
    () => new Error('there is nothing against it'),
    (thrown: unknown) => thrown,
  );
  const told = await explainFrameworkError(error as Error, typed);
  return `${told?.message}\n${told?.help}`;
}

describe('a wrong flag', () => {
  it.each<[string, string[], string]>([
    [
      'init',
      ['--tmplate', 'x'],
      'unknown flag "--tmplate", did you mean "--template"?\nargoflow init --help',
    ],
    ['events:edit', ['--nonsense'], 'unknown flag "--nonsense"\nargoflow events edit --help'],
    // Its value is no argument that is wrong.
    ['completion', ['--outptu', 'json'], 'unknown flag "--outptu"\nargoflow completion --help'],
    ['lint', ['-x'], 'unknown flag "-x"\nargoflow lint --help'],
    ['apply', ['-o', 'jsn'], '"jsn" is no value of --output, did you mean "json"?\none of: text, json'],
    ['lint', ['--fail-on'], '--fail-on needs a value\none of: error, warning, info'],
    ['scaffold:bus', ['--set'], '--set needs a value\nargoflow scaffold bus --help'],
    ['lint', ['--config', 'a', '--config', 'b'], '--config can be given only once\nargoflow lint --help'],
    ['test-event', ['--seed', 'x'], '--seed: "x" is no whole number\nargoflow test-event --help'],
    ['test', ['-j', '0'], '--jobs: "0" is less than 1\nargoflow test --help'],
    ['test', ['--coverage-min', '101'], '--coverage-min: "101" is more than 100\nargoflow test --help'],
    ['test-event', ['--port', '1'], '--port needs --listen, too\nargoflow test-event --help'],
    [
      'doctor',
      ['-A', '-n', 'x'],
      '--all-namespaces and --namespace cannot be given together\nargoflow doctor --help',
    ],
    [
      'init',
      ['--filter', 'a=b=c', '--no-filter'],
      '--filter and --no-filter cannot be given together\nargoflow init --help',
    ],
    [
      'lint',
      ['--watch', '--diff'],
      '--diff and --watch cannot be given together; --diff needs --fix, too\nargoflow lint --help',
    ],
  ])('%s %j', async (id, words, expected) => {
    expect(await told(id, ...words)).toBe(expected);
  });
});

describe('a wrong argument', () => {
  it.each<[string, string[], string]>([
    ['completion', [], 'SHELL is missing: the shell\none of: bash, zsh, fish'],
    ['completion', ['bsh'], 'unexpected argument "bsh", did you mean "bash"?\none of: bash, zsh, fish'],
    ['logs', [], 'FLOW is missing: the name of an event source or of a sensor\nargoflow logs --help'],
    ['graph', ['-n'], '--namespace needs a value\nargoflow graph --help'],
    ['trace', ['a', 'b'], 'unexpected argument: b\nargoflow trace --help'],
  ])('%s %j', async (id, words, expected) => {
    expect(await told(id, ...words)).toBe(expected);
  });
});

describe('a wrong command', () => {
  it.each<[string[], string]>([
    [
      ['rbac', 'chek', 'demo'],
      'unknown command "rbac chek", did you mean "rbac check"?\nargoflow rbac --help',
    ],
    [
      ['new', 'sensr'],
      'unknown command "scaffold sensr", did you mean "scaffold sensor"?\nargoflow scaffold --help',
    ],
    [['rbca', 'check'], 'unknown command "rbca", did you mean "rbac"?\nargoflow --help'],
    [['doctor', 'demo', '-A'], 'unexpected argument "demo"\nargoflow doctor --help'],
    [['--context', 'x', 'doctor'], 'unknown flag "--context"\nflags stand behind the command'],
    [['-v'], 'unknown flag "-v"\nargoflow --help'],
  ])('%j', async (argv, expected) => {
    const [message, help] = expected.split('\n');
    expect(await argoflow(argv)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `error: ${message}\nhelp: ${help}\n`,
    });
  });
});
