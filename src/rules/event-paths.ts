import type { EventDefinition } from '../model/kinds/event-source.ts';
import { eventOf, type PathProblem } from './event-data.ts';
import { filterPaths } from './filters.ts';
import { insteadOf } from './meant.ts';
import type { Check } from './rule.ts';

/**
 * The check that judges each path which a dependency filters by, with the event that it waits for. Nothing is known of
 * what a transformation makes of an event.
 */
export function judgeFilterPaths(
  judge: (event: EventDefinition, path: string) => PathProblem | undefined,
): NonNullable<Check['dependency']> {
  return (dependency, sensor, { model, report }) => {
    const event = dependency.transform === undefined ? eventOf(model, sensor, dependency) : undefined;
    if (event === undefined) return;
    for (const { spec, path } of filterPaths(dependency)) {
      const problem = judge(event, spec);
      if (problem === undefined) continue;
      const { message, meant } = problem;
      report({ resource: sensor.resource, path, message, ...insteadOf(path, meant) });
    }
  };
}
