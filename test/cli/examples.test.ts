import { readdirSync } from 'node:fs';
import { Parser } from '@oclif/core';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/cli/command-words.ts';
import { COMMANDS } from '../../src/cli/commands.ts';

// What the help of a command shows is what the command takes.

const FOLDER = new URL('../../src/cli/commands/', import.meta.url);
const BIN = '<%= config.bin %>';

/** The words of a line for a shell, quotes taken away. */
function words(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|[^\s'"|>&()]+|[|>)]|&&/g)].map(
    ([all, single, double]) => single ?? double ?? all,
  );
}

/** Every call of the program in a line, each as the words behind its name. */
function calls(line: string): string[][] {
  const found: string[][] = [];
  let open = false;
  for (const word of words(line.replaceAll(BIN, 'argoflow'))) {
    if (word === 'argoflow') {
      found.push([]);
      open = true;
    } else if (['|', '>', '&&', ')', '#'].includes(word)) open = false;
    else if (open) found.at(-1)?.push(word);
  }
  return found;
}

describe('the list of commands', () => {
  it('is that of the files', () => {
    const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const ids = files.map((file) => file.slice(0, -'.ts'.length).replaceAll(/[\\/]/g, ':'));
    expect(new Set(Object.keys(COMMANDS))).toEqual(new Set(ids));
  });
});

describe.each(Object.entries(COMMANDS))('the examples of %s', (id, command) => {
  const examples = (command.examples ?? []).map((example) =>
    typeof example === 'string' ? example : example.command,
  );

  it('are at least two', () => {
    expect(examples.length).toBeGreaterThanOrEqual(2);
  });

  it.each(examples)('can be typed: %s', async (example) => {
    const own = id.split(':');
    const mine = calls(example).filter((call) => own.every((word, index) => call[index] === word));
    expect(mine.length).toBeGreaterThan(0);
    for (const call of mine) {
      const argv = wordsOf(call).slice(own.length);
      const { args, baseFlags, flags, strict } = command;
      await expect(
        Parser.parse(argv, { args, flags: { ...baseFlags, ...flags }, strict, '--': true }),
      ).resolves.toBeDefined();
    }
  });
});
