import type { Completion } from './complete.ts';

/** cobra's ShellCompDirectiveNoFileComp: no file may stand there (spf13/cobra completions.go). */
const NO_FILES = 4;
const DEFAULT = 0;
/** cobra's ShellCompDirectiveError. */
export const FAILED = ':1\n';

/**
 * A completion in the form of cobra's `__complete`, which kubectl also understands of its plugins: a line a candidate,
 * with a tab before what it is about, and last a colon with the directive (spf13/cobra completions.go).
 */
export function answerOf({ candidates, files }: Completion): string {
  const lines = candidates.map(({ value, about }) => {
    const text = about?.replace(/\s+/g, ' ').trim();
    return text === undefined || text === '' ? value : `${value}\t${text}`;
  });
  return [...lines, `:${files ? DEFAULT : NO_FILES}`, ''].join('\n');
}
