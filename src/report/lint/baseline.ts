/** What was written, for a person; it goes beside the output, not into it. */
export function renderWritten(findings: number, file: string): string {
  return `wrote ${findings} finding${findings === 1 ? '' : 's'} to "${file}"\n`;
}
