import type { JsonObject } from '../json.ts';
import type { Answers } from './answers.ts';
import { withResources } from './kustomization.ts';
import { grantNeeds } from './permissions.ts';
import { type PlannedFile, planFiles } from './plan.ts';
import { objectsOf, type Project, refuseTaken } from './project.ts';
import type { Rows } from './rows.ts';
import type { Template } from './template.ts';

/** What shall be written, and what was answered for it. */
export interface Addition {
  readonly template: Template;
  readonly answers: Answers;
  readonly files: readonly PlannedFile[];
}

export interface AdditionOptions {
  /** List items of the template, and what they hold. */
  readonly rows?: readonly Rows[];
  /** What becomes of a filled file of the template, before the rest looks at it. */
  readonly edit?: (file: PlannedFile) => PlannedFile;
  /** The file for accounts that are not there yet, and their roles. */
  readonly permissionsFile: string;
  /** Writes an object as YAML, which ends with a line end. */
  readonly render: (object: JsonObject) => string;
}

/**
 * What the template adds to the project: its files, the permissions that the flow then needs, and its place in the
 * kustomization. Throws a UserError: `usage` for a name that is taken, `work` for a file that cannot be added to.
 */
export function planAddition(
  project: Project,
  template: Template,
  answers: Answers,
  { rows = [], edit = (file) => file, permissionsFile, render }: AdditionOptions,
): Addition {
  const filled = planFiles(template, answers, rows).map(edit);
  const secrets = filled.filter(({ text }) => /^kind: Secret$/m.test(text)).map(({ path }) => path);
  // A Secret that is there has been filled in.
  const own = filled.filter(({ path }) => !secrets.includes(path) || !project.texts.has(path));
  const planned = grantNeeds(project, own, permissionsFile, render);
  refuseTaken(objectsOf(project.model), planned, answers.get('name') ?? '');
  // Nobody applies a Secret that is still to be filled in along with the rest.
  const files = listed(project, planned, (path) => !secrets.includes(path));
  return { template, answers, files };
}

/** The planned files, and the kustomization of the project with the new ones among them in its list. */
export function listed(
  { kustomization }: Project,
  planned: readonly PlannedFile[],
  isListed: (path: string) => boolean = () => true,
): readonly PlannedFile[] {
  if (kustomization === undefined) return planned;
  const { path, text: before } = kustomization;
  const paths = planned
    .filter((file) => file.before === undefined && isListed(file.path))
    .map((file) => file.path);
  return [...planned, { path, text: withResources(before, path, paths), before }];
}
