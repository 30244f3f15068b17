import type { Flat, Point, Size } from './arrange.ts';

// The text of a path in SVG.

/** A path of flat pieces, joined by curves that leave and arrive level. */
export function pathOf(flats: readonly Flat[]): string {
  let path = '';
  let last: Flat | undefined;
  for (const flat of flats) {
    if (last === undefined) path = `M${n(flat.from)} ${n(flat.y)}`;
    else if (Math.abs(last.y - flat.y) < 0.5) path += `H${n(flat.from)}`;
    else {
      const middle = (last.to + flat.from) / 2;
      path += `C${n(middle)} ${n(last.y)} ${n(middle)} ${n(flat.y)} ${n(flat.from)} ${n(flat.y)}`;
    }
    if (flat.to !== flat.from) path += `H${n(flat.to)}`;
    last = flat;
  }
  return path;
}

/** A coordinate as short as a picture needs it. */
export function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** To the right, down, along the track, and down into the account; with round corners. */
export function dropPath(
  start: { readonly from: number; readonly x: number; readonly y: number },
  track: number,
  end: number,
  top: number,
): string {
  const r = 5;
  const side = end < start.x ? -1 : 1;
  const turn = Math.min(r, Math.abs(end - start.x) / 2);
  return [
    `M${start.from} ${start.y}H${start.x - r}q${r} 0 ${r} ${r}`,
    `V${track - turn}q0 ${turn} ${side * turn} ${turn}`,
    `H${end - side * turn}q${side * turn} 0 ${side * turn} ${turn}V${top}`,
  ].join('');
}

/** An edge that ends where it starts. */
export function loopPath({ x, y, width }: Size & Point): string {
  const right = x + width;
  return `M${right} ${y + 12}c28 0 28 22 0 22`;
}

/** A path elsewhere: of its commands, M, H, V and C are absolute, q and c are not. */
export function shiftedPath(path: string, { x, y }: Point): string {
  return path.replace(/([MHVC])([^MHVCqc]*)/g, (_, command: string, written: string) => {
    const numbers = written.trim().split(/\s+/).map(Number);
    const moved = numbers.map(
      (number, index) => number + (command === 'V' || (command !== 'H' && index % 2 === 1) ? y : x),
    );
    return command + moved.map(n).join(' ');
  });
}
