import process from 'node:process';
import { Command, Flags } from '@oclif/core';
import type { CommandGroup } from './command-group.ts';
import type { ExitCode } from './exit.ts';
import { describeTerminal, type Terminal } from './terminal.ts';

/**
 * What every command shares: the colour flags, one way to print and one way to end.
 * A command parses its flags, calls one thing below, prints what a report made of it, and ends.
 */
export abstract class BaseCommand extends Command {
  /** Where the root help lists it. */
  static group: CommandGroup;

  static override baseFlags = {
    color: Flags.boolean({
      allowNo: true,
      helpGroup: 'GLOBAL',
      summary: 'Print in colour, or not; by default where a terminal shows it and NO_COLOR is not set.',
    }),
  };

  protected terminal(flags: { readonly color?: boolean }): Terminal {
    return describeTerminal(flags.color);
  }

  /** Writes a whole text to standard output; adds the last newline when there is none. */
  protected print(text: string): void {
    if (text !== '') process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  }

  /** Sets the code without ending the process, so that pipes get everything that was printed. */
  protected end(code: ExitCode): void {
    process.exitCode = code;
  }

  /** oclif would choose an exit code here; src/cli/main.ts does it for all errors alike. */
  protected override async catch(error: Error): Promise<never> {
    throw error;
  }
}
