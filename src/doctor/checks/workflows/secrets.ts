import type { Check } from '../../check.ts';
import { missingReferences } from '../../references.ts';

export const workflowsSecrets: Check = {
  id: 'workflows/secrets',
  title: 'every Secret that a Workflow or its template names is there, with its key',
  why: `The container stays in CreateContainerConfigError, or its volume is not mounted, and the Workflow runs until its
deadline. Source: kubernetes pkg/kubelet/kubelet_pods.go, argo-workflows workflow/controller/workflowpod.go.`,
  reads: ['Workflow', 'WorkflowTemplate', 'Secret'],
  run: (state) => missingReferences(state, 'Workflow', 'Secret'),
};
