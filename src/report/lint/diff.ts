import { createTwoFilesPatch } from 'diff';
import { createPen, type Style } from '../pen.ts';

/** A file that shall say something else. */
export interface FileChange {
  readonly file: string;
  /** Undefined for a file that is not there. */
  readonly before: string | undefined;
  readonly text: string;
}

/** A patch that `git apply` and `patch -p1` take. */
export function renderDiff(changes: readonly FileChange[], style: Style): string {
  const { paint } = createPen(style);
  return changes
    .map(({ file, before, text }) => {
      const name = file.replace(/^\.?\//, '');
      const old = before === undefined ? '/dev/null' : `a/${name}`;
      const patch = createTwoFilesPatch(old, `b/${name}`, before ?? '', text, '', '', { context: 3 });
      // The first line only separates files; no other tool writes it.
      const lines = patch.replace(/^=+\n/, '').replace(/^((?:---|\+\+\+) .*?)\t$/gm, '$1');
      return lines
        .split('\n')
        .map((line) => {
          if (/^(?:---|\+\+\+) /.test(line)) return paint.bold(line);
          if (line.startsWith('+')) return paint.green(line);
          if (line.startsWith('-')) return paint.red(line);
          return line.startsWith('@@') ? paint.cyan(line) : line;
        })
        .join('\n');
    })
    .join('');
}
