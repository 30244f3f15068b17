/**
 * Ends the execution of one node. It never leaves this room.
 *
 * error: the controller ends the node with this message · unreadable: the same, where no default helps · stuck: the controller would try again for ever ·
 * depth: the controller's limit of recursion, which a step group survives · undecided: a value is needed that only
 * a run can know · truncated: argoflow's own bound.
 */
export class Failure extends Error {
  readonly kind: 'error' | 'unreadable' | 'stuck' | 'depth' | 'undecided' | 'truncated';

  constructor(kind: Failure['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  throw thrown;
}
