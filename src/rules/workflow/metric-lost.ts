import type { Path } from '../../diagnostic.ts';
import { isObject, type JsonObject, listAt, objectAt, own, textAt } from '../../json.ts';
import type { Workflow } from '../../model/kinds/workflow.ts';
import type { Finding, Rule } from '../rule.ts';
import { templatesIn } from '../workflow-templates.ts';

export const metricLost: Rule = {
  id: 'workflow/metric-lost',
  severity: 'error',
  summary: 'a metric that is never emitted',
  docs: {
    why: `When the node or the Workflow has ended, the controller reads the value as a number and registers the metric: without a
kind, with a value that is no number, with a bad name or without help it does not, and neither with another help or kind
than a metric of that name has already. The Workflow goes on; only its condition "MetricsError" tells. Of several kinds the
first of gauge, histogram and counter counts. Source: argo-workflows workflow/controller/operator.go (computeMetrics),
workflow/metrics/metrics_custom.go (matchExistingMetric, createCustomMetric, UpsertCustomMetric).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}, metrics: {prometheus: [{name: builds, help: all builds}]}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}, metrics: {prometheus: [{name: builds, help: all builds, counter: {value: "1"}}]}}
`,
  },
  check: {
    workflow(workflow, { report }) {
      const { resource } = workflow;
      const first = new Map<string, Metric>();
      for (const metric of metricsOf(workflow)) {
        for (const problem of problemsOf(metric)) report({ resource, ...problem });
        const { name } = metric;
        if (name === '' || name.includes('{{')) continue;
        const before = first.get(name);
        if (before === undefined) {
          first.set(name, metric);
          continue;
        }
        const differs = ['help', 'kind'].find((what) => describe(before, what) !== describe(metric, what));
        if (differs === undefined) continue;
        report({
          resource,
          path: [...metric.path, 'name'],
          message: `there is a metric "${name}" with another ${differs}, so one of the two is never emitted`,
          related: [{ message: 'the other one', resource, path: [...before.path, 'name'] }],
        });
      }
    },
  },
};

interface Metric {
  readonly spec: JsonObject;
  readonly name: string;
  readonly path: Path;
  /** True in a template, whose metrics the controller's validation looks at, too. */
  readonly validated: boolean;
}

const KINDS = ['gauge', 'histogram', 'counter'] as const;

function metricsOf(workflow: Workflow): readonly Metric[] {
  const read = (holder: JsonObject, path: Path, validated: boolean) =>
    listAt(objectAt(holder, 'metrics'), 'prometheus').flatMap((spec, index) => {
      if (!isObject(spec)) return [];
      const at = [...path, 'metrics', 'prometheus', index];
      return [{ spec, name: textAt(spec, 'name'), path: at, validated }];
    });
  return [
    ...read(workflow.spec, workflow.specPath, false),
    ...templatesIn(workflow).flatMap(({ spec, path }) => read(spec, path, true)),
  ];
}

function describe({ spec }: Metric, what: string): string {
  return what === 'help' ? textAt(spec, 'help') : String(KINDS.find((kind) => objectAt(spec, kind)));
}

function problemsOf({ spec, name, path, validated }: Metric): readonly Omit<Finding, 'resource'>[] {
  const found: Omit<Finding, 'resource'>[] = [];
  const kinds = KINDS.filter((kind) => objectAt(spec, kind) !== undefined);
  const [kind, ...more] = kinds;
  if (kind === undefined) {
    found.push({ path, message: `the metric "${name}" is none of ${KINDS.join(', ')}` });
  } else if (more.length > 0) {
    const message = `the metric "${name}" is a ${kind}, and what it has as a ${more.join(' and a ')} is not read`;
    found.push({ path, severity: 'warning', message });
  }
  const body = kind === undefined ? undefined : objectAt(spec, kind);
  const value = textAt(body, 'value');
  if (kind === 'gauge' && own(body, 'realtime') === true) {
    if (value !== '' && !/^\{\{[\s\S]*\}\}$/.test(value)) {
      const message = `the value "${value}" of the realtime metric "${name}" is no variable`;
      found.push({ path: [...path, 'gauge', 'value'], message });
    }
  } else if (kind !== undefined && value !== '' && !value.includes('{{') && !isNumber(value)) {
    const message = `the value "${value}" of the metric "${name}" is no number`;
    found.push({ path: [...path, kind, 'value'], message });
  }
  if (validated) return found;
  if (!name.includes('{{') && !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) {
    found.push({ path, message: `the name "${name}" of a metric may have letters, digits and "_" only` });
  }
  if (textAt(spec, 'help') === '') found.push({ path, message: `the metric "${name}" has no help` });
  if (body !== undefined && value === '') {
    found.push({ path, message: `the metric "${name}" has no value` });
  }
  return found;
}

/** Source: Go strconv.ParseFloat, without its hexadecimal forms. */
function isNumber(text: string): boolean {
  return (
    /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ||
    /^[+-]?(inf(inity)?|nan|0x[\da-fp.+-]+)$/i.test(text)
  );
}
