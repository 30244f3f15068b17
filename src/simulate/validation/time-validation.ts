import type { Fields } from '../fields.ts';
import type { Refusal } from './refusal.ts';
import type { ValidationContext } from './sensor-validation.ts';

const LAYOUT = '2006-01-02 15:04:05';

/**
 * The window of a time filter on the day of the validation.
 * Source: argo-events pkg/reconciler/sensor/validate.go (validateEventTimeFilter), pkg/shared/util/time.go.
 */
export function refusedTimeFilter(
  { engine, now }: ValidationContext,
  filter: Fields | undefined,
): Refusal | undefined {
  if (filter === undefined) return undefined;
  const { path } = filter;
  const [start, stop, timezone] = [filter.text('start'), filter.text('stop'), filter.text('timezone')];
  let day = now.slice(0, 10);
  if (timezone !== '') {
    const [clock] = engine.ask([{ op: 'wallClock', at: now, timezone }]);
    if (!clock.ok) {
      if (clock.kind !== 'error') return undefined;
      return { message: `invalid timezone '${timezone}': ${clock.error}`, path: [...path, 'timezone'] };
    }
    const { year, month, day: date } = clock.value;
    day = [String(year).padStart(4, '0'), padded(month), padded(date)].join('-');
  }
  const zone = timezone === '' ? 'UTC' : timezone;
  const [from, until] = engine.ask([
    { op: 'parseTime', layout: LAYOUT, text: `${day} ${start}`, timezone: zone },
    { op: 'parseTime', layout: LAYOUT, text: `${day} ${stop}`, timezone: zone },
  ]);
  if (!from.ok) return from.kind === 'error' ? { message: from.error, path: [...path, 'start'] } : undefined;
  if (!until.ok)
    return until.kind === 'error' ? { message: until.error, path: [...path, 'stop'] } : undefined;
  if (from.value !== until.value) return undefined;
  // The missing quote at the end is the controller's.
  return { message: `invalid event time filter: stop '${stop}' is equal to start '${start}`, path };
}

/**
 * `conditionsReset` of a trigger's template.
 * Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggerTemplate).
 */
export function refusedResets({ engine, now }: ValidationContext, template: Fields): Refusal | undefined {
  for (const reset of template.objects('conditionsReset') ?? []) {
    const byTime = reset.object('byTime');
    if (byTime === undefined) return { message: 'invalid conditionsReset', path: reset.path };
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
      const message = `invalid cron expression ${JSON.stringify(cron)}`;
      return { message, path: [...byTime.path, 'cron'] };
    }
    if (!clock.ok && clock.kind === 'error') {
      const message = `invalid timezone ${JSON.stringify(timezone)}`;
      return { message, path: [...byTime.path, 'timezone'] };
    }
  }
  return undefined;
}

function padded(number: number): string {
  return String(number).padStart(2, '0');
}
