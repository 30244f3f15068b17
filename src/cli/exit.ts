/**
 * The exit codes of every command, whatever the output format.
 * Only src/cli sets them, and only through `process.exitCode`, so that nothing that was printed is cut off.
 */
export const EXIT = {
  /** Fine: done, or nothing found. */
  ok: 0,
  /** Findings: the work was done, and the answer is no. */
  findings: 1,
  /** The call is wrong: a flag, an argument, data on the command line. */
  usage: 2,
  /** The work could not be done: an unreadable file, a taken port, a bug. */
  failure: 3,
  /** Ended by Ctrl-C (128 + SIGINT). */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
