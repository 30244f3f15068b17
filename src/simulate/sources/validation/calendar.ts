import type { Engine } from '../../../engine/engine.ts';
import type { JsonObject } from '../../../json.ts';
import type { Fields } from '../../fields.ts';
import { type Refusal, type Remedy, writing } from '../../validation/refusal.ts';
import { durationRemedy, isPlainDuration } from './steps.ts';

const SECOND = 1_000_000_000n;

/**
 * A schedule is read before an interval, and an interval beside a schedule not at all.
 * Source: argo-events pkg/eventsources/sources/calendar/validate.go, start.go (resolveSchedule).
 */
export function* validateCalendar(event: Fields, engine: Engine): Iterable<Refusal> {
  const schedule = event.text('schedule');
  const interval = event.text('interval');
  if (schedule === '' && interval === '') {
    yield {
      rule: 'event-source/calendar-without-time',
      message: 'must have either schedule or interval',
      path: event.path,
      keys: ['schedule', 'interval'],
      help: 'add "schedule" or "interval", for example `schedule: "0 * * * *"` or `interval: 10m`',
    };
    return;
  }
  if (schedule === '' ? isPlainDuration(interval) : PLAIN.test(schedule)) return;
  const [answer] =
    schedule === ''
      ? engine.ask([{ op: 'duration', text: interval }])
      : engine.ask([
          {
            op: 'cron',
            schedule,
            parser: 'calendar',
            timezone: 'UTC',
            after: '2026-01-01T00:00:00Z',
            count: 0,
            direction: 'next',
          },
        ]);
  if (answer.ok || answer.kind === 'limit') return;
  const key = schedule === '' ? 'interval' : 'schedule';
  const text = schedule === '' ? interval : schedule;
  const path = [...event.path, key];
  const message =
    answer.kind === 'panic'
      ? `panic: ${answer.error}`
      : `failed to parse ${key} ${text} from calendar event. Cause: ${answer.error}`;
  yield schedule === ''
    ? {
        rule: 'event-source/calendar-interval-invalid',
        message,
        path,
        ...durationRemedy(path, interval),
      }
    : { rule: 'event-source/calendar-schedule-invalid', message, path, ...scheduleRemedy(event, schedule) };
}

/** The most common schedules, which need no parser: stars, steps and single numbers. */
const PLAIN =
  /^(?:\*(?:\/[1-9]\d?)?|[0-5]?\d) (?:\*(?:\/[1-9]\d?)?|1?\d|2[0-3]) (?:\*|[1-9]|[12]\d|3[01]) (?:\*|[1-9]|1[0-2]) (?:\*|[0-6])$/;

/** Source: robfig/cron v3 parser.go (parseDescriptor), which the parser of calendars does not call. */
const DESCRIPTORS: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

const FIVE_FIELDS =
  'five fields: minute, hour, day of the month, month, day of the week from 0 (Sunday) to 6';

function scheduleRemedy(event: Fields, written: string): Remedy {
  const path = [...event.path, 'schedule'];
  const schedule = written.trim();
  const every = /^@every\s+(\S+)$/.exec(schedule)?.[1];
  if (every !== undefined) {
    return {
      help: `write \`interval: ${every}\` instead`,
      fix: {
        message: `write "interval: ${every}"`,
        safe: true,
        edits: [
          { kind: 'set', path, value: every },
          { kind: 'rename', path, key: 'interval' },
        ],
      },
    };
  }
  const fields = schedule.split(/\s+/);
  const meant =
    DESCRIPTORS.get(schedule) ??
    (/^0$/.test(fields[0] ?? '') && fields.length === 6 ? fields.slice(1).join(' ') : sunday(fields));
  if (meant === undefined) return { help: `a schedule has ${FIVE_FIELDS}` };
  return {
    help: `write "${meant}": a schedule has ${FIVE_FIELDS}`,
    ...writing(path, meant),
  };
}

/** A Sunday is 0 here, and 7 in other programs. */
function sunday(fields: readonly string[]): string | undefined {
  return fields.length === 5 && fields[4] === '7' ? [...fields.slice(0, 4), '0'].join(' ') : undefined;
}

/**
 * An interval is a constant delay from which the fraction of the current second is taken off.
 * Source: argo-events pkg/eventsources/sources/calendar/start.go, robfig/cron v3 constantdelay.go (Next).
 */
export function calendarNotes(spec: JsonObject, engine: Engine): readonly string[] {
  const { schedule, interval } = spec;
  if (typeof interval !== 'string' || interval === '' || isPlainDuration(interval)) return [];
  if (typeof schedule === 'string' && schedule !== '') return [];
  const [answer] = engine.ask([{ op: 'duration', text: interval }]);
  if (!answer.ok || BigInt(answer.value) >= SECOND) return [];
  return [`the interval "${interval}" is shorter than one second: the clock ticks without a pause`];
}
