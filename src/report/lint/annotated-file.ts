import type { Place, Range } from '../../diagnostic.ts';
import { STDIN } from '../../lint/origins.ts';

/** Where a server shall show a finding. */
export interface AnnotatedFile {
  readonly file: string | undefined;
  readonly range: Range | undefined;
  /** What the file cannot tell: where the finding stands in what was rendered from it. */
  readonly note: string | undefined;
}

/**
 * A server knows the files of a repository, and standard input is none of them: there, the file that a document was
 * rendered from is the best place. It has no line, as lines of the output are not lines of a template.
 */
export function annotatedFile({ file, range, source }: Place): AnnotatedFile {
  if (file !== STDIN || source === undefined) {
    return { file, range, note: source === undefined ? undefined : `rendered from ${source}` };
  }
  return { file: source, range: undefined, note: range && `in line ${range.start.line} of what is rendered` };
}
