import { formatPath, type Path, type Place } from '../../diagnostic.ts';
import type { Engine } from '../../engine/engine.ts';
import { isSet, type JsonObject, listAt, objectAt, objectsAt, own, textAt } from '../../json.ts';
import { asFailure } from '../failure.ts';
import { hasLocationOrKey } from '../inputs.ts';
import { readParameter } from '../parameter.ts';
import {
  isCluster,
  isLeafType,
  isPodType,
  type Resolved,
  TEMPLATE_TYPES,
  type TemplateBase,
  type TemplateHolder,
  type TemplateLibrary,
  TYPE_NAMES,
  templateType,
} from '../template-library.ts';
import { checkLocation } from './artifact-location.ts';
import { checkDag } from './dag.ts';
import { fill } from './fill.ts';
import { checkLeaf } from './leaf.ts';
import { checkMetrics } from './metrics.ts';
import { checkNames } from './names.ts';
import { checkOutputs } from './outputs.ts';
import { checkPodResources } from './pod.ts';
import { type Known, knownInTemplate } from './references.ts';
import type { Report } from './report.ts';
import { checkSteps } from './steps.ts';

/** Arguments of which only the presence counts: whatever a template asks for is there. */
export type GivenArguments = 'anything' | { readonly args: JsonObject | undefined };

/** A template and where it stands. */
export interface Subject {
  readonly template: JsonObject;
  readonly name: string;
  readonly base: TemplateBase;
  /** The place of a path below the template. */
  readonly at: (...path: Path) => Place;
  /** A text of the template as this visit sees it: see fill.ts. */
  readonly fill: (text: string) => string;
  /** Does this visit pass an argument for that input? */
  readonly isPassed: (input: string) => boolean;
}

/** One run of the controller's validation. Source: argo-workflows workflow/validate/validate.go. */
export class Inspection {
  readonly report: Report;
  readonly library: TemplateLibrary;
  readonly engine: Engine;
  readonly globals: Known;
  readonly namespace: string;
  /** Looks also where the controller looks only once it gets there. */
  readonly thorough: boolean;
  readonly #done = new Set<string>();

  constructor(setup: {
    report: Report;
    library: TemplateLibrary;
    engine: Engine;
    globals: Known;
    namespace: string;
    thorough: boolean;
  }) {
    this.report = setup.report;
    this.library = setup.library;
    this.engine = setup.engine;
    this.globals = setup.globals;
    this.namespace = setup.namespace;
    this.thorough = setup.thorough;
  }

  /**
   * The template that a step, a task or the Workflow names, inspected; undefined when there is none or it cannot be
   * told. `at` is where the holder stands. Source: validate.go (validateTemplateHolder).
   */
  visit(
    base: TemplateBase,
    holder: TemplateHolder,
    given: GivenArguments,
    at: (...path: Path) => Place,
    enclosing?: JsonObject,
  ): JsonObject | undefined {
    const resolved = this.#resolve(base, holder, at);
    if (resolved === undefined) return undefined;
    const { template, path } = resolved;
    const values = valuesOf(template, given);
    const subject: Subject = {
      template,
      fill: (text) =>
        fill(
          fill(text, (name) => this.#global(name)),
          (name) => values.get(name),
        ),
      isPassed: (input) =>
        given === 'anything' ||
        objectsAt(given.args, 'parameters').some((one) => textAt(one, 'name') === input),
      name: textAt(template, 'name'),
      base: resolved.base,
      at:
        path === undefined
          ? (...below) => at('inline', ...below)
          : (...below) => resolved.base.at([...path, ...below]),
    };
    this.#inspect(subject, given, at, holder.inline === undefined ? undefined : enclosing);
    return template;
  }

  #global(name: string): string | 'later' | undefined {
    return this.globals.values.get(name) ?? (this.globals.has(name) ? 'later' : undefined);
  }

