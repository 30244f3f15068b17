import type { Diagnostic, Place } from '../diagnostic.ts';
import type { LoadedFile } from '../load/load.ts';

export { STDIN } from '../load/load.ts';

/** The findings, with the file that a rendered document was made from in each of their places. */
export function withOrigins(
  diagnostics: readonly Diagnostic[],
  files: readonly LoadedFile[],
): readonly Diagnostic[] {
  const rendered = new Map(
    files.flatMap(({ name, origins = [] }) => (origins.length === 0 ? [] : [[name, origins] as const])),
  );
  if (rendered.size === 0) return diagnostics;
  const withOrigin = (place: Place): Place => {
    const offset = place.range?.start.offset;
    const origins = place.file === undefined ? undefined : rendered.get(place.file);
    if (offset === undefined || origins === undefined) return place;
    const origin = origins.find(({ start, end }) => offset >= start && offset < end);
    return origin === undefined ? place : { ...place, source: origin.source };
  };
  return diagnostics.map((diagnostic) => ({
    ...diagnostic,
    at: withOrigin(diagnostic.at),
    ...(diagnostic.related && {
      related: diagnostic.related.map(({ message, at }) => ({ message, at: withOrigin(at) })),
    }),
  }));
}
