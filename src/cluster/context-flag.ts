/** What the cluster of a pod's own account is called, which stands in no kubeconfig. */
export const IN_CLUSTER = 'in-cluster';

/**
 * What a printed command of kubectl or argoflow names the cluster with: ` --context lab`, as a shell reads it. Nothing
 * in a pod, where both find the cluster by themselves, and kubectl knows no context.
 */
export function contextFlag(context: string): string {
  return context === IN_CLUSTER ? '' : ` --context ${quoted(context)}`;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
