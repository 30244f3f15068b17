import type { Engine } from '../../engine/engine.ts';
import type { BusKind } from '../../model/kinds/event-bus.ts';

/** What the controller validates with besides the Sensor itself. */
export interface ValidationContext {
  readonly engine: Engine;
  /** RFC 3339; times of day are read as times of this day. */
  readonly now: string;
  /** The kind of the Sensor's bus; undefined when the bus is not known. */
  readonly bus: BusKind | undefined;
}
