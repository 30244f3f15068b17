import {
  isSet,
  type JsonObject,
  objectAt,
  objectsAt,
  own,
  textAt,
  textsAt,
  withMembers,
} from '../../json.ts';
import { anyString } from '../parameter.ts';
import { cycleAmong } from './cycle.ts';
import { isKnown } from './fill.ts';
import type { Inspection, Subject } from './inspection.ts';
import { fieldNameProblem } from './names.ts';
import { checkReferences, type Known } from './references.ts';

/** Everything but steps and DAGs. Source: argo-workflows workflow/validate/validate.go (validateLeaf). */
export function checkLeaf(inspection: Inspection, subject: Subject, known: Known): void {
  const { template, name, at, isPassed } = subject;
  checkReferences(inspection.report, withoutPassedValues(template, isPassed), [known, inspection.globals], {
    prefix: `templates.${name}: `,
    path: [],
    at: (path) => at(...path),
  });
  for (const type of ['container', 'script'] as const) checkImage(inspection, subject, type);
  checkMounts(inspection, subject);
  checkContainerSet(inspection, subject);
  for (const [index, sidecar] of objectsAt(template, 'sidecars').entries()) {
    if (!isReserved(textAt(sidecar, 'name'))) continue;
    const message = `templates.${name}.sidecars: "${textAt(sidecar, 'name')}" is a reserved Argo container name`;
    inspection.report.add({ rule: 'name-reserved', message, at: at('sidecars', index, 'name') });
  }
  checkResource(inspection, subject);
  checkNumbers(inspection, subject);
}

/** An input's own value counts only where no argument is passed. Source: argo-workflows workflow/common/util.go (ProcessArgs). */
function withoutPassedValues(template: JsonObject, isPassed: Subject['isPassed']): JsonObject {
  const inputs = objectAt(template, 'inputs');
  if (inputs === undefined) return template;
  const parameters = objectsAt(inputs, 'parameters').map((input) =>
    isPassed(textAt(input, 'name')) ? withMembers(input, { value: undefined }) : input,
  );
  return withMembers(template, { inputs: withMembers(inputs, { parameters }) });
}

/** The names of a cycle among containers, or undefined. */
function containerCycle(containers: readonly JsonObject[]): readonly string[] | undefined {
  const dependencies = new Map(containers.map((one) => [textAt(one, 'name'), textsAt(one, 'dependencies')]));
  return cycleAmong(dependencies.keys(), (name) => dependencies.get(name) ?? []);
}

function isReserved(name: string): boolean {
  return name === 'wait' || name === 'supervisor' || name.startsWith('artifact-plugin-');
}

function checkImage(
  { report }: Inspection,
  { template, name, base, at, fill }: Subject,
  type: 'container' | 'script',
): void {
  const body = objectAt(template, type);
  if (body === undefined || fill(textAt(body, 'image')) !== '') return;
  // Defaults count where the template is written, except in a ClusterWorkflowTemplate that is referred to.
  const defaults = base.scope === 'cluster' ? undefined : objectAt(base.spec, 'templateDefaults');
  if (textAt(objectAt(defaults, type), 'image') !== '') return;
  const message = `templates.${name}.${type}.image may not be empty`;
  report.add({ rule: 'image-missing', message, at: at(type) });
}

function checkMounts({ report }: Inspection, { template, name, at }: Subject): void {
  const container = objectAt(template, 'container');
  if (container === undefined) return;
  const taken = new Map<string, string>();
  for (const [index, mount] of objectsAt(container, 'volumeMounts').entries()) {
    const path = textAt(mount, 'mountPath');
    const before = taken.get(path);
    if (before !== undefined) {
      const message = `templates.${name}.container.volumeMounts[${index}].mountPath '${path}' already mounted in ${before}`;
      report.add({ rule: 'path-taken', message, at: at('container', 'volumeMounts', index, 'mountPath') });
    }
    taken.set(path, `container.volumeMounts.${textAt(mount, 'name')}`);
  }
  for (const [index, artifact] of objectsAt(objectAt(template, 'inputs'), 'artifacts').entries()) {
    const path = textAt(artifact, 'path');
    const before = taken.get(path);
    if (before !== undefined && path !== '') {
      const message = `templates.${name}.inputs.artifacts[${index}].path '${path}' already mounted in ${before}`;
      report.add({ rule: 'path-taken', message, at: at('inputs', 'artifacts', index, 'path') });
    }
    taken.set(path, `inputs.artifacts.${textAt(artifact, 'name')}`);
  }
}

