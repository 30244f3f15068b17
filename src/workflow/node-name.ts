/** Names and ids as the controller makes them. */

/** FNV-1a, 32 bits, over the UTF-8 bytes of the text. */
function fnv32a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text, 'utf8')) {
    hash ^= byte;
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** Source: argo-workflows pkg/apis/workflow/v1alpha1/workflow_types.go (Workflow.NodeID). */
export function nodeId(workflow: string, nodeName: string): string {
  return nodeName === workflow ? workflow : `${workflow}-${fnv32a(nodeName)}`;
}

/** Version 2 of pod names, the default. Source: argo-workflows workflow/util/pod_name.go (GeneratePodName). */
export function podName(workflow: string, nodeName: string, template: string, version: 'v1' | 'v2'): string {
  if (version === 'v1') return nodeId(workflow, nodeName);
  if (workflow === nodeName) return workflow;
  const prefix = template === '' ? workflow : `${workflow}-${template}`;
  return `${prefix.slice(0, 242)}-${fnv32a(nodeName)}`;
}

/** Source: argo-workflows workflow/controller/operator.go (initializeNode, stepsOrDagSeparator). */
export function displayName(nodeName: string, boundaryName: string | undefined): string {
  if (boundaryName === undefined) return nodeName;
  const rest = nodeName.startsWith(boundaryName) ? nodeName.slice(boundaryName.length) : nodeName;
  return rest.replace(/^(\[\d+\])?\./, '');
}

/** Kubernetes cuts a `generateName` to 58 characters and adds five of its own; argoflow's are always these. */
export function generatedName(prefix: string): string {
  return `${prefix.slice(0, 58)}xxxxx`;
}
