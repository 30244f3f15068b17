import type { Diagnostic } from '../../diagnostic.ts';
import type { Engine } from '../../engine/engine.ts';
import { listAt, own, textAt } from '../../json.ts';
import type { WorkflowObject } from '../source.ts';
import { checkObjectName } from './object-name.ts';
import { Report } from './report.ts';

const POLICIES = ['Allow', 'Forbid', 'Replace'];
/** Whether a schedule can be read does not depend on when. */
const SOME_TIME = '1970-01-01T00:00:00Z';

/** What a CronWorkflow has above its Workflow. Source: argo-workflows workflow/validate/validate.go (CronWorkflow). */
export function checkCronWorkflow(cron: WorkflowObject, engine: Engine): readonly Diagnostic[] {
  const report = new Report();
  const { spec, at } = cron;
  checkObjectName(report, cron);
  checkSchedules(report, cron, engine);

  const policy = textAt(spec, 'concurrencyPolicy');
  if (policy !== '' && !POLICIES.includes(policy)) {
    report.add({
      rule: 'concurrency-policy-unknown',
      message: `'${policy}' is not a valid concurrencyPolicy`,
      at: at(['spec', 'concurrencyPolicy']),
      wrong: { name: policy, candidates: POLICIES },
    });
  }
  const deadline = own(spec, 'startingDeadlineSeconds');
  if (typeof deadline === 'number' && deadline < 0) {
    const message = 'startingDeadlineSeconds must be positive';
    report.add({ rule: 'starting-deadline-negative', message, at: at(['spec', 'startingDeadlineSeconds']) });
  }
  return report.problems;
}

function checkSchedules(report: Report, { spec, at }: WorkflowObject, engine: Engine): void {
  const schedules = listAt(spec, 'schedules');
  if (schedules.length === 0) {
    const message = 'cron workflow must have at least one schedule';
    const help =
      textAt(spec, 'schedule') === '' ? undefined : "'schedules' is a list; 'schedule' is not read";
    report.add({ rule: 'schedule-missing', message, at: at(['spec']), ...(help !== undefined && { help }) });
  }
  for (const [index, schedule] of schedules.entries()) {
    if (typeof schedule !== 'string') continue;
    const [answer] = engine.ask([
      {
        op: 'cron',
        schedule,
        parser: 'standard',
        timezone: '',
        after: SOME_TIME,
        count: 1,
        direction: 'next',
      },
    ]);
    if (answer.ok) continue;
    const message = `cron schedule ${schedule} is malformed: ${answer.error}`;
    report.add({ rule: 'schedule-invalid', message, at: at(['spec', 'schedules', index]) });
  }
  const timezone = textAt(spec, 'timezone');
  if (timezone === '') return;
  const [answer] = engine.ask([{ op: 'wallClock', at: SOME_TIME, timezone }]);
  if (answer.ok) return;
  const message = `invalid timezone "${timezone}": ${answer.error}`;
  report.add({ rule: 'timezone-unknown', message, at: at(['spec', 'timezone']) });
}
