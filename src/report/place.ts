import { formatPath, type Place } from '../diagnostic.ts';

/**
 * `sensor.yaml:14:22`; for a rendered document what it was rendered from, and its own place:
 * `chart/templates/sensor.yaml (rendered: <stdin>:14:22)`; without a text the object and the path:
 * `Sensor/ns/name spec.triggers[0]`.
 */
export function formatPlace(place: Place): string {
  if (place.file !== undefined) {
    const { range, source } = place;
    const own = range === undefined ? place.file : `${place.file}:${range.start.line}:${range.start.column}`;
    return source === undefined ? own : `${source} (rendered: ${own})`;
  }
  const path = place.path === undefined || place.path.length === 0 ? '' : formatPath(place.path);
  return [place.resource ?? '', path].filter((part) => part !== '').join(' ');
}
