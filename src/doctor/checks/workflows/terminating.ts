import { metadataOf, nameOf } from '../../../cluster/object.ts';
import { textsOf } from '../../../json.ts';
import { duration, since } from '../../age.ts';
import type { Check } from '../../check.ts';
import { kubectl } from '../../kubectl.ts';
import { isTerminating, labelOf } from '../../object.ts';
import { objectsOf } from '../../state.ts';

/** Milliseconds that collecting artifacts may take. */
const TOLERATED = 600_000;

export const workflowsTerminating: Check = {
  id: 'workflows/terminating',
  title: 'no Workflow waits to be deleted',
  why: `With artifactGC a Workflow keeps a finalizer until a pod has deleted its artifacts; that pod runs as "default" unless
the Workflow names an account for it, and where it may not report, the Workflow stays for ever. Source: argo-workflows
workflow/controller/artifact_gc.go.`,
  reads: ['Workflow'],
  run: (state) =>
    objectsOf(state, 'Workflow').flatMap((workflow) => {
      const age = since(metadataOf(workflow)['deletionTimestamp'], state.now);
      if (!isTerminating(workflow) || age < TOLERATED) return [];
      const { namespace, name } = nameOf(workflow);
      const finalizers = textsOf(metadataOf(workflow)['finalizers']);
      const collects = finalizers.includes('workflows.argoproj.io/artifact-gc');
      return [
        {
          severity: 'error' as const,
          title: `it has waited ${duration(age)} to be deleted`,
          object: labelOf(workflow),
          evidence: [`finalizers: ${finalizers.join(', ') || 'none'}`],
          hint: collects
            ? 'the pod that deletes its artifacts did not get through: may its account report, and reach the store?'
            : 'something else has to take its finalizers off',
          command: kubectl(state, `get pods -l workflows.argoproj.io/workflow=${name}`, namespace),
        },
      ];
    }),
};
