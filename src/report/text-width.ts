// Text as a terminal lays it out: cells, not UTF-16 units.

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** East Asian wide and full-width blocks, and emoji. Source: Unicode 16 EastAsianWidth.txt, W and F, merged. */
const WIDE: readonly (readonly [from: number, to: number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2329, 0x232a],
  [0x23e9, 0x23ec],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615],
  [0x2648, 0x2653],
  [0x26aa, 0x26ab],
  [0x26bd, 0x26be],
  [0x26c4, 0x26c5],
  [0x2705, 0x2705],
  [0x270a, 0x270b],
  [0x2728, 0x2728],
  [0x274c, 0x274c],
  [0x2753, 0x2755],
  [0x2757, 0x2757],
  [0x2795, 0x2797],
  [0x2b1b, 0x2b1c],
  [0x2b50, 0x2b50],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18cff],
  [0x1aff0, 0x1b2ff],
  [0x1f004, 0x1f004],
  [0x1f0cf, 0x1f0cf],
  [0x1f18e, 0x1f18e],
  [0x1f191, 0x1f19a],
  [0x1f200, 0x1f320],
  [0x1f32d, 0x1f335],
  [0x1f337, 0x1f37c],
  [0x1f37e, 0x1f393],
  [0x1f3a0, 0x1f3ca],
  [0x1f3cf, 0x1f3d3],
  [0x1f3e0, 0x1f3f0],
  [0x1f3f4, 0x1f3f4],
  [0x1f3f8, 0x1f43e],
  [0x1f440, 0x1f440],
  [0x1f442, 0x1f4fc],
  [0x1f4ff, 0x1f53d],
  [0x1f54b, 0x1f54e],
  [0x1f550, 0x1f567],
  [0x1f5a4, 0x1f5a4],
  [0x1f5fb, 0x1f64f],
  [0x1f680, 0x1f6c5],
  [0x1f6cc, 0x1f6d2],
  [0x1f6d5, 0x1f6df],
  [0x1f6eb, 0x1f6ec],
  [0x1f6f4, 0x1f6fc],
  [0x1f7e0, 0x1f7f0],
  [0x1f90c, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];

/** The cells that a text without line breaks and control characters takes. */
export function textWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of SEGMENTER.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** What a person sees as characters, each with its cells. */
export function graphemes(text: string): readonly { readonly text: string; readonly width: number }[] {
  return [...SEGMENTER.segment(text)].map(({ segment }) => ({
    text: segment,
    width: graphemeWidth(segment),
  }));
}

function graphemeWidth(grapheme: string): number {
  // U+FE0F asks for the emoji form of a symbol, which is wide.
  if (grapheme.includes('\ufe0f')) return 2;
  let width = 0;
  for (const character of grapheme) {
    if (/^[\p{Mark}\p{Cf}\u200b]$/u.test(character)) continue;
    const code = character.codePointAt(0) ?? 0;
    width = Math.max(width, WIDE.some(([from, to]) => code >= from && code <= to) ? 2 : 1);
  }
  return width;
}

/**
 * Lines of at most `width` cells, broken at spaces where that is possible and inside a word where it is not.
 * Line breaks in the text stay; undefined as width breaks nowhere else.
 */
export function wrap(text: string, width: number | undefined): string[] {
  const lines = text.split('\n');
  return width === undefined ? lines : lines.flatMap((line) => wrapLine(line, Math.max(width, 8)));
}

function wrapLine(line: string, width: number): string[] {
  if (textWidth(line) <= width) return [line];
  const lines: string[] = [];
  let current = '';
  let used = 0;
  // A word keeps the spaces before it, which vanish where the line breaks.
  for (const [, spaces = '', word = ''] of line.matchAll(/( *)([^ ]*)/g)) {
    const gap = spaces.length;
    const size = textWidth(word);
    if (used + gap + size <= width) {
      current += spaces + word;
      used += gap + size;
      continue;
    }
    const rest = width - used - gap;
    // A word longer than a line starts where there is room for a good piece of it, not on a line of its own.
    if (size > width && (used === 0 || rest >= width / 2)) {
      current += spaces;
      used += gap;
    } else {
      if (used > 0) lines.push(current);
      current = '';
      used = 0;
    }
    for (const piece of graphemes(word)) {
      if (used + piece.width > width) {
        lines.push(current);
        current = '';
        used = 0;
      }
      current += piece.text;
      used += piece.width;
    }
  }
  if (current !== '') lines.push(current);
  return lines;
}

/** Spaces after the text until it fills `width` cells. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}

/** Spaces before the text until it fills `width` cells. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - textWidth(text))) + text;
}

/** The text cut to `width` cells with an ellipsis; undefined cuts nothing. */
export function cut(text: string, width: number | undefined, ellipsis: string): string {
  if (width === undefined || textWidth(text) <= width) return text;
  let kept = '';
  let used = textWidth(ellipsis);
  for (const piece of graphemes(text)) {
    if (used + piece.width > width) break;
    kept += piece.text;
    used += piece.width;
  }
  return kept + ellipsis;
}

/**
 * Data from events and manifests must not steer the terminal: control characters become visible, also those that
 * turn the direction of writing. Tabs become two spaces; line breaks stay.
 */
export function printable(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(/\t/g, '  ')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu, (character) => {
      if (character === '\n') return character;
      const code = character.codePointAt(0) ?? 0;
      return code < 0x100
        ? `\\x${code.toString(16).padStart(2, '0')}`
        : `\\u${code.toString(16).padStart(4, '0')}`;
    });
}

/** `printable`, with line breaks made visible too: for places where one line is one thing. */
export function oneLine(text: string): string {
  return printable(text).replace(/\n/g, '\\n');
}

/** Characters of a message; a value of a megabyte that it quotes tells nobody more. */
const HEAD = 700;
const TAIL = 300;

/** `oneLine`, with the middle of a very long text left out. */
export function briefLine(text: string): string {
  if (text.length <= HEAD + TAIL) return oneLine(text);
  // Not the half of a character at either side of the gap.
  const head = text.slice(0, HEAD).replace(/[\ud800-\udbff]$/, '');
  const tail = text.slice(-TAIL).replace(/^[\udc00-\udfff]/, '');
  return oneLine(`${head} ... ${tail}`);
}
