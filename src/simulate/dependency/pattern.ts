/** What a simple pattern asks of a text, without a regular-expression engine; undefined when it takes one. */
export function simplePattern(pattern: string): ((text: string) => boolean) | undefined {
  const start = pattern.startsWith('^');
  // Without flags Go's `$` is the end of the text only, not before a last line break.
  const end = pattern.endsWith('$') && !pattern.endsWith('\\$');
  const literal = pattern.slice(start ? 1 : 0, end ? -1 : undefined);
  if (/[\\^$.|?*+()[\]{}]/.test(literal) || !literal.isWellFormed() || literal.includes('\uFFFD'))
    return undefined;
  if (start && end) return (text) => text === literal;
  if (start) return (text) => text.startsWith(literal);
  if (end) return (text) => text.endsWith(literal);
  return (text) => text.includes(literal);
}
