import { basename, join, resolve } from 'node:path';
import process from 'node:process';
import { Args, Flags } from '@oclif/core';
import { UserError } from '../../errors.ts';
import { renderDryRun, renderProject, renderTemplates } from '../../report/init.ts';
import { type Answers, givenAnswers, resolveAnswers } from '../../scaffold/answers.ts';
import { planFiles } from '../../scaffold/plan.ts';
import type { Template } from '../../scaffold/template.ts';
import { listTemplates, readTemplate } from '../../scaffold/templates.ts';
import { compareFiles, refuseLosses, type WriteOptions, writeFiles } from '../../scaffold/write.ts';
import { BaseCommand } from '../base.ts';
import { commandLine } from '../command-line.ts';
import { EXIT } from '../exit.ts';

const DEFAULT_TEMPLATE = 'webhook';
/** Parameters that most templates have, with flags of their own; all others go through --set. */
const COMMON = ['name', 'namespace', 'endpoint', 'port'] as const;

export default class Init extends BaseCommand {
  static override summary =
    'Write a project: event bus, event source, sensor, permissions and a sample event.';

  static override description =
    'At a terminal it asks what the flags do not say. Files that are there already and differ are never ' +
    'overwritten without --force; then nothing at all is written.\n\n' +
    'Exit codes: 0 written or already there, 2 wrong usage, 3 files stand in the way or cannot be written, ' +
    '130 given up with Ctrl-C.';

  static override examples = [
    '<%= config.bin %> init demo',
    '<%= config.bin %> init demo --yes --namespace ci --port 9000 --set replicas=1',
    '<%= config.bin %> init --template calendar --dry-run',
    '<%= config.bin %> init --list-templates',
  ];

  static override args = {
    dir: Args.string({ name: 'DIR', description: 'The folder to write to; by default the current one.' }),
  };

  static override flags = {
    template: Flags.string({
      char: 't',
      helpValue: 'NAME',
      summary: `Which kind of project; ${DEFAULT_TEMPLATE} by default.`,
    }),
    name: Flags.string({ helpValue: 'NAME', summary: "The flow's name; by default the folder's." }),
    namespace: Flags.string({ char: 'n', helpValue: 'NAME', summary: 'The namespace that it lives in.' }),
    endpoint: Flags.string({ helpValue: 'PATH', summary: 'The path that takes the requests.' }),
    port: Flags.string({ helpValue: 'NUMBER', summary: 'The port that the event source listens on.' }),
    set: Flags.string({
      helpValue: 'KEY=VALUE',
      multiple: true,
      multipleNonGreedy: true,
      summary: 'Any parameter of the template; may be given more than once.',
    }),
    yes: Flags.boolean({ char: 'y', summary: 'Ask nothing: take the defaults.' }),
    force: Flags.boolean({ summary: 'Overwrite files that differ.' }),
    'dry-run': Flags.boolean({ summary: 'Show what would be written, and write nothing.' }),
    'list-templates': Flags.boolean({ summary: 'List the templates with their parameters and defaults.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Init);
    const terminal = this.terminal(flags);
    const templates = join(this.config.root, 'templates');
    if (flags['list-templates']) {
      this.print(renderTemplates(await readTemplates(templates), terminal));
      return;
    }

    const target = args.dir ?? '.';
    const folder = basename(resolve(target));
    const given = new Map(givenBy(flags));
    const asked =
      terminal.interactive && !flags.yes
        ? await ask(templates, flags.template, given, folder)
        : { template: await readTemplate(templates, flags.template ?? DEFAULT_TEMPLATE), answers: given };
    if (asked === undefined) return this.end(EXIT.interrupted);

    const { template } = asked;
    const answers = resolveAnswers(template, asked.answers, folder);
    const files = planFiles(template, answers);
    const interruption = new AbortController();
    const options: WriteOptions = {
      overwrite: flags.force,
      help: commandLine(['argoflow', ...wordsFor(args.dir, template, answers, folder), '--force']),
      signal: interruption.signal,
    };

    if (flags['dry-run']) {
      const actions = await compareFiles(target, files);
      this.print(renderDryRun({ template, folder: target, actions }, flags.force, terminal));
      // Ends as the real run would.
      refuseLosses(target, actions, options);
      return;
    }
    const interrupt = () => interruption.abort();
    process.once('SIGINT', interrupt);
    try {
      const actions = await writeFiles(target, files, options);
      const next = commandLine(['argoflow', 'test-event', '-f', target]);
      this.print(renderProject({ template, folder: target, actions }, next, terminal));
    } catch (error) {
      if (!interruption.signal.aborted) throw error;
      this.end(EXIT.interrupted);
    } finally {
      process.off('SIGINT', interrupt);
    }
  }
}

async function readTemplates(root: string): Promise<readonly Template[]> {
  const templates: Template[] = [];
  for (const name of await listTemplates(root)) templates.push(await readTemplate(root, name));
  return templates;
}

/** What the flags say about parameters, in the order of --set last. Throws a UserError (usage). */
function givenBy(
  flags: {
    readonly [Flag in (typeof COMMON)[number]]?: string | undefined;
  } & { readonly set?: readonly string[] | undefined },
): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  for (const name of COMMON) {
    const value = flags[name];
    if (value !== undefined) given.set(name, value);
  }
  for (const text of flags.set ?? []) {
    const equals = text.indexOf('=');
    if (equals < 1) throw new UserError('usage', `--set "${text}" is not KEY=VALUE`, '--set replicas=1');
    const name = text.slice(0, equals);
    if (given.has(name)) throw new UserError('usage', `parameter "${name}" is given twice`);
    given.set(name, text.slice(equals + 1));
  }
  return given;
}

/** Asks what is not given; undefined when the person gives up. What is given is checked before the first question. */
async function ask(
  root: string,
  name: string | undefined,
  given: ReadonlyMap<string, string>,
  folder: string,
): Promise<{ readonly template: Template; readonly answers: ReadonlyMap<string, string> } | undefined> {
  const { askAnswers, askTemplate } = await import('../questions.ts');
  const chosen = name ?? (await askTemplate(await readTemplates(root), DEFAULT_TEMPLATE));
  if (chosen === undefined) return undefined;
  const template = await readTemplate(root, chosen);
  resolveAnswers(template, given, folder);
  const answers = await askAnswers(template, given, folder);
  return answers === undefined ? undefined : { template, answers };
}

/** The words of a call that makes the same files without asking. */
function wordsFor(dir: string | undefined, template: Template, answers: Answers, folder: string): string[] {
  const words = ['init', ...(dir === undefined ? [] : [dir]), '--yes'];
  if (template.name !== DEFAULT_TEMPLATE) words.push('--template', template.name);
  for (const [name, value] of givenAnswers(template, answers, folder)) {
    if (COMMON.some((common) => common === name)) words.push(`--${name}`, value);
    else words.push('--set', `${name}=${value}`);
  }
  return words;
}
