import { type Command, CommandHelp, Help, type Interfaces } from '@oclif/core';
import { COMMAND_GROUPS, type CommandGroup } from './command-group.ts';

/** oclif lists flags below each other where it is narrower, and makes such lists two cells too wide (formatter.ts). */
const NARROW = 60;

/** The arguments of a command, and that it has flags: those stand below, and in one line nobody reads them. */
class ShortUsage extends CommandHelp {
  protected override defaultUsage(): string {
    const { id, args, strict } = this.command;
    const names = Object.values(args).flatMap((arg) => (arg.hidden ? [] : [this.arg(arg)]));
    const usage = [id, ...names].join(' ');
    // As oclif's own list below says it: the last one may come more than once.
    if (strict !== false || names.length === 0) return `${usage} [FLAGS]`;
    return usage.endsWith(']') ? `${usage.slice(0, -1)}...] [FLAGS]` : `${usage}... [FLAGS]`;
  }
}

/** oclif's help; that of the whole program with the commands in groups instead of one list from A to Z. */
export default class GroupedHelp extends Help {
  protected override CommandHelpClass = ShortUsage;

  constructor(config: Interfaces.Config, options: Partial<Interfaces.HelpOptions> = {}) {
    super(config, options);
    if (this.opts.maxWidth < NARROW) this.opts.maxWidth -= 2;
  }

  /** The sentence that a help begins with is the only thing that oclif does not break at the width of the terminal. */
  protected override log(...texts: string[]): void {
    super.log(
      ...texts.map((text) => {
        const [first = '', ...rest] = text.split('\n');
        return [this.wrap(first, 1), ...rest].join('\n');
      }),
    );
  }

  override async showRootHelp(): Promise<void> {
    this.log(`${this.formatRoot()}\n`);
    const topics = this.sortedTopics.filter(({ name }) => !name.includes(':'));
    const commands = this.sortedCommands;
    for (const [group, heading] of Object.entries(COMMAND_GROUPS)) {
      const isMember = (command: Command.Loadable) => groupOf(command) === group;
      const entries = [
        ...commands.filter((command) => isMember(command) && !command.id.includes(':')),
        // A topic belongs where its commands belong.
        ...topics.filter(({ name }) =>
          commands.some((command) => isMember(command) && command.id.startsWith(`${name}:`)),
        ),
      ];
      this.log(`${this.section(heading, this.lines(entries))}\n`);
    }
  }

  private lines(entries: readonly (Command.Loadable | Interfaces.Topic)[]): string {
    const lines = entries.map((entry): [string, string | undefined] =>
      'id' in entry ? [entry.id, this.summary(entry)] : [entry.name, entry.description],
    );
    lines.sort(([a], [b]) => (a < b ? -1 : 1));
    return this.renderList(lines, { indentation: 2, spacer: '\n', stripAnsi: this.opts.stripAnsi ?? false });
  }
}

/** The manifest keeps what each command's class says of itself. */
function groupOf(command: Command.Loadable): CommandGroup | undefined {
  return (command as { readonly group?: CommandGroup }).group;
}
