import type { Fields } from '../fields.ts';
import { insteadOf, type Refusal } from './refusal.ts';
import type { ValidationContext } from './validation-context.ts';

const LAYOUT = '2006-01-02 15:04:05';

/**
 * The window of a time filter on the day of the validation.
 * Source: argo-events pkg/reconciler/sensor/validate.go (validateEventTimeFilter), pkg/shared/util/time.go.
 */
export function* timeFilterRefusals({ engine, now }: ValidationContext, filter: Fields): Iterable<Refusal> {
  const { path } = filter;
  const timezone = filter.text('timezone');
  let zone = timezone === '' ? 'UTC' : timezone;
  let day = now.slice(0, 10);
  if (timezone !== '') {
    const [clock] = engine.ask([{ op: 'wallClock', at: now, timezone }]);
    if (clock.ok) {
      const { year, month, day: date } = clock.value;
      day = [String(year).padStart(4, '0'), padded(month), padded(date)].join('-');
    } else {
      zone = 'UTC';
      const message = `invalid timezone '${timezone}': ${clock.error}`;
      if (clock.kind === 'error') yield unknownZone(message, [...path, 'timezone']);
    }
  }
  const [start, stop] = [filter.text('start'), filter.text('stop')];
  const [from, until] = engine.ask([
    { op: 'parseTime', layout: LAYOUT, text: `${day} ${start}`, timezone: zone },
    { op: 'parseTime', layout: LAYOUT, text: `${day} ${stop}`, timezone: zone },
  ]);
  if (!from.ok && from.kind === 'error') yield unreadable(filter, 'start', start, from.error);
  if (!until.ok && until.kind === 'error') yield unreadable(filter, 'stop', stop, until.error);
  if (!from.ok || !until.ok || from.value !== until.value) return;
  yield {
    rule: 'filter/time-empty',
    // The missing quote at the end is the controller's.
    message: `invalid event time filter: stop '${stop}' is equal to start '${start}`,
    path,
    help: 'leave the filter out to take the events of the whole day',
  };
}

function unreadable({ path }: Fields, key: string, text: string, message: string): Refusal {
  const rule = 'filter/time-invalid';
  const help = 'write a time of day as HH:MM:SS, from "00:00:00" to "23:59:59"';
  const at = [...path, key];
  const minutes = /^\d{1,2}:\d\d$/.test(text);
  return { rule, message, path: at, help, ...(minutes && insteadOf(at, `${text}:00`)) };
}

function unknownZone(message: string, path: Refusal['path']): Refusal {
  const help = 'write a name of the IANA time zone database, such as "Europe/Berlin"';
  return { rule: 'filter/timezone-unknown', message, path, help };
}

/**
 * `conditionsReset` of a trigger's template.
 * Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggerTemplate).
 */
export function* resetRefusals({ engine, now }: ValidationContext, template: Fields): Iterable<Refusal> {
  for (const reset of template.objects('conditionsReset') ?? []) {
    const byTime = reset.object('byTime');
    if (byTime === undefined) {
      const help = 'add "byTime" with a "cron"';
      const message = 'invalid conditionsReset';
      yield { rule: 'condition/reset-incomplete', message, path: reset.path, keys: ['byTime'], help };
      continue;
    }
    const [cron, timezone] = [byTime.text('cron'), byTime.text('timezone')];
    // No due time is asked for: only whether the expression can be read.
    const [schedule, clock] = engine.ask([
      {
        op: 'cron',
        schedule: cron,
        parser: 'calendar',
        timezone: 'UTC',
        after: now,
        count: 0,
        direction: 'next',
      },
      { op: 'wallClock', at: now, timezone: timezone === '' ? 'UTC' : timezone },
    ]);
    if (!schedule.ok && schedule.kind === 'error') {
      yield {
        rule: 'condition/reset-schedule-invalid',
        message: `invalid cron expression ${JSON.stringify(cron)}`,
        path: [...byTime.path, 'cron'],
        help: cron === '' ? 'add "cron", such as "0 0 * * *"' : schedule.error,
      };
    }
    if (!clock.ok && clock.kind === 'error') {
      const message = `invalid timezone ${JSON.stringify(timezone)}`;
      const refusal = unknownZone(message, [...byTime.path, 'timezone']);
      yield { ...refusal, rule: 'condition/reset-timezone-unknown' };
    }
  }
}

function padded(number: number): string {
  return String(number).padStart(2, '0');
}
