import { Flags } from '@oclif/core';
import { REPEATABLE } from '../reading-flags.ts';

/** What changes a sample, and where it goes. */
export const SAMPLE_FLAGS = {
  set: Flags.string({
    ...REPEATABLE,
    helpValue: 'PATH=VALUE',
    summary: 'Change one value, such as body.ref=refs/heads/next.',
  }),
  filename: Flags.string({
    char: 'f',
    ...REPEATABLE,
    helpValue: 'PATH',
    summary: 'Manifests with the event source that gets it: a file, a folder or "-".',
  }),
  source: Flags.string({
    helpValue: 'EVENTSOURCE[/EVENT]',
    dependsOn: ['filename'],
    summary: 'Which event of the manifests gets it, where several could.',
  }),
  'secret-env': Flags.string({
    helpValue: 'NAME',
    exclusive: ['secret-file'],
    summary: 'Sign it with the secret in this environment variable.',
  }),
  'secret-file': Flags.string({
    helpValue: 'PATH',
    summary: 'Sign it with the secret in this file, or "-".',
  }),
  at: Flags.string({ helpValue: 'TIME', summary: 'Let the clock stand at this RFC 3339 time.' }),
};
