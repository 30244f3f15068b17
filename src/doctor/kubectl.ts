import { contextFlag } from '../cluster/context-flag.ts';
import type { ClusterState } from './state.ts';

/** A command for the cluster that was looked at: `kubectl --context lab -n flows get pods`. */
export function kubectl({ context }: ClusterState, words: string, namespace = ''): string {
  const where = namespace === '' ? '' : ` -n ${namespace}`;
  return `kubectl${contextFlag(context)}${where} ${words}`;
}
