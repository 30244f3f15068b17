import type { Check } from '../../check.ts';
import { missingReferences } from '../../references.ts';

export const workflowsConfigMaps: Check = {
  id: 'workflows/config-maps',
  title: 'every ConfigMap that a Workflow or its template names is there, with its key',
  why: `A parameter from a ConfigMap that is not there ends the Workflow as Error; a container that needs one waits. Sources:
argo-workflows workflow/controller/operator.go (configMapKeyRef), workflow/util/configmap.go.`,
  reads: ['Workflow', 'WorkflowTemplate', 'ConfigMap'],
  run: (state) => missingReferences(state, 'Workflow', 'ConfigMap'),
};
