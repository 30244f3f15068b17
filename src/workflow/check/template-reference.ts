import type { Path, Place } from '../../diagnostic.ts';
import { type JsonObject, objectsAt, textAt } from '../../json.ts';
import { asFailure } from '../failure.ts';
import {
  isCluster,
  type Resolved,
  type TemplateBase,
  type TemplateHolder,
  type TemplateLibrary,
} from '../template-library.ts';
import type { Inspection } from './inspection.ts';
import type { Report } from './report.ts';

/** The template that a holder names; undefined, and said, when there is none. */
export function resolveTemplate(
  inspection: Inspection,
  base: TemplateBase,
  holder: TemplateHolder,
  at: (...path: Path) => Place,
): Resolved | undefined {
  const { report, library } = inspection;
  const { templateRef, template } = holder;
  if (templateRef !== undefined) {
    if (!checkReference(inspection, templateRef, template, at)) return undefined;
  } else if (template !== '' && library.byName(base, template) === undefined) {
    // The controller looks a name up that still holds a variable, too.
    report.add({
      rule: 'template-not-found',
      message: `template name '${template}' undefined`,
      at: at('template'),
      wrong: { name: template, candidates: templateNames(base) },
    });
    return undefined;
  }
  try {
    return library.resolve(base, holder);
  } catch (thrown) {
    const { message } = asFailure(thrown);
    report.add({ rule: 'template-without-type', message, at: at() });
    return undefined;
  }
}

/** False when there is nothing to look into. */
function checkReference(
  { report, library, namespace }: Inspection,
  reference: JsonObject,
  template: string,
  at: (...path: Path) => Place,
): boolean {
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
    report.add({ rule: 'template-reference-invalid', message: wrong, at: at('templateRef') });
    return false;
  }
  if (name.includes('{{') || part.includes('{{')) return false;
  const base = library.base(name, cluster);
  if (base === undefined) {
    report.add(missingTemplateObject(name, cluster, namespace, at('templateRef', 'name'), library));
    return false;
  }
  if (library.byName(base, part) === undefined) {
    report.add({
      rule: 'reference/template-part-missing',
      message: `template reference ${name}.${part} not found`,
      at: at('templateRef', 'template'),
      wrong: { name: part, candidates: templateNames(base) },
    });
    return false;
  }
  return true;
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
