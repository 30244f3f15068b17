import { isObject, type JsonObject, listAt, objectAt, textAt } from '../../json.ts';
import { ARGO_GROUP } from '../../model/catalogue.ts';
import { type Run, titleOf } from './running-workflow.ts';

/**
 * The pod that deletes artifacts runs as the account of the artifact's `artifactGC`, else of the Workflow's, else as
 * "default": the Workflow's own account has no part in it.
 * Source: argo-workflows workflow/controller/artifact_gc.go (getArtifactGCPodInfo, createArtifactGCPod),
 * cmd/argoexec/commands/artifact/delete.go.
 */
export function needsOfArtifactGc({ ledger, namespace, object, walk }: Run): void {
  if (!ledger.behaviour.hasArtifactGc) return;
  const all = objectAt(walk.spec, 'artifactGC');
  for (const { template, at } of walk.templates) {
    for (const [index, artifact] of listAt(objectAt(template, 'outputs'), 'artifacts').entries()) {
      if (!isObject(artifact)) continue;
      const own = objectAt(artifact, 'artifactGC');
      if (!isCollected(own, all)) continue;
      const name = textAt(own, 'serviceAccountName') || textAt(all, 'serviceAccountName') || 'default';
      const caller = { account: { namespace, name }, part: 'artifact GC' } as const;
      const target = { group: ARGO_GROUP, resource: 'workflowartifactgctasks', namespace };
      const reason = `a pod deletes the artifact "${textAt(artifact, 'name')}" of ${titleOf(object)}`;
      const cause = { resource: at.resource, path: [...at.path, 'outputs', 'artifacts', index] };
      ledger.need(caller, ['list'], target, reason, cause);
      ledger.need(caller, ['patch'], { ...target, subresource: 'status' }, reason, cause);
    }
  }
}

/** Source: argo-workflows pkg/apis/workflow/v1alpha1/workflow_types.go (GetArtifactGCStrategy). */
function isCollected(own: JsonObject | undefined, all: JsonObject | undefined): boolean {
  const strategy = textAt(own, 'strategy') || textAt(all, 'strategy');
  return strategy !== '' && strategy !== 'Never';
}
