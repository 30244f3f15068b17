import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import process from 'node:process';
import { openEngine } from '../engine/wasm.ts';
import { UserError } from '../errors.ts';
import { checkType, readLibrary } from '../payloads/library.ts';
import type { ParameterProposal } from '../proposals/proposals.ts';
import { renderDryRun, renderProject, renderTemplates } from '../report/init.ts';
import { renderDiff } from '../report/lint/diff.ts';
import { renderObjects } from '../report/rbac.ts';
import { type Addition, type AdditionOptions, listed, planAddition } from '../scaffold/addition.ts';
import { type Answers, resolveAnswers } from '../scaffold/answers.ts';
import { takableValues } from '../scaffold/arrival.ts';
import { chooseServed, ingressRows, ingressTemplate } from '../scaffold/ingress.ts';
import { merged } from '../scaffold/merge.ts';
import { grantAll } from '../scaffold/permissions.ts';
import { planFiles } from '../scaffold/plan.ts';
import { fitted, fittedBus, objectsOf, type Project, withDefaults } from '../scaffold/project.ts';
import { readProject } from '../scaffold/read-project.ts';
import type { SourceEvent } from '../scaffold/sensor.ts';
import type { Template } from '../scaffold/template.ts';
import { listTemplates, readKind, readTemplates } from '../scaffold/templates.ts';
import { compareFiles, refuseLosses, type WriteOptions, writeFiles } from '../scaffold/write.ts';
import { openWorld } from '../test-event/world.ts';
import { EXIT, type ExitCode } from './exit.ts';
import type { Terminal } from './terminal.ts';

/** Asks a person for what is not given; undefined when they give up. */
export type Ask = (template: Template) => Promise<ReadonlyMap<string, string> | undefined>;

/** Writes an object of Kubernetes as YAML. */
export const renderObject: AdditionOptions['render'] = (object) => renderObjects([object], 'yaml');

/**
 * What a person says about a template's parameters. What is given is checked before the first question.
 * Throws a UserError (usage); undefined when they give up.
 */
export async function answersFor(
  template: Template,
  given: ReadonlyMap<string, string>,
  folder: string,
  ask: Ask,
): Promise<Answers | undefined> {
  const name = basename(resolve(folder));
  resolveAnswers(template, given, name);
  const asked = await ask(template);
  return asked === undefined ? undefined : resolveAnswers(template, asked, name);
}

/**
 * Plans an event source of that type for the project in `folder`, which need not exist. Writes nothing.
 * Throws a UserError: `usage` for a type, a value or a name that will not do, `work` for a project that cannot be read.
 */
export async function planEventSource(
  templates: string,
  type: string,
  given: ReadonlyMap<string, string>,
  folder: string,
  ask: Ask,
): Promise<Addition | undefined> {
  checkType(type);
  const template = await readKind(join(templates, 'event-source'), type);
  return planPart(template, given, folder, ask, (one, { model }) => fitted(one, objectsOf(model)));
}

/** Plans an event bus of that kind, as {@link planEventSource} does. */
export async function planBus(
  templates: string,
  kind: string,
  given: ReadonlyMap<string, string>,
  folder: string,
  ask: Ask,
): Promise<Addition | undefined> {
  const template = await readKind(join(templates, 'event-bus'), kind);
  return planPart(template, given, folder, ask, (one, { model }) => fittedBus(one, model));
}

/** Plans a WorkflowTemplate of that kind, as {@link planEventSource} does. */
export async function planWorkflowTemplate(
  templates: string,
  kind: string,
  given: ReadonlyMap<string, string>,
  folder: string,
  ask: Ask,
): Promise<Addition | undefined> {
  const template = await readKind(join(templates, 'workflow-template'), kind);
  return planPart(template, given, folder, ask, (one, { model }) => fitted(one, objectsOf(model)));
}

/** Plans an Ingress for the event source of that name, or the only one, as {@link planEventSource} does. */
export async function planIngress(
  templates: string,
  source: string | undefined,
  given: ReadonlyMap<string, string>,
  folder: string,
  ask: Ask,
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
    render: renderObject,
  });
}

/** Plans what grants all that the flow of the project needs. Throws a UserError (work). */
export async function planPermissions(folder: string): Promise<Pick<Addition, 'template' | 'files'>> {
  const project = await readProject(folder);
  const files = listed(project, grantAll(project, 'rbac.yaml', renderObject));
  const template = { name: 'rbac', title: 'all permissions that the flow needs', parameters: [], files: [] };
  return { template, files };
}

/**
 * Plans the files with which a CI system runs `argoflow ci` on the project in `folder`; they go into the root of its
 * repository, which is answered too. Lists in files that are there get what they lack.
 */
