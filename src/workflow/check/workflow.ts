import type { Diagnostic, Place } from '../../diagnostic.ts';
import type { Engine } from '../../engine/engine.ts';
import { type JsonObject, listAt, objectAt, objectsAt, textAt, withMembers } from '../../json.ts';
import type { WorkflowObject } from '../source.ts';
import {
  isCluster,
  type TemplateBase,
  type TemplateHolder,
  type TemplateLibrary,
} from '../template-library.ts';
import { checkArguments } from './arguments.ts';
import { checkFieldTypes } from './field-types.ts';
import { checkNames } from './names.ts';
import { checkObjectName } from './object-name.ts';
import { checkExecutorPlugins, checkPodResources, checkPodSelector } from './pod.ts';
import { knownGlobals } from './references.ts';
import { Report } from './report.ts';
import { checkHooks } from './steps.ts';
import { TemplateInspection } from './template.ts';
import { missingTemplateObject, templateNames } from './template-reference.ts';

/**
 * What is about to happen to the object: it starts; somebody may submit it, who can still give arguments a value
 * (`argo lint` of a Workflow); or it is kept for others to refer to (a WorkflowTemplate), where nothing need be passed
 * yet and the entrypoint is optional. Source: argo-workflows workflow/validate/validate.go (Opts).
 */
export type Occasion = 'start' | 'submission' | 'storage';

export interface CheckContext {
  readonly library: TemplateLibrary;
  readonly engine: Engine;
  readonly occasion?: Occasion;
  /** Looks also where the controller looks only once it gets there. */
  readonly thorough?: boolean;
}

/**
 * Why the API server or the controller would not start this Workflow, in the controller's order: the first is the one
 * that it reports. Source: argo-workflows workflow/validate/validate.go (Workflow).
 */
export function checkWorkflow(
  workflow: WorkflowObject,
  { library, engine, occasion = 'start', thorough = false }: CheckContext,
): readonly Diagnostic[] {
  const report = new Report();
  const { spec, at } = workflow;
  checkObjectName(report, workflow);
  checkFieldTypes(report, workflow);
  if (hasWrongTypes(report)) return report.problems;
  const referred = checkTemplateReference(report, workflow, library);
  if (referred === 'unknown') return report.problems;
  const { reference, template } = referred;
  checkNames(report, listAt(spec, 'templates'), {
    prefix: 'spec.templates',
    rule: 'template',
    kind: 'field',
    path: ['spec', 'templates'],
    at,
  });
  checkExecutorPlugins(report, spec, at);
  const args = mergedArguments(spec, template?.spec);
  const open = occasion !== 'start';
  checkArguments(report, args, { prefix: 'spec.arguments.', path: ['spec', 'arguments'], at, open });

  const local: TemplateBase = { scope: 'local', name: '', spec, templatesPath: ['spec', 'templates'], at };
  const inspection = new TemplateInspection({
    report,
    library,
    engine,
    namespace: workflow.namespace,
    thorough,
    globals: knownGlobals(workflow, objectsAt(args, 'parameters'), template?.spec),
  });
  const stored = occasion === 'storage';
  // Whoever refers to the template may bring parameters of its own.
  if (stored) inspection.globals.below.add('workflow.parameters');
  const named = (name: string): TemplateHolder =>
    reference === undefined
      ? { template: name, templateRef: undefined, inline: undefined }
      : { template: '', templateRef: withMembers(reference, { template: name }), inline: undefined };
  /** True when the Workflow has no such template because the template that it refers to has none. */
  const isMissing = (name: string, place: () => Place): boolean => {
    if (template === undefined || library.byName(template, name) !== undefined) return false;
    report.add({
      rule: 'template-not-found',
      message: `template reference ${template.name}.${name} not found`,
      at: place(),
      wrong: { name, candidates: templateNames(template) },
    });
    return true;
  };
  /** Where a name stands: in the Workflow, or in the template that it refers to. */
  const placeOf = (field: string) => () =>
    textAt(spec, field) === '' && template !== undefined ? template.at(['spec', field]) : at(['spec', field]);

  const inherited = template?.spec;
  const entrypoint = textAt(spec, 'entrypoint') || textAt(inherited, 'entrypoint');
  if (entrypoint === '') {
    if (!stored) {
      const message = 'spec.entrypoint is required';
      report.add({ rule: 'entrypoint-missing', message, at: at(['spec']) });
    }
  } else if (!isMissing(entrypoint, placeOf('entrypoint'))) {
    inspection.visit(local, named(entrypoint), stored ? 'anything' : { args }, placeOf('entrypoint'));
  }
  const onExit = textAt(spec, 'onExit') || textAt(inherited, 'onExit');
  if (onExit !== '') {
    inspection.globals.names.add('workflow.failures');
    if (!isMissing(onExit, placeOf('onExit')))
      inspection.visit(local, named(onExit), { args: objectAt(spec, 'arguments') }, placeOf('onExit'));
  }
  checkHooks(inspection, objectAt(spec, 'hooks') ?? {}, 'hooks', (hook) => at(['spec', 'hooks', hook]));

  const strategy = textAt(objectAt(spec, 'podGC'), 'strategy');
  if (!POD_GC.has(strategy)) {
    const message = `podGC.strategy unknown strategy '${strategy}'`;
    const place = at(['spec', 'podGC', 'strategy']);
    report.add({ rule: 'pod-gc-unknown', message, at: place, wrong: { name: strategy, candidates: POD_GC } });
  }

  checkPodSelector(report, spec, at);
  checkPodResources(report, spec, { prefix: 'spec.podResources', path: ['spec', 'podResources'], at });

  const base = template ?? local;
  for (const [index, one] of objectsAt(base.spec, 'templates').entries()) {
    const name = textAt(one, 'name');
    if (name === '') continue;
    report.under(`templates.${name}`, () =>
      inspection.visit(local, named(name), 'anything', (...path) =>
        base.at(['spec', 'templates', index, ...path]),
      ),
    );
  }
  return report.problems;
}

