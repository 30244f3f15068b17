/** What was changed, for a person; it goes beside the output, not into it. */
export function renderFixed(findings: number, files: number): string {
  if (findings === 0) return 'nothing could be fixed\n';
  const of = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  return `fixed ${of(findings, 'finding')} in ${of(files, 'file')}\n`;
}
