import type { Diagnostic, Path } from '../../diagnostic.ts';
import type { JsonObject } from '../../json.ts';
import { Fields } from '../fields.ts';
import type { Resource } from '../resource.ts';

/** The kinds that hold a Workflow's spec. */
export const WORKFLOW_KINDS = [
  'Workflow',
  'WorkflowTemplate',
  'ClusterWorkflowTemplate',
  'CronWorkflow',
] as const;
export type WorkflowKind = (typeof WORKFLOW_KINDS)[number];

/** An object of the Workflow family: a Workflow, a template of one, or a CronWorkflow. */
export interface Workflow {
  readonly resource: Resource;
  readonly kind: WorkflowKind;
  readonly name: string;
  readonly metadata: JsonObject;
  /** The Workflow's spec; of a CronWorkflow its `spec.workflowSpec`. */
  readonly spec: JsonObject;
  /** From the resource's root: `['spec']` or `['spec', 'workflowSpec']`. */
  readonly specPath: Path;
  /** '' when the spec names none. */
  readonly entrypoint: string;
  /** '' when the spec names none. */
  readonly serviceAccountName: string;
  /** `spec.arguments` as written. */
  readonly arguments: JsonObject;
  readonly templates: readonly NamedTemplate[];
  readonly workflowTemplateRef: TemplateReference | undefined;
}

export interface NamedTemplate {
  readonly name: string;
  readonly spec: JsonObject;
  /** From the resource's root: `['spec', 'templates', 0]`. */
  readonly path: Path;
}

export interface TemplateReference {
  readonly name: string;
  readonly clusterScope: boolean;
  readonly path: Path;
}

export function isWorkflowKind(kind: string): kind is WorkflowKind {
  return (WORKFLOW_KINDS as readonly string[]).includes(kind); // widened to ask for any text
}

/** Undefined for a kind that is not of the Workflow family. */
export function readWorkflow(resource: Resource, diagnostics: Diagnostic[]): Workflow | undefined {
  const { kind } = resource;
  if (!isWorkflowKind(kind)) return undefined;
  const root = new Fields(resource, [], resource.value, diagnostics);
  const outer = root.objectOrEmpty('spec');
  const spec = kind === 'CronWorkflow' ? outer.objectOrEmpty('workflowSpec') : outer;
  const reference = spec.object('workflowTemplateRef');
  return {
    resource,
    kind,
    name: resource.name,
    metadata: root.objectOrEmpty('metadata').value,
    spec: spec.value,
    specPath: spec.path,
    entrypoint: spec.text('entrypoint'),
    serviceAccountName: spec.text('serviceAccountName'),
    arguments: spec.objectOrEmpty('arguments').value,
    templates: spec
      .objects('templates')
      .map((template) => ({ name: template.text('name'), spec: template.value, path: template.path })),
    workflowTemplateRef: reference && {
      name: reference.text('name'),
      clusterScope: reference.flag('clusterScope'),
      path: reference.path,
    },
  };
}
