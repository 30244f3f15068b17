import { Args, Flags } from '@oclif/core';
import { CLUSTER_FLAGS } from '../cluster/flags.ts';
import { ANSWER_FORM } from '../output-flags.ts';
import { NAMESPACE, REPEATABLE } from '../reading-flags.ts';

const EVENT = 'EVENT';
const LISTENER = 'LISTENER';

const CLUSTER = 'CLUSTER';

/** The events that are fired. */
export const TARGETS = {
  event: Args.string({
    name: 'EVENTSOURCE[/EVENT]...',
    description: 'What to fire; the only event by default.',
    // oclif would take standard input for it, which may hold manifests or data.
    ignoreStdin: true,
  }),
};

export const TEST_EVENT_FLAGS = {
  ...CLUSTER_FLAGS,
  cluster: Flags.boolean({
    helpGroup: CLUSTER,
    summary:
      'Fire it on the cluster of the current context, for real, and follow it there; so does --context.',
  }),
  timeout: Flags.string({
    helpGroup: CLUSTER,
    helpValue: 'TIME',
    default: '2m',
    summary: 'How long to wait for the end on a cluster: 30s, 2m.',
  }),
  wait: Flags.boolean({
    helpGroup: CLUSTER,
    allowNo: true,
    default: true,
    summary: 'Follow it on the cluster to its end.',
  }),
  logs: Flags.boolean({
    helpGroup: CLUSTER,
    summary: 'Show what the pods of its Workflow say.',
  }),
  'sender-image': Flags.string({
    helpGroup: CLUSTER,
    helpValue: 'IMAGE',
    summary:
      'What sends the request from inside the cluster where you may not forward ports; busybox by default.',
  }),
  filename: Flags.string({
    char: 'f',
    ...REPEATABLE,
    helpValue: 'PATH',
    default: ['.'],
    summary: 'Manifests: a file, a folder or "-".',
  }),
  namespace: NAMESPACE,
  data: Flags.string({
    char: 'd',
    helpGroup: EVENT,
    helpValue: 'JSON|@FILE|-',
    summary: 'The body of the request, or the message.',
  }),
  set: Flags.string({
    ...REPEATABLE,
    helpGroup: EVENT,
    helpValue: 'PATH=VALUE',
    summary: 'Change one value, such as body.user.name=Ada.',
  }),
  header: Flags.string({
    char: 'H',
    ...REPEATABLE,
    helpGroup: EVENT,
    helpValue: 'NAME: VALUE',
    summary: 'A header of the request.',
  }),
  method: Flags.string({
    char: 'X',
    helpGroup: EVENT,
    helpValue: 'METHOD',
    summary: 'The method of the request.',
  }),
  event: Flags.string({
    helpGroup: EVENT,
    helpValue: 'FILE|SAMPLE',
    summary: 'An event file, or one of "argoflow events list"; event.json beside the manifests by default.',
  }),
  repeat: Flags.integer({
    helpGroup: EVENT,
    helpValue: 'N',
    min: 1,
    max: 10_000,
    default: 1,
    summary: 'Fire it N times into the same state.',
  }),
  at: Flags.string({ helpValue: 'TIME', summary: 'Let the clock stand at this RFC 3339 time.' }),
  seed: Flags.integer({ helpValue: 'N', min: 0, summary: 'Make ids and random values repeatable.' }),
  'node-output': Flags.string({
    ...REPEATABLE,
    helpValue: 'NODE.outputs.NAME=VALUE',
    summary: 'A value that only a run can know.',
  }),
  expect: Flags.string({
    ...REPEATABLE,
    helpValue: 'OUTCOME[:TRIGGER]',
    summary: 'fires, filtered, discarded, waiting, failed, crashed, inert, dropped or rejected.',
  }),
  output: ANSWER_FORM,
  listen: Flags.boolean({
    helpGroup: LISTENER,
    summary: "Open the event source's own port on 127.0.0.1 and follow each request.",
  }),
  port: Flags.integer({
    helpGroup: LISTENER,
    helpValue: 'N',
    min: 0,
    max: 65_535,
    dependsOn: ['listen'],
    summary: 'Another port; 0 for any free one.',
  }),
  count: Flags.integer({
    helpGroup: LISTENER,
    helpValue: 'N',
    min: 1,
    dependsOn: ['listen'],
    summary: 'Stop after N requests.',
  }),
};
