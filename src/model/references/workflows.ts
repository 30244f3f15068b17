import type { Path } from '../../diagnostic.ts';
import { isArray, isObject, type JsonObject, type JsonValue, objectAt, textAt, valueAt } from '../../json.ts';
import type { EmbeddedResource } from '../embedded.ts';
import type { Workflow } from '../kinds/workflow.ts';
import type { Resource } from '../resource.ts';
import { isKnown, type Reference } from './reference.ts';

/** The service accounts and the templates that an object of the Workflow family asks for. */
export function workflowReferences(
  workflow: Workflow,
  namespace: string,
  findTemplate: (kind: string, name: string) => Resource | undefined,
): readonly Reference[] {
  return [...serviceAccounts(workflow, namespace, findTemplate), ...templateReferences(workflow, namespace)];
}

/**
 * The accounts of the pods: of the Workflow (from its workflowTemplateRef if it names none itself), of single
 * templates, and of executors. Templates do not run by themselves, so they name an account or have none.
 * Source: argo-workflows workflow/controller/workflowpod.go (setupServiceAccount), workflow/util/merge.go.
 */
function serviceAccounts(
  workflow: Workflow,
  namespace: string,
  findTemplate: (kind: string, name: string) => Resource | undefined,
): readonly Reference[] {
  const found: Reference[] = [];
  const add = (path: Path, name: string) => {
    if (isKnown(name)) found.push({ kind: 'runs-as', path, to: { kind: 'ServiceAccount', namespace, name } });
  };
  const { kind, spec, specPath, workflowTemplateRef } = workflow;
  const own = [...specPath, 'serviceAccountName'];
  if (workflow.serviceAccountName !== '') {
    add(own, workflow.serviceAccountName);
  } else if (workflowTemplateRef !== undefined) {
    const { name, clusterScope, path } = workflowTemplateRef;
    const template = findTemplate(clusterScope ? 'ClusterWorkflowTemplate' : 'WorkflowTemplate', name);
    // A template that was not given may name an account: nothing can be said.
    if (template !== undefined)
      add(path, textAt(objectAt(template.value, 'spec'), 'serviceAccountName') || 'default');
  } else if (kind === 'Workflow' || kind === 'CronWorkflow') {
    add(own, 'default');
  }
  const executor = (path: Path, holder: JsonObject) =>
    add(
      [...path, 'executor', 'serviceAccountName'],
      textAt(objectAt(holder, 'executor'), 'serviceAccountName'),
    );
  executor(specPath, spec);
  for (const template of workflow.templates) {
    add([...template.path, 'serviceAccountName'], textAt(template.spec, 'serviceAccountName'));
    executor(template.path, template.spec);
  }
  return found;
}

function templateReferences(workflow: Workflow, namespace: string): readonly Reference[] {
  const found: Reference[] = [];
  walk(workflow.spec, workflow.specPath, (key, value, path) => {
    if (key !== 'templateRef' && key !== 'workflowTemplateRef') return;
    const part = key === 'templateRef' ? textAt(value, 'template') : '';
    const reference = templateReference(value, path, namespace, part);
    if (reference !== undefined) found.push(reference);
  });
  return found;
}

function templateReference(
  value: JsonObject,
  path: Path,
  namespace: string,
  part: string,
): Reference | undefined {
  const name = textAt(value, 'name');
  if (!isKnown(name)) return undefined;
  const cluster = value['clusterScope'] === true;
  return {
    kind: 'template',
    path,
    to: {
      kind: cluster ? 'ClusterWorkflowTemplate' : 'WorkflowTemplate',
      namespace: cluster ? '' : namespace,
      name,
      ...(isKnown(part) && { part }),
    },
  };
}

/** `spec.submit.workflowTemplateRef`. Source: argo-workflows pkg/apis/workflow/v1alpha1/event_types.go. */
export function eventBindingReferences(binding: Resource, namespace: string): readonly Reference[] {
  const path = ['spec', 'submit', 'workflowTemplateRef'];
  const value = valueAt(binding.value, path);
  const reference = isObject(value) ? templateReference(value, path, namespace, '') : undefined;
  return reference === undefined ? [] : [reference];
}

/** `argo submit --from` of the object that the trigger names. Source: argo-events argo-workflow.go (Execute). */
export function submitFromReferences(embedded: EmbeddedResource, namespace: string): readonly Reference[] {
  const { action, operation, resource } = embedded;
  if (action !== 'argoWorkflow' || operation !== 'submit-from' || resource.name === '') return [];
  const kind = ['CronWorkflow', 'WorkflowTemplate'].find(
    (k) => k.toLowerCase() === resource.kind.toLowerCase(),
  );
  if (kind === undefined) return [];
  return [{ kind: 'template', path: ['metadata', 'name'], to: { kind, namespace, name: resource.name } }];
}

/** Calls `visit` for every object that is the value of a key. */
function walk(
  value: JsonValue,
  path: Path,
  visit: (key: string, value: JsonObject, path: Path) => void,
): void {
  if (isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, [...path, index], visit);
    return;
  }
  if (!isObject(value)) return;
  for (const [key, member] of Object.entries(value)) {
    const at = [...path, key];
    if (isObject(member)) visit(key, member, at);
    walk(member, at, visit);
  }
}
