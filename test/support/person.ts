import { PassThrough } from 'node:stream';

export const ENTER = '\r';
export const CTRL_C = '\u0003';
export const CTRL_U = '\u0015';
export const DOWN = '\u001b[B';
export const UP = '\u001b[A';
export const ESCAPE = '\u001b';
export const TAB = '\t';

/** A person who answers each question, once it is asked, with the keys of the list. */
export function person(keys: readonly (readonly [question: string, keys: readonly string[]])[]) {
  const input = new PassThrough();
  const output = new PassThrough();
  const left = [...keys];
  let screen = '';
  let all = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    all += text;
    const [question, presses] = left[0] ?? [];
    if (question === undefined || !screen.includes(question)) return;
    left.shift();
    screen = '';
    // Each key as its own chunk, and only after the question has settled, as fingers do.
    for (const [index, key] of (presses ?? []).entries())
      setTimeout(() => input.write(key), 20 * (index + 1));
  });
  return { streams: { input, output }, unasked: () => left.map(([question]) => question), screen: () => all };
}
