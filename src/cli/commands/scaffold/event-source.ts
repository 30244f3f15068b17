import { basename, join, resolve } from 'node:path';
import { Args, Flags } from '@oclif/core';
import { renderDryRun, renderProject, renderTemplates } from '../../../report/init.ts';
import { readTemplates } from '../../../scaffold/templates.ts';
import { compareFiles, refuseLosses, type WriteOptions, writeFiles } from '../../../scaffold/write.ts';
import { BaseCommand } from '../../base.ts';
import { commandLine } from '../../command-line.ts';
import { EXIT } from '../../exit.ts';
import { planEventSource } from '../../scaffold-run.ts';
import { givenBy } from '../../template-parameters.ts';

export default class ScaffoldEventSource extends BaseCommand {
  static override summary = 'Add an event source of any type to a project, with its account and its secrets.';

  static override description =
    'Namespace and event bus are those of the project. Files that differ are never overwritten, and where one is in ' +
    'the way nothing at all is written; kustomization.yaml gets the new files and keeps its comments.\n\n' +
    'Exit codes: 0 written or already there, 2 wrong usage, 3 files stand in the way or cannot be read or written, ' +
    '130 given up with Ctrl-C.';

  static override examples = [
    '<%= config.bin %> scaffold event-source github --set owner=example --set repository=app',
    '<%= config.bin %> scaffold event-source sqs deploy --name orders --dry-run',
    '<%= config.bin %> scaffold event-source --list',
  ];

  static override args = {
    type: Args.string({ name: 'TYPE', description: 'The type, such as github or sqs.', ignoreStdin: true }),
    dir: Args.string({
      name: 'DIR',
      description: 'The folder of the project; by default the current one.',
      ignoreStdin: true,
    }),
  };

  static override flags = {
    name: Flags.string({ helpValue: 'NAME', summary: "The event source's name; by default its type." }),
    namespace: Flags.string({ char: 'n', helpValue: 'NAME', summary: 'The namespace that it lives in.' }),
    endpoint: Flags.string({ helpValue: 'PATH', summary: 'The path that takes the requests.' }),
    port: Flags.string({ helpValue: 'NUMBER', summary: 'The port that it listens on.' }),
    set: Flags.string({
      helpValue: 'KEY=VALUE',
      multiple: true,
      multipleNonGreedy: true,
      summary: 'Any parameter of the type; may be given more than once.',
    }),
    yes: Flags.boolean({ char: 'y', summary: 'Ask nothing: take the defaults.' }),
    'dry-run': Flags.boolean({ summary: 'Show what would be written, and write nothing.' }),
    list: Flags.boolean({ summary: 'List the types with their parameters and defaults.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ScaffoldEventSource);
    const terminal = this.terminal(flags);
    const templates = join(this.config.root, 'templates');
    if (flags.list) {
      this.print(renderTemplates(await readTemplates(join(templates, 'event-source')), terminal));
      return;
    }
    const { type = '', dir: folder = '.' } = args;
    const given = givenBy(flags);
    const addition = await planEventSource(templates, type, given, folder, async (template) => {
      if (!terminal.interactive || flags.yes) return given;
      const { askAnswers } = await import('../../questions.ts');
      return askAnswers(template, given, basename(resolve(folder)));
    });
    if (addition === undefined) return this.end(EXIT.interrupted);
    const { template, answers, files } = addition;
    const options: WriteOptions = { overwrite: false, help: 'give it another --name' };
    if (flags['dry-run']) {
      const actions = await compareFiles(folder, files);
      this.print(renderDryRun({ template, folder, actions }, false, terminal));
      refuseLosses(folder, actions, options);
      return;
    }
    const actions = await writeFiles(folder, files, options);
    const target = `${answers.get('name')}/${answers.get('event')}`;
    const next = ['argoflow', 'events', 'show', type, '--as', 'arrived', '-f', folder, '--source', target];
    this.print(renderProject({ template, folder, actions }, commandLine(next), terminal));
  }
}