  #resolve(base: TemplateBase, holder: TemplateHolder, at: (...path: Path) => Place): Resolved | undefined {
    const { templateRef, template } = holder;
    if (templateRef !== undefined) {
      if (!this.#checkReference(templateRef, template, at)) return undefined;
    } else if (template !== '' && this.library.byName(base, template) === undefined) {
      // The controller looks a name up that still holds a variable, too.
      this.report.add({
        rule: 'template-not-found',
        message: `template name '${template}' undefined`,
        at: at('template'),
        wrong: { name: template, candidates: templateNames(base) },
      });
      return undefined;
    }
    try {
      return this.library.resolve(base, holder);
    } catch (thrown) {
      const { message } = asFailure(thrown);
      this.report.add({ rule: 'template-without-type', message, at: at() });
      return undefined;
    }
  }

  /** False when there is nothing to look into. */
  #checkReference(reference: JsonObject, template: string, at: (...path: Path) => Place): boolean {
    const name = textAt(reference, 'name');
    const part = textAt(reference, 'template');
    const cluster = isCluster(reference);
    const wrong =
      template !== ''
        ? 'template name cannot be specified with templateRef'
        : name === ''
          ? 'resource name is required'
          : part === ''
            ? 'template name is required'
            : undefined;
    if (wrong !== undefined) {
      this.report.add({ rule: 'template-reference-invalid', message: wrong, at: at('templateRef') });
      return false;
    }
    if (name.includes('{{') || part.includes('{{')) return false;
    const base = this.library.base(name, cluster);
    if (base === undefined) {
      this.report.add(
        missingTemplateObject(name, cluster, this.namespace, at('templateRef', 'name'), this.library),
      );
      return false;
    }
    if (this.library.byName(base, part) === undefined) {
      this.report.add({
        rule: 'reference/template-part-missing',
        message: `template reference ${name}.${part} not found`,
        at: at('templateRef', 'template'),
        wrong: { name: part, candidates: templateNames(base) },
      });
      return false;
    }
    return true;
  }

  /** Source: validate.go (validateTemplate). */
  #inspect(
    subject: Subject,
    given: GivenArguments,
    caller: (...path: Path) => Place,
    enclosing: JsonObject | undefined,
  ): void {
    const { template, name, at } = subject;
    const { report } = this;
    const policy = textAt(objectAt(template, 'retryStrategy'), 'retryPolicy');
    // The policy is looked at before anything is replaced in it.
    if (!['', 'Always', 'OnFailure', 'OnError', 'OnTransientError'].includes(policy)) {
      const place = at('retryStrategy', 'retryPolicy');
      report.add({
        rule: 'retry-policy-unknown',
        message: `${policy} is not a valid RetryPolicy`,
        at: place,
      });
    }
    const types = TEMPLATE_TYPES.filter((type) => isSet(template, type));
    if (types.length > 1) {
      report.add({
        rule: 'template-with-two-types',
        message: `templates.${name} multiple template types specified. choose one of: container, containerSet, steps, script, resource, dag, suspend, template, template ref`,
        at: at(),
        help: `it has ${types.join(' and ')}`,
      });
    }
    this.#checkPod(subject);
    this.#checkInputs(subject);
    for (const [index, container] of objectsAt(template, 'initContainers').entries()) {
      if (textAt(container, 'name') !== '') continue;
      const message = 'initContainers must all have container name';
      report.add({ rule: 'container-without-name', message, at: at('initContainers', index) });
    }
    this.#checkSupplied(subject, given, caller);
    this.#checkTimeouts(subject);

    // Inline templates have no name, so the controller looks at the first one of an object only.
    const inline = this.thorough && name === '' ? `/${formatPath(at().path ?? [])}` : '';
    const key = `${subject.base.scope}/${subject.base.name}/${name}${inline}`;
    if (this.#done.has(key)) return;
    this.#done.add(key);
    this.#checkBody(subject, enclosing);
  }

  #checkPod({ template, name, at }: Subject): void {
    const prefix = `templates.${name}.podResources`;
    const type = templateType(template);
    if (isSet(template, 'podResources') && (type === 'http' || type === 'plugin')) {
      const message = `${prefix} is not supported for ${TYPE_NAMES[type]} templates`;
      this.report.add({ rule: 'field-not-supported', message, at: at('podResources') });
    } else {
      const place = (path: Path) => at(...path);
      checkPodResources(this.report, template, { prefix, path: ['podResources'], at: place });
    }
    const plugin = objectAt(template, 'plugin');
    const keys = Object.keys(plugin ?? {}).length;
    if (plugin === undefined || keys === 1) return;
    const message = `templates.${name}.plugin: expected exactly one key, got ${keys}`;
    this.report.add({ rule: 'plugin-ambiguous', message, at: at('plugin') });
  }

  #checkInputs({ template, name, at }: Subject): void {
    const inputs = objectAt(template, 'inputs');
    for (const list of ['parameters', 'artifacts'] as const) {
      checkNames(this.report, listAt(inputs, list), {
        prefix: `templates.${name}.inputs.${list}`,
        rule: list === 'parameters' ? 'parameter' : 'artifact',
        kind: 'parameter',
        path: ['inputs', list],
        at: (path) => at(...path),
      });
    }
    const leaf = isLeafType(templateType(template));
    for (const [index, artifact] of objectsAt(inputs, 'artifacts').entries()) {
      const reference = `templates.${name}.inputs.artifacts.${textAt(artifact, 'name')}`;
      const path = textAt(artifact, 'path');
      const place = at('inputs', 'artifacts', index);
      if (leaf && path === '') {
        const message = `error in ${reference}: Artifact '${textAt(artifact, 'name')}' did not specify a path`;
        this.report.add({ rule: 'artifact-without-path', message, at: place });
      } else if (leaf && escapes(path)) {
        const message = `error in ${reference}: Artifact '${textAt(artifact, 'name')}' attempted to use a path containing '..'. Directory traversal is not permitted`;
        this.report.add({ rule: 'artifact-path-escapes', message, at: place });
      } else if (!leaf && path !== '') {
        const message = `${reference}.path only valid in container/script templates`;
        this.report.add({ rule: 'artifact-path-misplaced', message, at: place });
      }
      checkLocation(this.report, artifact, reference, place);
      if (textAt(artifact, 'from') !== '') {
        const message = `${reference}.from not valid in inputs`;
        this.report.add({ rule: 'artifact-source-misplaced', message, at: place });
      }
    }
  }

  /** Source: workflow/common/util.go (ProcessArgs), as the validation calls it. */
  #checkSupplied({ template, name }: Subject, given: GivenArguments, caller: (...path: Path) => Place): void {
    if (given === 'anything') return;
    const inputs = objectAt(template, 'inputs');
    for (const input of objectsAt(inputs, 'parameters')) {
      const parameter = readParameter(input);
      const argument = objectsAt(given.args, 'parameters').find(
        (one) => textAt(one, 'name') === parameter.name,
      );
      const from = argument === undefined ? parameter : readParameter(argument);
      const value = argument === undefined ? (parameter.value ?? parameter.default) : from.value;
      if (value !== undefined || objectAt(from.valueFrom, 'configMapKeyRef') !== undefined) continue;
      this.report.add({
        rule: 'parameter-not-supplied',
        message: `templates.${name} inputs.parameters.${parameter.name} was not supplied`,
        at: caller(),
        help: `pass '${parameter.name}' as an argument, or give the input a default`,
      });
    }
    for (const input of objectsAt(inputs, 'artifacts')) {
      const artifact = textAt(input, 'name');
      const supplied = objectsAt(given.args, 'artifacts').some((one) => textAt(one, 'name') === artifact);
      if (supplied || own(input, 'optional') === true || hasLocationOrKey(input)) continue;
      this.report.add({
        rule: 'artifact-not-supplied',
        message: `templates.${name} inputs.artifacts.${artifact} was not supplied`,
        at: caller(),
      });
    }
  }

  #checkTimeouts({ template, name, at, fill: filled }: Subject): void {
    const type = templateType(template);
    if (type === undefined) return;
    if (objectsAt(template, 'resourceClaims').length > 0 && !isPodType(type)) {
      const message = `templates.${name}.resourceClaims is not supported for ${TYPE_NAMES[type]} templates, which do not create a pod`;
      this.report.add({ rule: 'field-not-supported', message, at: at('resourceClaims') });
    }
    for (const field of ['timeout', 'pendingTimeout'] as const) {
      const value = filled(textAt(template, field));
      if (value === '') continue;
      if (!isLeafType(type)) {
        const message = `${TYPE_NAMES[type]} template doesn't support ${field} field`;
        this.report.add({ rule: 'field-not-supported', message, at: at(field) });
      } else if (field === 'timeout' && /^[+-]?\d+$/.test(value)) {
        const message = `${name} has invalid duration format in timeout`;
        this.report.add({
          rule: 'duration-invalid',
          message,
          at: at(field),
          help: `write it with a unit: '${value}s'`,
        });
      }
    }
  }

  #checkBody(subject: Subject, enclosing: JsonObject | undefined): void {
    const known = knownInTemplate(subject.template);
    // An inline template stands in the text of another one, whose inputs are replaced in it first.
    if (enclosing !== undefined) for (const name of knownInTemplate(enclosing).names) known.names.add(name);
    const type = templateType(subject.template);
    if (type === 'steps') checkSteps(this, subject, known);
    else if (type === 'dag') checkDag(this, subject, known);
    else checkLeaf(this, subject, known);
    checkOutputs(this, subject, known);
    const archive = objectAt(subject.template, 'archiveLocation');
    if (archive !== undefined) {
      const prefix = `templates.${subject.name}.archiveLocation`;
      checkLocation(this.report, archive, prefix, subject.at('archiveLocation'));
    }
    checkMetrics(this, subject);
  }
}

