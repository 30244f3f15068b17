import { createTwoFilesPatch } from 'diff';
import type { ChangedFile } from '../../lint/run.ts';
import { createPen, type Style } from '../pen.ts';

/** A patch that `git apply` and `patch -p1` take. */
export function renderDiff(changes: readonly ChangedFile[], style: Style): string {
  const { paint } = createPen(style);
  return changes
    .map(({ file, before, text }) => {
      const name = file.replace(/^\.?\//, '');
      const patch = createTwoFilesPatch(`a/${name}`, `b/${name}`, before, text, '', '', {
        context: 3,
      });
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
