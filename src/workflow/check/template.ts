import { formatPath, type Path, type Place } from '../../diagnostic.ts';
import type { Engine } from '../../engine/engine.ts';
import { isSet, type JsonObject, objectAt, objectsAt, textAt } from '../../json.ts';
import {
  isLeafType,
  isPodType,
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
import { checkInputs, checkSupplied, inputValues, passed } from './inputs.ts';
import type { GivenArguments, Inspection, Subject } from './inspection.ts';
import { checkLeaf } from './leaf.ts';
import { checkMetrics } from './metrics.ts';
import { checkOutputs } from './outputs.ts';
import { checkPodResources } from './pod.ts';
import { type Known, knownInTemplate } from './references.ts';
import type { Report } from './report.ts';
import { checkSteps } from './steps.ts';
import { resolveTemplate } from './template-reference.ts';

/** One run of the controller's validation. Source: argo-workflows workflow/validate/validate.go. */
export class TemplateInspection implements Inspection {
  readonly report: Report;
  readonly library: TemplateLibrary;
  readonly engine: Engine;
  readonly globals: Known;
  readonly namespace: string;
  readonly thorough: boolean;
  readonly #done = new Set<string>();

  constructor(setup: Omit<Inspection, 'visit'>) {
    this.report = setup.report;
    this.library = setup.library;
    this.engine = setup.engine;
    this.globals = setup.globals;
    this.namespace = setup.namespace;
    this.thorough = setup.thorough;
  }

  visit(
    base: TemplateBase,
    holder: TemplateHolder,
    given: GivenArguments,
    at: (...path: Path) => Place,
    enclosing?: JsonObject,
  ): JsonObject | undefined {
    const resolved = resolveTemplate(this, base, holder, at);
    if (resolved === undefined) return undefined;
    const { template, path } = resolved;
    const values = inputValues(template, given);
    const subject: Subject = {
      template,
      fill: (text) =>
        fill(
          fill(text, (name) => this.#global(name)),
          (name) => values.get(name),
        ),
      isPassed: (input) => given === 'anything' || passed(given, 'parameters', input) !== undefined,
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
    checkInputs(report, subject);
    for (const [index, container] of objectsAt(template, 'initContainers').entries()) {
      if (textAt(container, 'name') !== '') continue;
      const message = 'initContainers must all have container name';
      report.add({ rule: 'container-without-name', message, at: at('initContainers', index) });
    }
    checkSupplied(report, subject, given, caller);
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
