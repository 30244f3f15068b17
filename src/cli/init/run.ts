import { join } from 'node:path';
import process from 'node:process';
import { openEngine } from '../../engine/wasm.ts';
import type { JsonObject } from '../../json.ts';
import { realFiles } from '../../load/files.ts';
import { readTextFile } from '../../load/text-file.ts';
import { readLibrary } from '../../payloads/library.ts';
import { renderProject, renderTemplates } from '../../report/init.ts';
import { renderJson } from '../../report/json.ts';
import { renderObjects } from '../../report/rbac.ts';
import { resolveAnswers } from '../../scaffold/answers.ts';
import { sampleDefaults } from '../../scaffold/flow/event.ts';
import { flowTemplate } from '../../scaffold/flow/parts.ts';
import { type PlannedProject, planProject } from '../../scaffold/flow/project.ts';
import { isOfParts, type ProjectWords } from '../../scaffold/flow/words.ts';
import { planFiles } from '../../scaffold/plan.ts';
import { readParts } from '../../scaffold/read-parts.ts';
import type { Template } from '../../scaffold/template.ts';
import { readTemplate, readTemplates } from '../../scaffold/templates.ts';
import { type ProjectCheck, verifyProject } from '../../scaffold/verify.ts';
import { openWorld } from '../../test-event/world.ts';
import { commandLine } from '../command-line.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { showProjectFiles, writeProjectFiles } from '../project-files.ts';
import { readStdin } from '../stdin.ts';
import type { Terminal } from '../terminal.ts';
import type { InitPerson } from './person.ts';
import { DEFAULT_TEMPLATE, flagsFor } from './template-parameters.ts';

/** How what is planned becomes text. */
export const RENDERERS = {
  yaml: (object: JsonObject) => renderObjects([object], 'yaml'),
  json: (object: JsonObject) => renderJson(object),
};

/** Where a project goes, and how. */
export interface InitTarget {
  /** As the user named it. */
  readonly dir: string | undefined;
  /** The name of that folder. */
  readonly folder: string;
  readonly force: boolean;
  readonly dryRun: boolean;
  readonly check: boolean;
}

/**
 * Plans the project that the flags mean; a template that is only files, and nobody to ask, needs no more than reading it.
 * Throws a UserError; undefined when the person gives up.
 */
export async function planInit(
  root: string,
  flags: ProjectWords,
  given: ReadonlyMap<string, string>,
  folder: string,
  person: InitPerson | undefined,
): Promise<PlannedProject | undefined> {
  const named = flags.template ?? DEFAULT_TEMPLATE;
  const templates = join(root, 'templates');
  const template = await readTemplate(templates, named);
  if (person !== undefined || isOfParts(flags, template)) {
    const request = {
      templates,
      payloads: join(root, 'payloads'),
      usual: DEFAULT_TEMPLATE,
      words: flags,
      given,
      folder,
      person,
      readEvent: (path: string) => (path === '-' ? readStdin() : readTextFile(realFiles, path)),
      render: RENDERERS,
    };
    // A world of its own each time: what is random must not depend on how often a person went back.
    const plan = async () => {
      const { world, engineWorld } = openWorld({ seed: 1 });
      const engine = openEngine(engineWorld);
      try {
        return await planProject(request, { engine, world });
      } finally {
        engine.close();
      }
    };
    return person === undefined ? await plan() : await person.asked(plan);
  }
  const answers = resolveAnswers(template, given, folder);
  const again = named === DEFAULT_TEMPLATE ? [] : ['--template', named];
  const { flow } = template;
  return {
    template,
    answers,
    files: planFiles(template, answers),
    stopped: flow?.stopped ?? [],
    type: flow?.source,
    again,
  };
}

/** Writes the project, or shows what would be written; then looks whether it holds. */
export async function writeProject(
  root: string,
  project: PlannedProject,
  target: InitTarget,
  terminal: Terminal,
): Promise<ExitCode> {
  const { template, answers, files } = project;
  const folder = target.dir || '.';
  const dir = target.dir === undefined ? [] : [target.dir];
  const again = ['argoflow', 'init', ...dir, '--yes', ...project.again];
  const options = {
    overwrite: target.force,
    help: commandLine([...again, ...flagsFor(template, answers, target.folder), '--force']),
  };
  if (target.dryRun) {
    await showProjectFiles({ template, folder, files }, 'list', options, terminal);
    return EXIT.ok;
  }
  const actions = await writeProjectFiles({ template, folder, files }, options);
  if (actions === undefined) return EXIT.interrupted;
  const checks = target.check ? await check(root, project, folder) : [];
  const next = commandLine(['argoflow', 'test-event', '-f', folder]);
  process.stdout.write(renderProject({ template, folder, actions }, next, terminal, checks));
  return checks.every(({ passed }) => passed) ? EXIT.ok : EXIT.findings;
}

async function check(
  root: string,
  { answers, type = '', stopped }: PlannedProject,
  folder: string,
): Promise<readonly ProjectCheck[]> {
  const target = `${answers.get('name')}/${answers.get('event')}`;
  return verifyProject({ folder, target, type, stopped, payloads: join(root, 'payloads') });
}

/** The templates with the parameters that a project of each is asked. */
export async function listTemplates(root: string, terminal: Terminal): Promise<string> {
  const templates = join(root, 'templates');
  const all = await readTemplates(templates);
  const shown = await Promise.all(
    all.map(async (template): Promise<Template> => {
      if (!isOfParts({}, template)) return template;
      const parts = await readParts(templates, { template: template.name });
      const type = parts.source.name;
      const samples = await readLibrary(join(root, 'payloads'), new Set([type]));
      const sample = samples.find((one) => one.type === type && one.name === template.flow?.event);
      const defaults = sample === undefined ? new Map() : sampleDefaults({ kind: 'sample', sample });
      return { ...flowTemplate(parts, defaults), name: template.name, title: template.title };
    }),
  );
  return renderTemplates(shown, terminal);
}
