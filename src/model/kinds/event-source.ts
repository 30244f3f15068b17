import type { Path } from '../../diagnostic.ts';
import type { JsonObject } from '../../json.ts';
import type { Resource } from '../resource.ts';

/** One named event of an EventSource: an entry of the map below its type's key. */
export interface EventDefinition {
  /** The key in the map, which is also the event's `subject`. */
  readonly name: string;
  /** The key in `spec`: webhook, calendar, pubSub … (any key; see `knownType`). */
  readonly type: string;
  readonly spec: JsonObject;
  /** From the resource's root: `['spec', 'webhook', 'example']`. */
  readonly path: Path;
  /** `filter.expression`, where the type has one and it is set. */
  readonly filterExpression: string | undefined;
}

export interface EventSource {
  readonly resource: Resource;
  readonly name: string;
  readonly eventBusName: string;
  /** `spec.template.serviceAccountName`, else 'default'. */
  readonly serviceAccountName: string;
  readonly events: readonly EventDefinition[];
}
