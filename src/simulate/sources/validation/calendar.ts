import type { Engine } from '../../../engine/engine.ts';
import type { JsonObject } from '../../../json.ts';
import type { Fields } from '../../fields.ts';
import type { Fault } from './refusal.ts';

const SECOND = 1_000_000_000n;

/**
 * A schedule is read before an interval, and an interval beside a schedule not at all.
 * Source: argo-events pkg/eventsources/sources/calendar/validate.go, start.go (resolveSchedule).
 */
export function validateCalendar(event: Fields, engine: Engine): Fault | undefined {
  const schedule = event.text('schedule');
  const interval = event.text('interval');
  if (schedule === '' && interval === '') {
    return { message: 'must have either schedule or interval', path: event.path };
  }
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
  if (answer.ok || answer.kind === 'limit') return undefined;
  const key = schedule === '' ? 'interval' : 'schedule';
  const text = schedule === '' ? interval : schedule;
  const message =
    answer.kind === 'panic'
      ? `panic: ${answer.error}`
      : `failed to parse ${key} ${text} from calendar event. Cause: ${answer.error}`;
  return { message, path: [...event.path, key] };
}

/**
 * An interval is a constant delay from which the fraction of the current second is taken off.
 * Source: argo-events pkg/eventsources/sources/calendar/start.go, robfig/cron v3 constantdelay.go (Next).
 */
export function calendarNotes(spec: JsonObject, engine: Engine): readonly string[] {
  const { schedule, interval } = spec;
  if (typeof interval !== 'string' || interval === '') return [];
  if (typeof schedule === 'string' && schedule !== '') return [];
  const [answer] = engine.ask([{ op: 'duration', text: interval }]);
  if (!answer.ok || BigInt(answer.value) >= SECOND) return [];
  return [`the interval "${interval}" is shorter than one second: the clock ticks without a pause`];
}
