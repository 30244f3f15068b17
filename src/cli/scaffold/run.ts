import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import process from 'node:process';
import { UserError } from '../../errors.ts';
import { renderProject, renderTemplates } from '../../report/init.ts';
import { renderObjects } from '../../report/rbac.ts';
import type { PartRequest, PlannedPart } from '../../scaffold/part.ts';
import { kindNamed, listTemplates, readTemplates } from '../../scaffold/templates.ts';
import { commandLine } from '../command-line.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { giveUp } from '../give-up.ts';
import { givenBy } from '../init/template-parameters.ts';
import { showProjectFiles, writeProjectFiles } from '../project-files.ts';
import type { Terminal } from '../terminal.ts';

/** How an addition is written, or shown. */
interface WriteFlags {
  readonly force: boolean;
  readonly 'dry-run': boolean;
  readonly diff: boolean;
}

/** What the commands that add a part are told. */
export interface ScaffoldFlags extends WriteFlags {
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly port?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly yes: boolean;
  readonly list: boolean;
}

/** Where a command runs. */
export interface ScaffoldCall {
  /** The folder of the program. */
  readonly root: string;
  readonly terminal: Terminal;
}

/** A part of a project, as the command that adds it describes it. */
export interface Part<P extends PlannedPart> {
  /** Its folder in templates/, with a template for each kind. */
  readonly templates: string;
  /** Undefined when the person gives up. */
  readonly plan: (request: PartRequest & { readonly asks: boolean }) => Promise<P | undefined>;
  /** The folder that the files go into; that of the project by default. */
  readonly target?: (planned: P) => string;
  /** The command that comes now. */
  readonly next: (planned: P, folder: string) => readonly string[] | Promise<readonly string[]>;
}

/** A part of which there are several kinds. */
export interface PartOfKinds<P extends PlannedPart> extends Omit<Part<P>, 'plan'> {
  /** What its help calls the argument that names the kind. */
  readonly argument: string;
  readonly question: string;
  /** The kind where nobody says which. */
  readonly usual?: string;
  readonly plan: (kind: string, request: PartRequest & { readonly asks: boolean }) => Promise<P | undefined>;
}

/** Writes an object of Kubernetes as YAML. */
export const renderObject: PartRequest['render'] = (object) => renderObjects([object], 'yaml');

/** Adds a part of the kind that is named, or chosen by a person; or lists the kinds. */
export async function scaffoldKind<P extends PlannedPart>(
  part: PartOfKinds<P>,
  named: { readonly kind?: string | undefined; readonly dir?: string | undefined },
  flags: ScaffoldFlags,
  call: ScaffoldCall,
): Promise<ExitCode> {
  const kinds = join(call.root, 'templates', part.templates);
  if (flags.list) return listKinds(kinds, call.terminal);
  const { kind, dir } = await kindAndFolder(kinds, named);
  const chosen = kind ?? (await chooseKind(kinds, part, asksAt(flags, call)));
  if (chosen === undefined) return giveUp();
  return scaffoldPart({ ...part, plan: (request) => part.plan(chosen, request) }, dir, flags, call);
}

/** Adds a part; or lists its template. */
export async function scaffoldPart<P extends PlannedPart>(
  part: Part<P>,
  folder: string,
  flags: ScaffoldFlags,
  call: ScaffoldCall,
): Promise<ExitCode> {
  const templates = join(call.root, 'templates');
  if (flags.list) return listKinds(join(templates, part.templates), call.terminal);
  const given = givenBy(flags);
  const asks = asksAt(flags, call);
  const ask: PartRequest['ask'] = async (template) => {
    if (!asks) return given;
    const { askAnswers } = await import('../questions.ts');
    return askAnswers(template, given, basename(resolve(folder)));
  };
  const planned = await part.plan({ templates, folder, given, ask, asks, render: renderObject });
  if (planned === undefined) return giveUp();
  const next = commandLine(['argoflow', ...(await part.next(planned, folder))]);
  return finishPart(planned, part.target?.(planned) ?? folder, flags, next, call.terminal);
}

/** Writes what was planned into `folder`, or shows it, as the flags say. `next` is the command that comes now. */
export async function finishPart(
  { template, files }: PlannedPart,
  folder: string,
  { force, diff, 'dry-run': dryRun }: WriteFlags,
  next: string,
  terminal: Terminal,
): Promise<ExitCode> {
  const project = { template, folder, files };
  const options = { overwrite: force, help: 'give it another --name, or overwrite with --force' };
  if (dryRun || diff) {
    await showProjectFiles(project, diff ? 'diff' : 'list', options, terminal);
    return EXIT.ok;
  }
  const actions = await writeProjectFiles(project, options);
  if (actions === undefined) return EXIT.interrupted;
  process.stdout.write(renderProject({ template, folder, actions }, next, terminal));
  return EXIT.ok;
}

function asksAt({ yes }: ScaffoldFlags, { terminal }: ScaffoldCall): boolean {
  return terminal.interactive && !yes;
}

async function listKinds(kinds: string, terminal: Terminal): Promise<ExitCode> {
  process.stdout.write(renderTemplates(await readTemplates(kinds), terminal));
  return EXIT.ok;
}

/** A single word that is no kind, and a folder, is the folder: `argoflow scaffold bus deploy`. */
async function kindAndFolder(
  kinds: string,
  { kind, dir }: { readonly kind?: string | undefined; readonly dir?: string | undefined },
): Promise<{ readonly kind: string | undefined; readonly dir: string }> {
  if (kind === undefined || dir !== undefined) return { kind, dir: dir ?? '.' };
  const isKind = (await kindNamed(kinds, kind)) !== undefined;
  if (isKind || !(await isFolder(kind))) return { kind, dir: '.' };
  return { kind: undefined, dir: kind };
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}

/** Undefined when the person gives up. Throws a UserError (usage) where nobody can be asked, and there is no usual one. */
async function chooseKind(
  kinds: string,
  { argument, question, usual }: Pick<PartOfKinds<PlannedPart>, 'argument' | 'question' | 'usual'>,
  asks: boolean,
): Promise<string | undefined> {
  if (asks) {
    const { askKind } = await import('../questions.ts');
    return askKind(question, await readTemplates(kinds), usual);
  }
  if (usual !== undefined) return usual;
  const names = await listTemplates(kinds);
  throw new UserError('usage', `${argument} is missing`, `one of: ${names.join(', ')}`);
}
