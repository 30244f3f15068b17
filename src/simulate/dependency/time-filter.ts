import type { Answer } from '../../engine/engine.ts';
import type { Event } from '../event.ts';
import { instant } from '../event-json.ts';
import { type Failure, failureOf } from '../failure.ts';
import { type Asking, ask } from './asking.ts';
import type { TimeSpec } from './filter-spec.ts';
import { filterError, PASSED, type Verdict } from './verdict.ts';

const LAYOUT = '2006-01-02 15:04:05';

/** A time filter that remembers the window of the last day it saw: most events come on the same day. */
export interface PreparedTime {
  readonly spec: TimeSpec;
  day: string;
  window: readonly [start: Answer<string>, stop: Answer<string>] | undefined;
}

export function prepareTime(spec: TimeSpec): PreparedTime {
  return { spec, day: '', window: undefined };
}

/**
 * start < stop: the time is in [start, stop) of its day; otherwise it is at or after start, or before stop.
 * Source: argo-events pkg/sensors/dependencies/filter.go (filterTime), pkg/shared/util/time.go.
 */
export function* filterTime(filter: PreparedTime | undefined, event: Event): Asking<Verdict> {
  if (filter === undefined) return PASSED;
  const { spec } = filter;
  const time = instant(event.time);

  let day = time.slice(0, 10);
  if (spec.timezone !== '') {
    const [clock] = yield* ask([{ op: 'wallClock', at: time, timezone: spec.timezone }]);
    if (!clock.ok) {
      const failure = failureOf(clock);
      const error = `invalid timezone '${spec.timezone}': ${failure.error}`;
      return failed(
        spec,
        event.time,
        failure.kind === 'error' ? filterError('time', error) : failure,
        'timezone',
      );
    }
    const { year, month, day: date } = clock.value;
    day = `${String(year).padStart(4, '0')}-${pad(month)}-${pad(date)}`;
  }
  if (filter.day !== day || filter.window === undefined) {
    const timezone = spec.timezone === '' ? 'UTC' : spec.timezone;
    filter.window = yield* ask([
      { op: 'parseTime', layout: LAYOUT, text: `${day} ${spec.start}`, timezone },
      { op: 'parseTime', layout: LAYOUT, text: `${day} ${spec.stop}`, timezone },
    ]);
    filter.day = day;
  }
  const [start, stop] = filter.window;
  if (!start.ok) return failed(spec, event.time, parseFailure(start), 'start');
  if (!stop.ok) return failed(spec, event.time, parseFailure(stop), 'stop');

  const from = instant(start.value);
  const until = instant(stop.value);
  const inside = from < until ? from <= time && time < until : from <= time || time < until;
  if (inside) return PASSED;
  return {
    pass: false,
    decision: {
      subject: 'time',
      value: JSON.stringify(event.time),
      expected: window(spec),
      wouldPass: `an event ${window(spec)} would pass`,
      path: ['time'],
    },
  };
}

function window({ start, stop, timezone }: TimeSpec): string {
  return `at or after ${start} and before ${stop} (${timezone === '' ? 'UTC' : timezone})`;
}

function parseFailure(answer: Answer<string> & { readonly ok: false }): Failure {
  const failure = failureOf(answer);
  return failure.kind === 'error' ? filterError('time', failure.error) : failure;
}

function failed(spec: TimeSpec, time: string, failure: Failure, field: keyof TimeSpec): Verdict {
  const right = field === 'timezone' ? 'the name of a time zone' : 'a time of day as HH:MM:SS';
  return {
    pass: false,
    failure,
    decision: {
      subject: 'time',
      value: JSON.stringify(time),
      expected: window(spec),
      wouldPass: `nothing would pass: the filter's ${field} "${spec[field]}" is not ${right}`,
      path: ['time', field],
    },
  };
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
