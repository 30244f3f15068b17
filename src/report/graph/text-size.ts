import { cut, graphemes } from '../text-width.ts';

// Nobody knows the font that a picture will be read in, so widths are those of a wide one: DejaVu Sans and DejaVu Sans
// Mono at 1000 units an em, rounded up. In a narrower font there is only a little more air.

const SANS_NARROW = /^[ijl.,:;'|!()[\]{}Itfr/\\\- ]$/;
const SANS_WIDE = /^[mwMW@%&—…→]$/;
const MONO = 0.605;

export type Face = 'sans' | 'bold' | 'mono';

/** The width of a line of text, in the unit of `size`. */
export function widthOf(text: string, size: number, face: Face): number {
  let width = 0;
  if (/^[\x20-\x7e]*$/.test(text)) {
    for (const character of text) width += emOf(character, 1, face);
    return width * size;
  }
  for (const { text: grapheme, width: cells } of graphemes(text)) width += emOf(grapheme, cells, face);
  return width * size;
}

function emOf(grapheme: string, cells: number, face: Face): number {
  // Wide characters come from another font, and are square.
  if (cells === 2) return 1.25;
  if (cells === 0) return 0;
  if (face === 'mono') return /^[\x20-\x7e]$/.test(grapheme) ? MONO : 0.85;
  const bold = face === 'bold' ? 1.1 : 1;
  if (SANS_NARROW.test(grapheme)) return 0.42 * bold;
  if (SANS_WIDE.test(grapheme)) return 1 * bold;
  if (!/^[\x20-\x7e]$/.test(grapheme)) return 0.95 * bold;
  return (/^[A-Z]$/.test(grapheme) ? 0.78 : 0.64) * bold;
}

/** The text as far as it fits. */
export function fitted(text: string, size: number, face: Face, most: number): string {
  if (widthOf(text, size, face) <= most) return text;
  let cells = Math.floor(most / (size * 0.4));
  for (; cells > 2; cells -= 1) {
    const shorter = cut(text, cells, '…');
    if (widthOf(shorter, size, face) <= most) return shorter;
  }
  return '…';
}
