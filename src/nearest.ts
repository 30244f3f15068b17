import { closest, distance } from 'fastest-levenshtein';

/**
 * The candidate that a person most likely meant, or undefined when none is near: at most a third of the letters
 * differ, upper and lower case aside.
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
  return distance(lower, found.toLowerCase()) <= limit ? found : undefined;
}
