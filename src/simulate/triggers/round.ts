import type { Path, Place } from '../../diagnostic.ts';
import type { Engine } from '../../engine/engine.ts';
import type { JsonObject } from '../../json.ts';
import type { Sensor, TriggerKind } from '../../model/kinds/sensor.ts';
import type { Model } from '../../model/model.ts';
import type { Failure } from '../failure.ts';
import type { Events } from '../parameters/parameter-value.ts';
import type { Action } from '../trace.ts';
import type { Trail } from '../trail.ts';
import type { World } from '../world.ts';

/** One attempt of one trigger to do its work for some events. */
export interface Round {
  readonly engine: Engine;
  readonly model: Model;
  readonly world: World;
  readonly trail: Trail;
  readonly sensor: Sensor;
  readonly namespace: string;
  /** The trigger's entry as written; its `template` may have been changed by parameters since. */
  readonly spec: JsonObject;
  /** From the sensor's root to the trigger's entry. */
  readonly path: Path;
  readonly name: string;
  readonly events: Events;
  /** The objects with a fixed name that were created so far. */
  readonly created: Created;
}

/** The objects that triggers have created with a name of their own, by which a second creation is known to fail. */
export interface Created {
  has(object: string): boolean;
  add(object: string): void;
}

export function place(round: Round, ...path: Path): Place {
  return round.sensor.resource.at([...round.path, ...path]);
}

export function kindPlace(round: Round, kind: TriggerKind, ...path: Path): Place {
  return place(round, 'template', kind, ...path);
}

/** What an implementation did, or would do. */
export interface Executed {
  readonly action?: Action;
  readonly failure?: Failure;
  readonly summary: string;
  readonly notes?: readonly string[];
  /** What the policy gets to look at: an object of the cluster, an answer with a status, or nothing that it knows. */
  readonly result?: 'object' | 'status' | 'none';
  /** Where the failure stands, when a single field is to blame. */
  readonly at?: Place;
}

export function failed(error: string, at?: Place, notes: readonly string[] = []): Executed {
  return { failure: { kind: 'error', error }, summary: error, notes, ...(at && { at }) };
}

/** What GetTrigger's nil becomes. Source: argo-events pkg/sensors/listener.go (triggerOne). */
export function noImplementation(round: Round, reason: string, at?: Place): Executed {
  return failed(`invalid trigger ${round.name}, could not find an implementation`, at, [reason]);
}
