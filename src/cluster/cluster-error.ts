import { UserError, type UserErrorKind } from '../errors.ts';

/** Why the cluster did not do it, for code that acts on it. */
export type ClusterReason =
  | 'kubeconfig'
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'interrupted'
  | 'unauthorized'
  | 'forbidden'
  | 'not-served'
  | 'not-found'
  | 'not-listening'
  | 'conflict'
  | 'expired'
  | 'throttled'
  | 'invalid'
  | 'unreadable'
  | 'failed'
  | 'read-only';

/** A field that somebody else owns, of a server-side apply that was refused. */
export interface FieldConflict {
  readonly manager: string;
  /** As the cluster writes it: `.spec.replicas`. */
  readonly field: string;
}

/** What a person reads is the message, as with every UserError. */
export class ClusterError extends UserError {
  readonly reason: ClusterReason;
  /** For `conflict`: who owns what. */
  readonly conflicts: readonly FieldConflict[];

  constructor(
    reason: ClusterReason,
    message: string,
    help?: string,
    { kind = 'work', conflicts = [] }: { kind?: UserErrorKind; conflicts?: readonly FieldConflict[] } = {},
  ) {
    super(kind, message, help);
    this.reason = reason;
    this.conflicts = conflicts;
  }
}

/** Is it that error of a cluster? */
export function isReason(error: unknown, ...reasons: readonly ClusterReason[]): error is ClusterError {
  return error instanceof ClusterError && reasons.includes(error.reason);
}

export function interrupted(): ClusterError {
  return new ClusterError('interrupted', 'interrupted');
}
