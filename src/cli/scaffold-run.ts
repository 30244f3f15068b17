import { readFile, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { emptyFolder } from '../load/find.ts';
import { type Loaded, loadManifests } from '../load/load.ts';
import { checkType } from '../payloads/library.ts';
import { type Answers, resolveAnswers } from '../scaffold/answers.ts';
import { KUSTOMIZATIONS, withResources } from '../scaffold/kustomization.ts';
import { type PlannedFile, planFiles } from '../scaffold/plan.ts';
import { fitted, type ProjectObject, refuseTaken } from '../scaffold/project.ts';
import type { Template } from '../scaffold/template.ts';
import { readTemplate } from '../scaffold/templates.ts';

/** What shall be written, and what was answered for it. */
export interface Addition {
  readonly template: Template;
  readonly answers: Answers;
  readonly files: readonly PlannedFile[];
}

/**
 * Plans an event source of that type for the project in `folder`, which need not exist. Writes nothing.
 * Throws a UserError: `usage` for a type, a value or a name that will not do, `work` for a project that cannot be read.
 *
 * @param ask Asks a person for what is not given; undefined when they give up.
 */
export async function planEventSource(
  templates: string,
  type: string,
  given: ReadonlyMap<string, string>,
  folder: string,
  ask: (template: Template) => Promise<ReadonlyMap<string, string> | undefined>,
): Promise<Addition | undefined> {
  checkType(type);
  const objects = await objectsOf(folder);
  const template = fitted(await readTemplate(join(templates, 'event-source'), type), objects);
  const name = basename(resolve(folder));
  // What is given is checked before the first question.
  resolveAnswers(template, given, name);
  const asked = await ask(template);
  if (asked === undefined) return undefined;
  const answers = resolveAnswers(template, asked, name);
  const planned = planFiles(template, answers);
  const secrets = planned.filter(({ text }) => /^kind: Secret$/m.test(text));
  // A Secret that is there has been filled in.
  const filled = await Promise.all(
    secrets.map(async (file) => ((await isThere(join(folder, file.path))) ? file : undefined)),
  );
  const files = planned.filter((file) => !filled.includes(file));
  refuseTaken(
    objects,
    { name: answers.get('name') ?? '', namespace: answers.get('namespace') ?? '' },
    files.map(({ path }) => path),
  );
  // Nobody applies a Secret that is still to be filled in along with the rest.
  const listed = files.filter((file) => !secrets.includes(file)).map(({ path }) => path);
  const kustomization = await kustomizationWith(folder, listed);
  return { template, answers, files: kustomization === undefined ? files : [...files, kustomization] };
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function objectsOf(folder: string): Promise<readonly ProjectObject[]> {
  const found = await stat(folder).catch(() => undefined);
  // A folder that is not there is a project that begins here.
  if (found?.isDirectory() !== true) return [];
  const loaded = await loadManifests([folder]).catch((error: unknown) => {
    if (error instanceof UserError && error.message === emptyFolder(folder).message) return undefined;
    throw error;
  });
  if (loaded === undefined) return [];
  refuseBroken(loaded);
  return loaded.model.resources.map((resource) => ({
    kind: resource.kind,
    name: resource.name,
    namespace: resource.namespace,
    value: resource.value,
    file: relative(folder, resource.at([]).file ?? ''),
  }));
}

/** In what cannot be read, a name could be taken already. */
function refuseBroken({ diagnostics, model }: Loaded): void {
  const own = new Set(model.diagnostics);
  const broken = diagnostics.find((diagnostic) => diagnostic.severity === 'error' && !own.has(diagnostic));
  if (broken === undefined) return;
  const { file, range } = broken.at;
  const place = file === undefined ? '' : `${file}${range === undefined ? '' : `:${range.start.line}`}: `;
  throw new UserError('work', `${place}${broken.message}`, 'nothing is written: mend this first');
}

async function kustomizationWith(
  folder: string,
  resources: readonly string[],
): Promise<PlannedFile | undefined> {
  for (const path of KUSTOMIZATIONS) {
    const before = await readFile(join(folder, path), 'utf8').catch(() => undefined);
    if (before === undefined) continue;
    return { path, text: withResources(before, path, resources), before };
  }
  return undefined;
}
