import type { Path } from '../../../diagnostic.ts';
import type { Engine } from '../../../engine/engine.ts';
import type { Fields } from '../../fields.ts';

/** What is wrong with an EventSource, in the controller's words, and the path of the field from the resource's root. */
export interface Fault {
  readonly message: string;
  readonly path: Path;
}

/**
 * Why no event of an EventSource is served.
 *
 * `unreadable`: a field has another JSON type than the Go type, so the object cannot be decoded at all ·
 * `refused`: the controller's validation says no, and makes no Deployment.
 */
export interface Refusal extends Fault {
  readonly kind: 'unreadable' | 'refused';
}

/** The first fault of one event, as the validation of its type finds it. */
export type Validation = (event: Fields, engine: Engine) => Fault | undefined;