/** What the inputs stand for in one visit; not all of it is known before the run. */
function valuesOf(template: JsonObject, given: GivenArguments): ReadonlyMap<string, string | 'later'> {
  const values = new Map<string, string | 'later'>([['inputs.parameters', 'later']]);
  if (isPodType(templateType(template))) values.set('pod.name', 'later');
  const inputs = objectAt(template, 'inputs');
  for (const input of objectsAt(inputs, 'parameters')) {
    const { name, value: own_, default: fallback } = readParameter(input);
    let value: string | undefined;
    if (given !== 'anything') {
      const argument = objectsAt(given.args, 'parameters').find((one) => textAt(one, 'name') === name);
      value = argument === undefined ? (own_ ?? fallback) : readParameter(argument).value;
    }
    values.set(`inputs.parameters.${name}`, value === undefined || value.includes('{{') ? 'later' : value);
  }
  for (const artifact of objectsAt(inputs, 'artifacts')) {
    values.set(`inputs.artifacts.${textAt(artifact, 'name')}.path`, textAt(artifact, 'path'));
  }
  return values;
}

/**
 * True when the path leaves what stands before its first `..`.
 * Source: argo-workflows pkg/apis/workflow/v1alpha1/workflow_types.go (Artifact.CleanPath).
 */
export function escapes(path: string): boolean {
  const first = path.search(/\/\.\.(\/|$)/);
  if (first < 0) return false;
  const safe = path.slice(0, first);
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return !`/${parts.join('/')}`.startsWith(`${safe}/`);
}

export function templateNames(base: TemplateBase): readonly string[] {
  return objectsAt(base.spec, 'templates').map((template) => textAt(template, 'name'));
}

/** The rule of a (Cluster)WorkflowTemplate that is not among the manifests. */
export const TEMPLATE_OBJECT_MISSING = 'reference/template-missing';

/**
 * A (Cluster)WorkflowTemplate that was not given: it may be in the cluster, so that nobody knows what the Workflow
 * does. Source: workflow/templateresolution/context.go.
 */
export function missingTemplateObject(
  name: string,
  cluster: boolean,
  namespace: string,
  at: Place,
  library: TemplateLibrary,
): Parameters<Report['add']>[0] {
  const what = cluster ? `ClusterWorkflowTemplate "${name}"` : `WorkflowTemplate "${namespace}/${name}"`;
  return {
    rule: TEMPLATE_OBJECT_MISSING,
    severity: 'warning',
    message: `${what} is not among the manifests: what it runs is not known`,
    at,
    wrong: { name, candidates: library.baseNames(cluster) },
    help: 'it may be in the cluster: give its manifest too',
  };
}
