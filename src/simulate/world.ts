/** The parts of the outside world that a simulation may see. All of it can be fixed, so that a run can be repeated. */
export interface World {
  /** The current time as RFC 3339 in UTC with nine fractional digits. */
  now(): string;
  /** A new event id: 32 lower-case hex digits. */
  eventId(): string;
  /** Milliseconds from any fixed point, to measure how long a hop took. */
  milliseconds(): number;
}

export interface WorldSettings {
  /** RFC 3339, or a clock that answers with it. Default: the start of 1970. */
  readonly now?: string | (() => string);
  /** The same seed gives the same event ids in the same order. Default: 0. */
  readonly seed?: number;
  /** Milliseconds from any fixed point. Default: a clock that stands still. */
  readonly milliseconds?: () => number;
}

/** A world made of what the caller passes in: it reads no clock and no random source of its own. */
export function createWorld(settings: WorldSettings = {}): World {
  const { now = '1970-01-01T00:00:00Z', seed = 0, milliseconds = () => 0 } = settings;
  const random = randomNumbers(seed);
  return {
    now: typeof now === 'string' ? constant(toUtc(now)) : () => toUtc(now()),
    eventId: () => eventId(random),
    milliseconds,
  };
}

function constant(value: string): () => string {
  return () => value;
}

const RFC3339 = /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)$/;

/** The same instant in UTC with nine fractional digits. Throws on text that is no RFC 3339 time: a caller's bug. */
function toUtc(time: string): string {
  const match = RFC3339.exec(time);
  const seconds =
    match === null ? Number.NaN : Date.parse(`${match[1]}T${match[2]}${match[4]?.toUpperCase()}`);
  if (Number.isNaN(seconds)) throw new RangeError(`"${time}" is not an RFC 3339 time`);
  const fraction = (match?.[3] ?? '').slice(0, 9).padEnd(9, '0');
  return `${new Date(seconds).toISOString().slice(0, 19)}.${fraction}Z`;
}

/** 32-bit numbers from a seed (the mulberry32 generator): repeatable, spread well enough for ids. */
function randomNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/**
 * The bytes of a version-4 UUID as hex without dashes.
 * Source: argo-events pkg/eventsources/eventing.go (run).
 */
function eventId(random: () => number): string {
  const hex = () => random().toString(16).padStart(8, '0');
  const text = hex() + hex() + hex() + hex();
  const variant = ((Number.parseInt(text.charAt(16), 16) & 3) | 8).toString(16);
  return `${text.slice(0, 12)}4${text.slice(13, 16)}${variant}${text.slice(17)}`;
}