export async function planCi(
  templates: string,
  system: string,
  given: ReadonlyMap<string, string>,
  folder: string,
  ask: Ask,
): Promise<(Pick<Addition, 'template' | 'files'> & { readonly root: string }) | undefined> {
  const written = await readKind(join(templates, 'ci'), system);
  const root = await repositoryOf(folder);
  const paths = relative(root, resolve(folder)).replaceAll('\\', '/') || '.';
  const template = withDefaults(written, new Map([['paths', paths]]));
  const place = template.parameters.find(({ name }) => name === 'paths');
  if (place !== undefined && place.default !== paths) {
    throw new UserError(
      'usage',
      `"${paths}" is no folder that a CI job can be told: expected ${place.expects}`,
    );
  }
  const answers = await answersFor(template, given, folder, ask);
  if (answers === undefined) return undefined;
  const files = await Promise.all(
    planFiles(template, answers).map(async (file) =>
      merged(file, await readFile(join(root, file.path), 'utf8').catch(() => undefined)),
    ),
  );
  return { template, files, root: relative('.', root) || '.' };
}

/** The nearest folder above that is a repository of git; the folder itself when there is none. */
async function repositoryOf(folder: string): Promise<string> {
  const start = resolve(folder);
  for (let path = start; ; path = dirname(path)) {
    if ((await stat(join(path, '.git')).catch(() => undefined)) !== undefined) return path;
    if (path === dirname(path)) return start;
  }
}

async function planPart(
  written: Template,
  given: ReadonlyMap<string, string>,
  folder: string,
  ask: Ask,
  fitting: (template: Template, project: Project) => Template,
): Promise<Addition | undefined> {
  const project = await readProject(folder);
  const template = fitting(written, project);
  const answers = await answersFor(template, given, folder, ask);
  if (answers === undefined) return undefined;
  return planAddition(project, template, answers, {
    permissionsFile: `${answers.get('name')}-rbac.yaml`,
    render: renderObject,
  });
}

/** Says what a trigger can take of an event of the project. `end` must be called. */
export interface Arrivals {
  of(event: SourceEvent): readonly ParameterProposal[];
  end(): void;
}

/** Opens the engine, with the samples of the types that the project has. `root` is the folder of the program. */
export async function openArrivals(root: string, { model }: Project): Promise<Arrivals> {
  const types = model.eventSources.flatMap(({ events }) => events.map(({ type }) => type));
  const library = await readLibrary(join(root, 'payloads'), types);
  const { world, engineWorld } = openWorld({ seed: 1 });
  const engine = openEngine(engineWorld);
  return {
    of: (event) => takableValues(event, { engine, world, library }),
    end: () => engine.close(),
  };
}

/** How an addition is written, or shown. */
export interface WriteFlags {
  readonly force: boolean;
  readonly 'dry-run': boolean;
  readonly diff: boolean;
}

/** The kinds that the folder `root` has templates for, as a person reads them. */
export async function listKinds(root: string, terminal: Terminal): Promise<string> {
  return renderTemplates(await readTemplates(root), terminal);
}

/**
 * The kind that is named, or that a person chooses among those of the folder `root`; undefined when they give up.
 * `what` is the argument that names it. Throws a UserError (usage) where there is nobody to ask and no fallback.
 */
export async function chooseKind(
  root: string,
  what: string,
  named: string | undefined,
  question: string,
  fallback: string | undefined,
  asks: boolean,
): Promise<string | undefined> {
  if (named !== undefined) return named;
  if (!asks) {
    if (fallback !== undefined) return fallback;
    throw new UserError('usage', `${what} is missing`, `one of: ${(await listTemplates(root)).join(', ')}`);
  }
  const { askKind } = await import('./questions.ts');
  return askKind(question, await readTemplates(root), fallback);
}

/** Writes what was planned into `folder`, or shows it, as the flags say. `next` is the command that comes now. */
export async function finishAddition(
  { template, files }: Pick<Addition, 'template' | 'files'>,
  folder: string,
  flags: WriteFlags,
  terminal: Terminal,
  next: string,
): Promise<ExitCode> {
  const interruption = new AbortController();
  const options: WriteOptions = {
    overwrite: flags.force,
    help: 'give it another --name, or overwrite with --force',
    signal: interruption.signal,
  };
  const { diff, 'dry-run': dryRun } = flags;
  if (dryRun || diff) {
    const actions = await compareFiles(folder, files);
    if (diff) process.stdout.write(renderDiff(await changesOf(folder, files), terminal));
    else process.stdout.write(renderDryRun({ template, folder, actions }, flags.force, terminal));
    // Ends as the real run would.
    refuseLosses(folder, actions, options);
    return EXIT.ok;
  }
  const interrupt = () => interruption.abort();
  process.once('SIGINT', interrupt);
  try {
    const actions = await writeFiles(folder, files, options);
    process.stdout.write(renderProject({ template, folder, actions }, next, terminal));
    return EXIT.ok;
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    return EXIT.interrupted;
  } finally {
    process.off('SIGINT', interrupt);
  }
}

async function changesOf(folder: string, files: Addition['files']) {
  const changes = await Promise.all(
    files.map(async ({ path, text }) => {
      const before = await readFile(join(folder, path), 'utf8').catch(() => undefined);
      return { file: join(folder, path), before, text };
    }),
  );
  return changes.filter(({ before, text }) => before !== text);
}
