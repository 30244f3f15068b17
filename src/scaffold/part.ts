import { join } from 'node:path';
import { checkType } from '../payloads/library.ts';
import { type Addition, type AdditionOptions, listed, planAddition } from './addition.ts';
import { type Ask, answersFor } from './ask.ts';
import { chooseServed, ingressRows, ingressTemplate } from './ingress.ts';
import { grantAll } from './permissions.ts';
import { fitted, fittedBus, objectsOf, type Project } from './project.ts';
import { readProject } from './read-project.ts';
import type { Template } from './template.ts';
import { readKind } from './templates.ts';

/** Where a part is added, and what is known of it. */
export interface PartRequest {
  /** The folder of all templates. */
  readonly templates: string;
  /** The folder of the project, which need not exist. */
  readonly folder: string;
  /** Values of parameters, by name. */
  readonly given: ReadonlyMap<string, string>;
  readonly ask: Ask;
  readonly render: AdditionOptions['render'];
}

/** What is planned of a part, as far as writing it needs. */
export type PlannedPart = Pick<Addition, 'template' | 'files'>;

/**
 * Plans an event source of that type. Writes nothing; undefined when the person gives up.
 * Throws a UserError: `usage` for a type, a value or a name that will not do, `work` for a project that cannot be read.
 */
export function planEventSource(type: string, request: PartRequest): Promise<Addition | undefined> {
  checkType(type);
  return planKind('event-source', type, request, fittedPart);
}

/** Plans an event bus of that kind, as {@link planEventSource} does. */
export function planBus(kind: string, request: PartRequest): Promise<Addition | undefined> {
  return planKind('event-bus', kind, request, fittedBus);
}

/** Plans a WorkflowTemplate of that kind, as {@link planEventSource} does. */
export function planWorkflowTemplate(kind: string, request: PartRequest): Promise<Addition | undefined> {
  return planKind('workflow-template', kind, request, fittedPart);
}

function fittedPart(template: Template, model: Project['model']): Template {
  return fitted(template, objectsOf(model));
}

async function planKind(
  part: string,
  kind: string,
  { templates, folder, given, ask, render }: PartRequest,
  fitting: (template: Template, model: Project['model']) => Template,
): Promise<Addition | undefined> {
  const written = await readKind(join(templates, part), kind);
  const project = await readProject(folder);
  const template = fitting(written, project.model);
  const answers = await answersFor(template, given, folder, ask);
  if (answers === undefined) return undefined;
  const permissionsFile = `${answers.get('name')}-rbac.yaml`;
  return planAddition(project, template, answers, { permissionsFile, render });
}

/** Plans an Ingress for the event source of that name, or the only one, as {@link planEventSource} does. */
export async function planIngress(
  source: string | undefined,
  { templates, folder, given, ask, render }: PartRequest,
): Promise<Addition | undefined> {
  const written = await readKind(join(templates, 'ingress'), 'ingress');
  const project = await readProject(folder);
  const served = chooseServed(project, source);
  const answers = await answersFor(ingressTemplate(written, served), given, folder, ask);
  if (answers === undefined) return undefined;
  const name = answers.get('name') ?? '';
  const own = [`${name}-ingress.yaml`];
  return planAddition(project, written, answers, {
    rows: [ingressRows(project, served, answers.get('host') ?? '', own)],
    permissionsFile: `${name}-rbac.yaml`,
    render,
  });
}

/** Plans what grants all that the flow of the project needs. Throws a UserError (work). */
export async function planPermissions(
  folder: string,
  render: AdditionOptions['render'],
): Promise<PlannedPart> {
  const project = await readProject(folder);
  const files = listed(project, grantAll(project, 'rbac.yaml', render));
  const template = { name: 'rbac', title: 'all permissions that the flow needs', parameters: [], files: [] };
  return { template, files };
}
