import type { Edit, Path } from '../../../diagnostic.ts';
import type { Engine } from '../../../engine/engine.ts';
import type { Fields } from '../../fields.ts';

/** What is wrong with an EventSource, in the controller's words, and the path of the field from the resource's root. */
export interface Fault {
  /** The id of the lint rule that explains it: `event-source/webhook-port-missing`. */
  readonly rule: string;
  /** In the controller's words; '' for the one error without a text. */
  readonly message: string;
  /** From the resource's root; what is missing is at the object that lacks it. */
  readonly path: Path;
  /** The keys at `path` that the fault is about, where it is about more than the value at `path`. */
  readonly keys?: readonly string[];
  /** What to do, where the controller's words do not say it. */
  readonly help?: string;
  /** What was meant, where there is little doubt. */
  readonly fix?: { readonly message: string; readonly safe: boolean; readonly edits: readonly Edit[] };
}

/**
 * Why no event of an EventSource is served.
 *
 * `unreadable`: a field has another JSON type than the Go type, so the object cannot be decoded at all ·
 * `refused`: the controller's validation says no, and makes no Deployment.
 */
export interface Refusal {
  readonly kind: 'unreadable' | 'refused';
  readonly message: string;
  readonly path: Path;
}

/** The faults of one event in the order in which the validation of its type finds them; it stops at the first. */
export type Validation = (event: Fields, engine: Engine) => Iterable<Fault>;
