import { Flags } from '@oclif/core';
import { CLUSTER_FLAGS } from '../cluster/flags.ts';
import { FLOW_TEST_FLAGS } from '../flow-test/flags.ts';
import { LINT_FLAGS } from '../lint/flags.ts';
import { REPEATABLE } from '../reading-flags.ts';

const { config, complete, assume, baseline, changed } = LINT_FLAGS;

/** The flags of `ci`: those of its parts that a job needs, and where the reports go. */
export const CI_FLAGS = {
  reports: Flags.string({
    helpValue: 'DIR',
    summary:
      'A folder for argoflow.sarif, junit.xml, argoflow.json, summary.md and gl-code-quality-report.json.',
  }),
  skip: Flags.option({
    options: ['lint', 'rbac', 'test', 'doctor'] as const,
    ...REPEATABLE,
    helpValue: 'PART',
    summary: 'Leave out lint, rbac, test or doctor; repeat it for more.',
  })(),
  output: Flags.option({
    char: 'o',
    options: ['text', 'json', 'github', 'markdown'] as const,
    default: 'text',
    summary: 'The form of what is printed; in GitHub Actions, annotations come along with text.',
  })(),
  config,
  complete,
  assume,
  baseline,
  changed,
  'fail-on': LINT_FLAGS['fail-on'],
  'coverage-min': FLOW_TEST_FLAGS['coverage-min'],
  jobs: FLOW_TEST_FLAGS.jobs,
  cluster: Flags.boolean({
    helpGroup: 'CLUSTER',
    summary: 'Examine the cluster of the current context, too; so does --context.',
  }),
  ...CLUSTER_FLAGS,
};
