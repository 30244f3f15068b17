import { basename, join, resolve } from 'node:path';
import process from 'node:process';
import { Args, Flags } from '@oclif/core';
import { renderDryRun, renderProject, renderTemplates } from '../../report/init.ts';
import { resolveAnswers } from '../../scaffold/answers.ts';
import { planFiles } from '../../scaffold/plan.ts';
import { readTemplate, readTemplates } from '../../scaffold/templates.ts';
import { compareFiles, refuseLosses, type WriteOptions, writeFiles } from '../../scaffold/write.ts';
import { BaseCommand } from '../base.ts';
import { commandLine } from '../command-line.ts';
import { EXIT } from '../exit.ts';
import { DEFAULT_TEMPLATE, flagsFor, givenBy } from '../template-parameters.ts';

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

    const target = args.dir || '.';
    const folder = basename(resolve(target));
    const given = givenBy(flags);
    // The prompts know the variable, not the flag.
    if (!terminal.color) process.env['NO_COLOR'] = '1';
    const asked =
      terminal.interactive && !flags.yes
        ? await (await import('../questions.ts')).askProject(templates, flags.template, given, folder)
        : { template: await readTemplate(templates, flags.template ?? DEFAULT_TEMPLATE), answers: given };
    if (asked === undefined) return this.end(EXIT.interrupted);

    const { template } = asked;
    const answers = resolveAnswers(template, asked.answers, folder);
    const files = planFiles(template, answers);
    const again = ['argoflow', 'init', ...(args.dir === undefined ? [] : [args.dir]), '--yes'];
    if (template.name !== DEFAULT_TEMPLATE) again.push('--template', template.name);
    const interruption = new AbortController();
    const options: WriteOptions = {
      overwrite: flags.force,
      help: commandLine([...again, ...flagsFor(template, answers, folder), '--force']),
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
