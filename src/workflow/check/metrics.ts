import { isObject, type JsonObject, listAt, objectAt, objectsAt, own, textAt } from '../../json.ts';
import type { Inspection, Subject } from './inspection.ts';

/** Source: argo-workflows workflow/validate/validate.go (validateTemplate), workflow/metrics/util.go. */
export function checkMetrics({ report }: Inspection, { template, name, at }: Subject): void {
  for (const [index, metric] of listAt(objectAt(template, 'metrics'), 'prometheus').entries()) {
    if (!isObject(metric)) continue;
    const message = metricProblem(metric, name);
    const place = at('metrics', 'prometheus', index);
    if (message !== undefined) report.add({ rule: 'metric-invalid', message, at: place });
  }
}

function metricProblem(metric: JsonObject, template: string): string | undefined {
  const name = textAt(metric, 'name');
  if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) {
    return `templates.${template} metric name '${name}' is invalid. Metric names must contain alphanumeric characters or '_'`;
  }
  for (const label of objectsAt(metric, 'labels')) {
    const key = textAt(label, 'key');
    if (/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(key)) continue;
    return `metric label '${key}' is invalid: keys may only contain alphanumeric characters or '_'`;
  }
  if (textAt(metric, 'help') === '') {
    return `templates.${template} metric '${name}' must contain a help string under 'help: ' field`;
  }
  for (const type of ['gauge', 'histogram', 'counter'] as const) {
    const body = objectAt(metric, type);
    if (body === undefined) continue;
    if (textAt(body, 'value') === '') {
      return `templates.${template} metric '${name}' error: missing ${type}.value`;
    }
    if (own(body, 'realtime') === true && textAt(body, 'value').includes('resourcesDuration.')) {
      return `templates.${template} metric '${name}' error: 'resourcesDuration.*' metrics cannot be used in real-time`;
    }
  }
  return undefined;
}
