/**
 * A text with blanks in the place of its CustomResourceDefinitions, so that all else stands where it stood, and how many
 * they were. They have to do with no flow, and most of the YAML of a repository is theirs.
 */
export function withoutDefinitions(text: string): { readonly text: string; readonly count: number } {
  if (!text.includes('kind: CustomResourceDefinition')) return { text, count: 0 };
  let count = 0;
  // Three dashes at the start of a line end a document, even inside a text of several lines.
  const parts = text.split(/^(?=---(?:\s|$))/m).map((part) => {
    if (!/^kind: CustomResourceDefinition\s*$/m.test(part)) return part;
    count++;
    const [separator = ''] = /^---[^\n]*/.exec(part) ?? [];
    return separator + part.slice(separator.length).replace(/[^\n]+/g, (line) => ' '.repeat(line.length));
  });
  return { text: parts.join(''), count };
}
