import { Flags } from '@oclif/core';
import { CLUSTER_FLAGS } from '../cluster/flags.ts';
import { REPEATABLE } from '../reading-flags.ts';
import { DEFAULT_TEMPLATE } from './template-parameters.ts';

/** What `init` may be told. */
export const INIT_FLAGS = {
  template: Flags.string({
    char: 't',
    helpValue: 'NAME',
    summary: `Which kind of project; ${DEFAULT_TEMPLATE} by default.`,
  }),
  source: Flags.string({ helpValue: 'TYPE', summary: 'Any type of event source, such as github or kafka.' }),
  event: Flags.string({
    helpValue: 'NAME',
    summary: 'The sample event that it is made for: one of "argoflow events list TYPE".',
  }),
  'from-event': Flags.string({
    helpValue: 'FILE',
    summary: 'An event of your own that it is made for, or "-"; its type is found in it.',
  }),
  trigger: Flags.string({
    helpValue: 'KIND',
    summary: 'The kind of its trigger; k8s, a Workflow, by default.',
  }),
  filter: Flags.string({
    ...REPEATABLE,
    helpValue: 'PATH=VALUE',
    exclusive: ['no-filter'],
    summary:
      'Only events with this value pass; also !=, >=, <=, >, <, "a|b" for either, and ~ for a pattern.',
  }),
  expr: Flags.string({
    ...REPEATABLE,
    helpValue: 'EXPRESSION',
    summary: `Only events of which this holds pass, such as 'body.action == "closed" && body.pull_request.merged'.`,
  }),
  'no-filter': Flags.boolean({ summary: 'Every event passes.' }),
  param: Flags.string({
    ...REPEATABLE,
    aliases: ['parameter'],
    helpValue: 'NAME=PATH',
    summary: 'A value of the event that the trigger gets, under that name.',
  }),
  name: Flags.string({ helpValue: 'NAME', summary: "The flow's name; by default the folder's." }),
  namespace: Flags.string({ char: 'n', helpValue: 'NAME', summary: 'The namespace that it lives in.' }),
  endpoint: Flags.string({ helpValue: 'PATH', summary: 'The path that takes the requests.' }),
  port: Flags.string({ helpValue: 'NUMBER', summary: 'The port that the event source listens on.' }),
  set: Flags.string({
    ...REPEATABLE,
    helpValue: 'KEY=VALUE',
    summary: 'Any parameter of the template; may be given more than once.',
  }),
  yes: Flags.boolean({ char: 'y', summary: 'Ask nothing: take the defaults.' }),
  force: Flags.boolean({ summary: 'Overwrite files that differ.' }),
  'dry-run': Flags.boolean({ summary: 'Show what would be written, and write nothing.' }),
  check: Flags.boolean({
    allowNo: true,
    default: true,
    summary: 'Run lint, rbac check and test-event on what was written.',
  }),
  install: Flags.boolean({
    exclusive: ['dry-run'],
    summary: 'Then install Argo Workflows and Argo Events in the cluster, as "argoflow install" does.',
  }),
  from: Flags.string({
    ...REPEATABLE,
    helpValue: 'FILE|DIR|URL',
    dependsOn: ['install'],
    helpGroup: 'CLUSTER',
    summary: 'Manifests to install instead of the releases; repeat it for more.',
  }),
  wait: Flags.boolean({
    allowNo: true,
    default: true,
    helpGroup: 'CLUSTER',
    summary: 'With --install: wait until everything is ready.',
  }),
  context: { ...CLUSTER_FLAGS.context, dependsOn: ['install'] },
  kubeconfig: { ...CLUSTER_FLAGS.kubeconfig, dependsOn: ['install'] },
  'list-templates': Flags.boolean({ summary: 'List the templates with their parameters and defaults.' }),
};
