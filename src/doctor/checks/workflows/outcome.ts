import { nameOf } from '../../../cluster/object.ts';
import { type JsonObject, valueAt } from '../../../json.ts';
import { parseForbidden } from '../../../rbac/forbidden.ts';
import type { Check } from '../../check.ts';
import { ageOf, labelOf, textOf } from '../../conditions.ts';
import type { Finding } from '../../finding.ts';
import { labelled, waitingOf } from '../../pods.ts';
import { type ClusterState, objectsOf } from '../../state.ts';

/** After so many milliseconds a controller that sees it has given it a phase. */
const PATIENCE = 60_000;

export const outcome: Check = {
  id: 'workflows/outcome',
  summary: 'workflows are seen by the controller, and none failed or waits for an image',
  reads: ['Workflow'],
  run: (state) => objectsOf(state, 'Workflow').flatMap((workflow) => judge(state, workflow)),
};

function judge(state: ClusterState, workflow: JsonObject): Finding[] {
  const { namespace, name } = nameOf(workflow);
  const phase = textOf(valueAt(workflow, ['status', 'phase']));
  const message = textOf(valueAt(workflow, ['status', 'message']));
  const object = labelOf(workflow);
  const command = `kubectl --context ${state.context} describe workflow ${name} -n ${namespace}`;
  if (phase === '' && ageOf(workflow, state.now) > PATIENCE) {
    const hint = `does the workflow controller run, watch namespace "${namespace}", and have the same instance id?`;
    const title = `no controller has seen it for ${Math.floor(ageOf(workflow, state.now) / 1000)}s`;
    return [{ severity: 'error', title, object, evidence: ['status.phase is empty'], hint, command }];
  }
  if (phase === 'Failed' || phase === 'Error') {
    // What was refused is refused again; what a program did may go well the next time.
    const severity = parseForbidden(message).length > 0 || phase === 'Error' ? 'error' : 'warning';
    return [
      {
        severity,
        title: `ended as ${phase}`,
        object,
        evidence: [message || `status.phase is ${phase}`],
        command,
      },
    ];
  }
  const waiting = objectsOf(state, 'Pod')
    .filter(
      (pod) =>
        nameOf(pod).namespace === namespace && labelled(pod, 'workflows.argoproj.io/workflow') === name,
    )
    .flatMap(waitingOf)
    .filter((text) => STUCK.test(text));
  if (waiting.length === 0) return [];
  return [{ severity: 'error', title: 'a pod of it cannot start', object, evidence: waiting, command }];
}

/** Reasons of waiting that do not pass by themselves. Source: kubernetes pkg/kubelet/images/types.go, kuberuntime. */
const STUCK =
  /waits: (?:ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|CreateContainerConfigError|CreateContainerError|CrashLoopBackOff)/;
