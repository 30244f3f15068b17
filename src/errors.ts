/**
 * The only error that a user should ever read. Everything else that is thrown is a bug.
 *
 * `usage` (exit code 2): the call itself is wrong: a flag, an argument, data typed on the command line.
 * `work` (exit code 3): the call is right, but the work could not be done: an unreadable file, a taken port.
 */
export type UserErrorKind = 'usage' | 'work';

/** What went wrong with which value, in one line, and what would be right, as a command where one exists. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly kind: UserErrorKind;
  readonly help: string | undefined;

  constructor(kind: UserErrorKind, message: string, help?: string) {
    super(message);
    this.kind = kind;
    this.help = help;
  }
}
