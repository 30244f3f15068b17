import { nameOf } from '../../../cluster/object.ts';
import { textOf, valueAt } from '../../../json.ts';
import { ageOf } from '../../age.ts';
import type { Check } from '../../check.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { hintFor, labelled, PATIENCE, troubleOf } from '../../pods.ts';
import { objectsOf } from '../../state.ts';

export const workflowsPods: Check = {
  id: 'workflows/pods',
  title: 'no pod of a Workflow waits for what does not come',
  why: `A Workflow whose pod cannot pull its image, mount its Secret or find a node is Running all the while, until its
deadline if it has one. Sources: argo-workflows workflow/controller/operator.go (inferFailedReason, assessNodeStatus),
kubernetes pkg/kubelet/images/types.go.`,
  reads: ['Workflow', 'Pod'],
  run: (state) =>
    objectsOf(state, 'Workflow').flatMap((workflow) => {
      const phase = textOf(valueAt(workflow, ['status', 'phase']));
      if (phase !== 'Running' && phase !== 'Pending') return [];
      const { namespace, name } = nameOf(workflow);
      const pods = objectsOf(state, 'Pod').filter(
        (pod) =>
          nameOf(pod).namespace === namespace &&
          labelled(pod, 'workflows.argoproj.io/workflow') === name &&
          textOf(valueAt(pod, ['status', 'phase'])) === 'Pending',
      );
      const trouble = troubleOf(state, pods, undefined).filter(
        (text) => STUCK.test(text) || pods.some((pod) => ageOf(pod, state.now) > PATIENCE * 10),
      );
      if (trouble.length === 0) return [];
      return [
        {
          severity: 'error' as const,
          title: 'a pod of it cannot start',
          object: labelOf(workflow),
          evidence: trouble,
          hint: hintFor(trouble),
          command: kubectl(state, `describe pods -l workflows.argoproj.io/workflow=${name}`, namespace),
        },
      ];
    }),
};

/** What does not pass by itself. Source: kubernetes pkg/kubelet/images/types.go, pkg/kubelet/kuberuntime. */
const STUCK =
  /ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|CreateContainerConfigError|CreateContainerError|CrashLoopBackOff|FailedMount|finds no node|event Failed:/;