interface Referred {
  readonly reference: JsonObject | undefined;
  readonly template: TemplateBase | undefined;
}

/** `workflowTemplateRef` and where it leads; `unknown` when nothing can be said of what the Workflow does. */
function checkTemplateReference(
  report: Report,
  { spec, at, namespace }: WorkflowObject,
  library: TemplateLibrary,
): Referred | 'unknown' {
  const reference = objectAt(spec, 'workflowTemplateRef');
  if (reference === undefined) return { reference, template: undefined };
  if (listAt(spec, 'templates').length > 0) {
    const message = 'Templates is invalid field in spec if workflow referred WorkflowTemplate reference';
    report.add({ rule: 'templates-beside-reference', message, at: at(['spec', 'templates']) });
  }
  const name = textAt(reference, 'name');
  if (name === '') {
    // The controller looks for it all the same, and no cluster has one.
    const message = `couldn't find workflow template "": the reference names none`;
    report.add({ rule: 'template-reference-invalid', message, at: at(['spec', 'workflowTemplateRef']) });
    return 'unknown';
  }
  const template = library.base(name, isCluster(reference));
  if (template === undefined) {
    const place = at(['spec', 'workflowTemplateRef', 'name']);
    report.add(missingTemplateObject(name, isCluster(reference), namespace, place, library));
    return 'unknown';
  }
  checkFieldTypes(report, template);
  return hasWrongTypes(report) ? 'unknown' : { reference, template };
}

/** What has another shape than it must have cannot be judged any further. */
function hasWrongTypes({ problems }: Report): boolean {
  return problems.some(({ rule }) => rule === 'workflow/field-type');
}

const POD_GC: ReadonlySet<string> = new Set([
  ...['', 'OnPodCompletion', 'OnPodSuccess', 'OnWorkflowCompletion', 'OnWorkflowSuccess'],
]);

/** The Workflow's own arguments, then those of the template whose names are new. */
function mergedArguments(spec: JsonObject, template: JsonObject | undefined): JsonObject | undefined {
  const own = objectAt(spec, 'arguments');
  const inherited = objectAt(template, 'arguments');
  if (inherited === undefined) return own;
  const merge = (list: string) => [
    ...listAt(own, list),
    ...objectsAt(inherited, list).filter(
      (one) => !objectsAt(own, list).some((other) => textAt(other, 'name') === textAt(one, 'name')),
    ),
  ];
  return { parameters: merge('parameters'), artifacts: merge('artifacts') };
}
