import { closest, distance } from 'fastest-levenshtein';

/**
 * The candidate that a person most likely meant, or undefined when none is near: at most a third of the letters
 * differ, or two neighbours changed places; upper and lower case aside.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const all = [...candidates];
  if (all.length === 0) return undefined;
  const lower = name.toLowerCase();
  const found =
    all[
      all
        .map((c) => c.toLowerCase())
        .indexOf(
          closest(
            lower,
            all.map((c) => c.toLowerCase()),
          ),
        )
    ];
  if (found === undefined) return undefined;
  const limit = Math.max(1, Math.floor(Math.max(name.length, found.length) / 3));
  if (distance(lower, found.toLowerCase()) <= limit) return found;
  // Two letters that changed places count as two that differ, which is too much for a short name.
  return all.find((candidate) => isSlip(lower, candidate.toLowerCase()));
}

/** The end of a message on a name that is none: `, did you mean "push"?`, or nothing where nothing is near. */
export function didYouMean(near: string | undefined): string {
  return near === undefined ? '' : `, did you mean "${near}"?`;
}

/**
 * Whether two names are one slip apart: the same, one letter more, less or other, or two neighbours that changed places.
 * Upper and lower case differ.
 */
export function isSlip(a: string, b: string): boolean {
  // What is left after the common beginning and end.
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (Math.max(left.length, right.length) <= 1) return true;
  return left.length === 2 && right === `${left[1]}${left[0]}`;
}
