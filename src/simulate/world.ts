/** The parts of the outside world that a simulation may see. All of it can be fixed, so that a run can be repeated. */
export interface World {
  /** The current time as RFC 3339 in UTC with nine fractional digits. */
  now(): string;
  /** A new event id: 32 lower-case hex digits. */
  eventId(): string;
  /** Milliseconds from any fixed point, to measure how long a hop took. */
  milliseconds(): number;
}
