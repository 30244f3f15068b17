import { Flags } from '@oclif/core';
import { PAIRS } from '../../install/lock.ts';
import { CLUSTER_FLAGS, MANIFEST_FLAGS } from '../cluster/flags.ts';
import { REPEATABLE } from '../reading-flags.ts';

const [PAIR] = PAIRS;

/** What is installed, from where, and what is done with it. */
export const INSTALL_FLAGS = {
  ...CLUSTER_FLAGS,
  namespace: Flags.string({
    char: 'n',
    helpValue: 'NAME',
    default: 'argo-events',
    summary: 'Where Argo Events, its bus and the inventory of the installation live.',
  }),
  'workflows-namespace': Flags.string({
    helpValue: 'NAME',
    summary: 'Where Argo Workflows lives; "argo" by default, with --scope namespace that of Argo Events.',
  }),
  scope: Flags.option({ options: ['cluster', 'namespace'], default: 'cluster' } as const)({
    summary: 'Whether the controllers watch all namespaces, or their own one.',
  }),
  only: Flags.option({ options: ['argo-events', 'argo-workflows'] } as const)({
    summary: 'Only that project.',
    exclusive: ['from'],
  }),
  'argo-events': Flags.string({
    helpValue: 'VERSION',
    default: PAIR['argo-events'],
    summary: 'The release of Argo Events.',
  }),
  'argo-workflows': Flags.string({
    helpValue: 'VERSION',
    default: PAIR['argo-workflows'],
    summary: 'The release of Argo Workflows.',
  }),
  from: Flags.string({
    ...REPEATABLE,
    helpValue: 'FILE|DIR|URL',
    summary: 'Manifests to install instead of the releases; repeat it for more.',
  }),
  bus: Flags.string({
    helpValue: 'BUS',
    default: 'jetstream',
    summary: 'The EventBus "default": jetstream, jetstream-VERSION, kafka:HOST:PORT, native or none.',
  }),
  'bus-replicas': Flags.integer({ default: 1, min: 1, summary: 'Servers of the bus: 1, or 3 and more.' }),
  'bus-storage': Flags.string({
    helpValue: 'SIZE',
    summary: 'A volume of that size, such as 10Gi, for each server of a JetStream bus; none by default.',
  }),
  export: Flags.string({
    helpValue: 'FILE',
    summary: 'Write all objects as YAML to that file, or print them with "-"; no cluster is asked.',
    exclusive: ['diff', 'dry-run'],
  }),
  diff: Flags.boolean({ summary: 'Show what would change; exit code 1 when something would.' }),
  'dry-run': Flags.option({ options: ['none', 'client', 'server'], default: 'none' } as const)({
    summary: 'Change nothing: list the objects (client), or let the cluster try them (server).',
  }),
  'force-conflicts': Flags.boolean({ summary: 'Take over fields that others own.' }),
  'allow-downgrade': Flags.boolean({ summary: 'Install an older version than the one that runs.' }),
  wait: Flags.boolean({ allowNo: true, default: true, summary: 'Wait until everything is ready.' }),
  timeout: Flags.string({ helpValue: 'TIME', default: '5m', summary: 'How long to wait.' }),
  output: MANIFEST_FLAGS.output,
};
