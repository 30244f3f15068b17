import type { Resource } from '../../model/resource.ts';
import type { Ledger } from './ledger.ts';
import type { Walk } from './template-walk.ts';

/** One Workflow as it runs in a namespace. */
export interface Run {
  readonly ledger: Ledger;
  readonly object: Resource;
  readonly namespace: string;
  readonly walk: Walk;
}

/** What reasons call an object. */
export function titleOf({ kind, displayName }: Resource): string {
  return `the ${kind} "${displayName}"`;
}
