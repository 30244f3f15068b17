import type { Path, Place } from '../../diagnostic.ts';
import { isObject, isSet, type JsonObject, listAt, objectAt, objectsAt, own, textAt } from '../../json.ts';
import type { Report } from './report.ts';

type At = (path: Path) => Place;

/**
 * `podResources` of the Workflow or a template: what Kubernetes lets a pod as a whole ask for.
 * Source: argo-workflows workflow/validate/validate.go (validatePodResources).
 */
export function checkPodResources(
  report: Report,
  holder: JsonObject,
  { prefix, path, at }: { prefix: string; path: Path; at: At },
): void {
  const resources = objectAt(holder, 'podResources');
  if (resources === undefined) return;
  if (listAt(resources, 'claims').length > 0) {
    const message = `${prefix}.claims is not supported for pod-level resources`;
    report.add({ rule: 'pod-resources-invalid', message, at: at([...path, 'claims']) });
  }
  for (const list of ['limits', 'requests']) {
    for (const name of Object.keys(objectAt(resources, list) ?? {})) {
      if (name === 'cpu' || name === 'memory' || name.startsWith('hugepages-')) continue;
      const message = `${prefix}: "${name}" is not a valid pod-level resource, only cpu, memory and hugepages-* are supported`;
      report.add({ rule: 'pod-resources-invalid', message, at: at([...path, list, name]) });
    }
  }
}

/** Source: argo-workflows pkg/apis/workflow/v1alpha1/workflow_types.go (AsExecutorPluginSpec), pkg/plugins/spec. */
export function checkExecutorPlugins(report: Report, spec: JsonObject, at: At): void {
  for (const [index, plugin] of listAt(spec, 'executorPlugins').entries()) {
    const problem = isObject(plugin) ? pluginProblem(plugin) : undefined;
    if (problem === undefined) continue;
    const place = at(['spec', 'executorPlugins', index]);
    report.add({
      rule: 'executor-plugin-incomplete',
      message: `spec.executorPlugins: ${problem}`,
      at: place,
    });
  }
}

function pluginProblem(plugin: JsonObject): string | undefined {
  if (textAt(objectAt(plugin, 'metadata'), 'name') === '')
    return 'executor plugin metadata name is mandatory';
  const container = objectAt(objectAt(objectAt(plugin, 'spec'), 'sidecar'), 'container');
  if (listAt(container, 'ports').length === 0) return 'at least one port is mandatory';
  const resources = objectAt(container, 'resources');
  if (!isSet(resources, 'requests')) return 'resources requests are mandatory';
  if (!isSet(resources, 'limits')) return 'resources limits are mandatory';
  if (!isSet(container, 'securityContext')) return 'security context is mandatory';
  return undefined;
}

const LISTED = ['In', 'NotIn'];
const OPERATORS = [...LISTED, 'Exists', 'DoesNotExist'];

/**
 * The selector of `podGC`: an operator that exists, with values where it takes some.
 * Source: Kubernetes apimachinery pkg/apis/meta/v1/helpers.go (LabelSelectorAsSelector), pkg/labels (NewRequirement).
 */
export function checkPodSelector(report: Report, spec: JsonObject, at: At): void {
  const path = ['spec', 'podGC', 'labelSelector', 'matchExpressions'];
  const selector = objectAt(objectAt(spec, 'podGC'), 'labelSelector');
  for (const [index, expression] of objectsAt(selector, 'matchExpressions').entries()) {
    const operator = textAt(expression, 'operator');
    const add = (problem: string, field: string) =>
      report.add({
        rule: 'pod-gc-selector-invalid',
        message: `podGC.labelSelector invalid: ${problem}`,
        at: at([...path, index, field]),
        wrong: { name: operator, candidates: OPERATORS.includes(operator) ? [] : OPERATORS },
      });
    const values = own(expression, 'values');
    const given = Array.isArray(values) && values.length > 0;
    if (!OPERATORS.includes(operator))
      add(`"${operator}" is not a valid label selector operator`, 'operator');
    else if (LISTED.includes(operator) && !given)
      add(`for 'in', 'notin' operators, values set can't be empty`, 'values');
    else if (!LISTED.includes(operator) && given)
      add('values set must be empty for exists and does not exist', 'values');
  }
}
