import { basename, join, resolve } from 'node:path';
import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base.ts';
import { commandLine } from '../../command-line.ts';
import { EXIT } from '../../exit.ts';
import { DIR, SCAFFOLD_FLAGS } from '../../scaffold-flags.ts';
import { givenBy } from '../../template-parameters.ts';

const repeated = { multiple: true, multipleNonGreedy: true } as const;

export default class ScaffoldSensor extends BaseCommand {
  static override group = 'write' as const;

  static override summary =
    'Add a sensor with any kind of trigger to a project, with its account and its permissions.';

  static override description =
    'It waits for an event of the project, and the trigger takes a value of it: by default the one that a sample of ' +
    'such an event makes most of. Files that differ are never overwritten without --force, and where one is in the way ' +
    'nothing at all is written; kustomization.yaml gets the new files and keeps its comments.\n\n' +
    'Exit codes: 0 written or already there, 2 wrong usage, 3 files stand in the way or cannot be read or written, ' +
    '130 given up with Ctrl-C.';

  static override examples = [
    '<%= config.bin %> scaffold sensor k8s --dependency github/example --parameter ref=body.ref',
    "<%= config.bin %> scaffold sensor slack --filter 'body.ref=refs/heads/main' --dry-run",
    "<%= config.bin %> scaffold sensor http --dependency a=github/push --dependency b=gitlab/push --conditions 'a || b'",
    '<%= config.bin %> scaffold sensor --list',
  ];

  static override args = {
    kind: Args.string({
      name: 'KIND',
      description: 'The kind of its trigger; k8s by default.',
      ignoreStdin: true,
    }),
    dir: DIR,
  };

  static override flags = {
    ...SCAFFOLD_FLAGS,
    dependency: Flags.string({
      ...repeated,
      helpValue: '[NAME=]SOURCE/EVENT',
      summary: "An event that it waits for; by default the project's only one. With several, all must come.",
    }),
    parameter: Flags.string({
      ...repeated,
      helpValue: '[NAME=][DEPENDENCY:]DATAKEY',
      summary: 'A value of the event that the trigger takes.',
    }),
    filter: Flags.string({
      ...repeated,
      helpValue: '[DEPENDENCY:]PATH=VALUE',
      summary: 'Only events with this value pass; also !=, >=, <=, > and <, and "a|b" for either.',
    }),
    'workflow-template': Flags.string({
      helpValue: 'NAME',
      summary: 'The WorkflowTemplate of the project that it runs; for k8s and argoWorkflow.',
    }),
    conditions: Flags.string({
      helpValue: 'EXPRESSION',
      summary: 'Which dependencies must have come, such as "a || b".',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ScaffoldSensor);
    const terminal = this.terminal(flags);
    const run = await import('../../scaffold-run.ts');
    const { root } = this.config;
    if (flags.list) return this.print(await run.listKinds(join(root, 'templates', 'sensor'), terminal));
    const { dir: folder = '.' } = args;
    const given = givenBy(flags);
    const asks = terminal.interactive && !flags.yes;
    const kinds = join(root, 'templates', 'sensor');
    const kind = await run.chooseKind(kinds, 'KIND', args.kind, 'What does its trigger do?', 'k8s', asks);
    if (kind === undefined) return this.end(EXIT.interrupted);
    const questions = asks
      ? (await import('../../questions.ts')).sensorQuestions(given, basename(resolve(folder)))
      : undefined;
    const { planProjectSensor, trialOf } = await import('../../scaffold-sensor.ts');
    const addition = await planProjectSensor(root, kind, folder, given, flags, questions);
    if (addition === undefined) return this.end(EXIT.interrupted);
    const next = commandLine(['argoflow', 'test-event', ...(await trialOf(root, addition)), '-f', folder]);
    this.end(await run.finishAddition(addition, folder, flags, terminal, next));
  }
}
