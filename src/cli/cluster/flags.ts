import { Flags } from '@oclif/core';
import { REPEATABLE } from '../reading-flags.ts';

/** Which cluster, as whom: the flags of kubectl, of every command that asks a cluster. */
export const CLUSTER_FLAGS = {
  context: Flags.string({
    helpValue: 'NAME',
    helpGroup: 'CLUSTER',
    summary: 'A context of the kubeconfig; the current one by default.',
  }),
  kubeconfig: Flags.string({
    helpValue: 'FILE',
    helpGroup: 'CLUSTER',
    summary: 'Instead of the files of KUBECONFIG, or ~/.kube/config.',
  }),
  namespace: Flags.string({
    char: 'n',
    helpValue: 'NAME',
    helpGroup: 'CLUSTER',
    summary: 'The namespace of objects that name none; that of the context by default.',
  }),
  as: Flags.string({ helpValue: 'USER', helpGroup: 'CLUSTER', summary: 'Act as that user.' }),
  'as-group': Flags.string({
    ...REPEATABLE,
    helpValue: 'GROUP',
    helpGroup: 'CLUSTER',
    dependsOn: ['as'],
    summary: 'Act as a member of that group; repeat it for more.',
  }),
  'request-timeout': Flags.string({
    helpValue: 'TIME',
    helpGroup: 'CLUSTER',
    default: '30s',
    summary: 'How long one request may take: 30, 30s, 2m.',
  }),
};

/** The manifests of commands that ask a cluster about them, and what is done with these. */
export const MANIFEST_FLAGS = {
  project: Flags.string({
    helpValue: 'NAME',
    summary: 'The project that the objects belong to, by a label and an inventory in the cluster.',
  }),
  lint: Flags.boolean({
    allowNo: true,
    default: true,
    summary: 'Stop when the linter finds errors.',
  }),
  output: Flags.option({ char: 'o', options: ['text', 'json'], default: 'text' } as const)({
    summary: 'How to print it.',
  }),
};
