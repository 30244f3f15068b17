import { join } from 'node:path';
import { Args } from '@oclif/core';
import { BaseCommand } from '../../base.ts';
import { DIR } from '../../scaffold/flags.ts';
import { SENSOR_FLAGS } from '../../scaffold/sensor-flags.ts';

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

  static override flags = SENSOR_FLAGS;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ScaffoldSensor);
    // Loaded here, so that other commands start without them.
    const { scaffoldKind } = await import('../../scaffold/run.ts');
    const { planProjectSensor, trialOf } = await import('../../../scaffold/sensor/project.ts');
    const payloads = join(this.config.root, 'payloads');
    this.end(
      await scaffoldKind(
        {
          templates: 'sensor',
          argument: 'KIND',
          question: 'What does its trigger do?',
          usual: 'k8s',
          plan: async (kind, request) => {
            const questions = request.asks
              ? (await import('../../questions.ts')).sensorQuestions()
              : undefined;
            return planProjectSensor(kind, flags, { ...request, payloads, questions });
          },
          next: async (sensor, folder) => ['test-event', ...(await trialOf(payloads, sensor)), '-f', folder],
        },
        args,
        flags,
        { root: this.config.root, terminal: this.terminal(flags) },
      ),
    );
  }
}
