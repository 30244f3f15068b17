import type { ClusterState } from './state.ts';

/** A command for the cluster that was looked at: `kubectl --context lab -n flows get pods`. */
export function kubectl({ context }: ClusterState, words: string, namespace = ''): string {
  const where = namespace === '' ? '' : ` -n ${namespace}`;
  return `kubectl --context ${quoted(context)}${where} ${words}`;
}

/** As a shell reads it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