/** Source: argo-workflows pkg/apis/workflow/v1alpha1/container_set_template_types.go (Validate). */
function checkContainerSet({ report }: Inspection, { template, name, at }: Subject): void {
  const set = objectAt(template, 'containerSet');
  if (set === undefined) return;
  const containers = objectsAt(set, 'containers');
  const prefix = `templates.${name}.containerSet.`;
  const place = at('containerSet');
  if (containers.length === 0) {
    const message = `${prefix}containers must have at least one container`;
    report.add({ rule: 'container-set-empty', message, at: place });
  }
  const names = new Set(containers.map((one) => textAt(one, 'name')));
  const seen = new Set<string>();
  for (const [index, container] of containers.entries()) {
    const own_ = textAt(container, 'name');
    const problem = fieldNameProblem(own_);
    if (own_ === '' || problem !== undefined) {
      const why = own_ === '' ? '.name is required' : `.name: '${own_}' is invalid: ${problem ?? ''}`;
      const message = `${prefix}containers[${index}]${why}`;
      report.add({ rule: 'name-invalid', message, at: at('containerSet', 'containers', index) });
    } else if (seen.has(own_)) {
      const message = `${prefix}containers[${index}].name '${own_}' is not unique`;
      report.add({ rule: 'name-duplicate', message, at: at('containerSet', 'containers', index, 'name') });
    }
    seen.add(own_);
    for (const dependency of textsAt(container, 'dependencies')) {
      if (names.has(dependency)) continue;
      report.add({
        rule: 'dependency-not-found',
        message: `${prefix}containers.${own_} dependency '${dependency}' not defined`,
        at: at('containerSet', 'containers', index, 'dependencies'),
        wrong: { name: dependency, candidates: names },
      });
    }
    if (isReserved(own_)) {
      const message = `${prefix}containers: "${own_}" is a reserved Argo container name`;
      report.add({ rule: 'name-reserved', message, at: at('containerSet', 'containers', index, 'name') });
    }
  }
  const [first, ...others] = containerCycle(containers) ?? [];
  if (first !== undefined) {
    const message = `${prefix}containers dependency cycle detected: ${[first, ...others, first].join('->')}`;
    report.add({ rule: 'dependency-cycle', message, at: place });
  }
  const mounted = new Map<string, string>();
  for (const [index, mount] of objectsAt(set, 'volumeMounts').entries()) {
    const path = textAt(mount, 'mountPath');
    const before = mounted.get(path);
    if (before !== undefined) {
      const message = `${prefix}volumeMounts[${index}].mountPath '${path}' already mounted in ${before}`;
      report.add({ rule: 'path-taken', message, at: at('containerSet', 'volumeMounts', index, 'mountPath') });
    }
    mounted.set(path, `volumeMounts.${textAt(mount, 'name')}`);
  }
  const outputs = objectAt(template, 'outputs');
  const passes = [objectsAt(objectAt(template, 'inputs'), 'artifacts'), objectsAt(outputs, 'parameters')];
  passes.push(objectsAt(outputs, 'artifacts'));
  if (passes.some((list) => list.length > 0) && !names.has('main')) {
    const message = `${prefix}containers must have a container named "main" for input or output`;
    report.add({ rule: 'container-set-without-main', message, at: place });
  }
}

const ACTIONS = ['get', 'create', 'apply', 'delete', 'replace', 'patch'];

function checkResource(inspection: Inspection, { template, name, at, fill }: Subject): void {
  const { report } = inspection;
  const resource = objectAt(template, 'resource');
  if (resource === undefined) return;
  const prefix = `templates.${name}.resource`;
  const action = fill(textAt(resource, 'action'));
  if (!ACTIONS.includes(action) && isKnown(action)) {
    report.add({
      rule: 'resource-action-unknown',
      message: `${prefix}.action must be one of: ${ACTIONS.join(', ')}`,
      at: at('resource', 'action'),
      wrong: { name: action, candidates: ACTIONS },
    });
  }
  if (action === 'delete' || action === 'get') return;
  const manifest = textAt(resource, 'manifest');
  const given = isSet(resource, 'manifestFrom');
  const place = at('resource');
  if (manifest === '' && !given) {
    const message = `either ${prefix}.manifest or ${prefix}.manifestFrom must be specified`;
    report.add({ rule: 'manifest-missing', message, at: place });
  }
  if (manifest !== '' && given) {
    const message =
      "shouldn't have both `manifest` and `manifestFrom` specified in `Manifest` for resource template";
    report.add({ rule: 'manifest-ambiguous', message, at: place });
  }
  const artifact = objectAt(objectAt(resource, 'manifestFrom'), 'artifact');
  const inputs = objectsAt(objectAt(template, 'inputs'), 'artifacts').map((one) => textAt(one, 'name'));
  if (artifact !== undefined && !inputs.includes(textAt(artifact, 'name'))) {
    report.add({
      rule: 'manifest-missing',
      message: `artifact ${textAt(artifact, 'name')} in \`manifestFrom\` refer to a non-exist artifact`,
      at: at('resource', 'manifestFrom'),
      wrong: { name: textAt(artifact, 'name'), candidates: inputs },
    });
  }
  if (manifest !== '') checkManifest(inspection, manifest, `${prefix}.manifest`, at('resource', 'manifest'));
}

function checkManifest(
  { report, engine, globals }: Inspection,
  manifest: string,
  prefix: string,
  at: ReturnType<Subject['at']>,
): void {
  // Variables that have a value by then stand for some text; the rest are YAML as they are.
  const known = /\{\{\s*(?:=[\s\S]*?|[\w.-]+)\s*\}\}/g;
  const text = manifest.replace(known, (tag) => {
    const name = tag.slice(2, -2).trim();
    const replaced =
      name.startsWith('=') || name.startsWith('inputs.') || name === 'pod.name' || globals.has(name);
    return replaced ? 'variable' : tag;
  });
  if (manifest.startsWith('{{')) return;
  const [answer] = engine.ask([{ op: 'yamlToJson', yaml: text }]);
  if (answer.ok) return;
  const message = `${prefix} must be a valid yaml`;
  report.add({ rule: 'manifest-invalid', message, at, help: answer.error });
}

function checkNumbers({ report }: Inspection, { template, name, at, fill }: Subject): void {
  const written = anyString(own(template, 'activeDeadlineSeconds'));
  const deadline = written === undefined ? '0' : fill(written);
  if (isKnown(deadline) && !/^\d+$/.test(deadline) && !/^\{\{[\s\S]*\}\}$/.test(deadline)) {
    const message = `templates.${name}.activeDeadlineSeconds must be a positive integer > 0 or an argo variable`;
    report.add({ rule: 'deadline-invalid', message, at: at('activeDeadlineSeconds') });
  }
  if (isSet(template, 'parallelism')) {
    const message = `templates.${name}.parallelism is only valid for steps and dag templates`;
    report.add({ rule: 'field-not-supported', message, at: at('parallelism') });
  }
}
