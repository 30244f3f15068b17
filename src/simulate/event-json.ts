import { encodeGo } from '../json.ts';
import type { Event } from './event.ts';

/**
 * The event's context as JSON, in the order of its Go struct; the time is cut to whole seconds.
 * Source: argo-events pkg/apis/events/v1alpha1/sensor_types.go (EventContext), apimachinery meta/v1 time.go.
 */
export function contextJson(event: Event): string {
  const attributes = [
    ['id', event.id],
    ['source', event.source],
    ['specversion', '1.0'],
    ['type', event.type],
    ['datacontenttype', event.dataContentType],
    ['subject', event.subject],
  ] as const;
  const members = attributes.map(([key, value]) => `"${key}":${encodeGo(value)}`);
  const time = instant(event.time);
  members.push(`"time":${time === ZERO_TIME ? 'null' : `"${time.slice(0, 19)}Z"`}`);
  return `{${members.join(',')}}`;
}

/** The whole event as JSON; Go writes the data, which is a byte slice, as base64. */
export function eventJson(event: Event): string {
  const data = event.data === null ? 'null' : `"${Buffer.from(event.data, 'utf8').toString('base64')}"`;
  return `{"context":${contextJson(event)},"data":${data}}`;
}

/** Is the text one JSON document? gjson.Valid and encoding/json accept what JSON.parse accepts. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Go's zero time, which an event without a time has. */
const ZERO_TIME = '0001-01-01T00:00:00.000000000Z';

const RFC3339 = /^(\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)$/;

/** An RFC 3339 time in UTC with exactly nine fractional digits, so that instants compare as texts. */
export function instant(time: string): string {
  const parts = RFC3339.exec(time);
  if (parts === null) return ZERO_TIME;
  const [, seconds = '', fraction = '', zone = 'Z'] = parts;
  const milliseconds = Date.parse(`${seconds.toUpperCase()}${zone.toUpperCase()}`);
  if (Number.isNaN(milliseconds)) return ZERO_TIME;
  return `${new Date(milliseconds).toISOString().slice(0, 19)}.${fraction.padEnd(9, '0').slice(0, 9)}Z`;
}
