import type { EventDefinition } from '../model/kinds/event-source.ts';
import type { Model } from '../model/model.ts';
import type { Sample } from '../payloads/sample.ts';
import { type Delivery, deliver } from '../test-event/delivery.ts';
import type { StimulusPorts } from '../test-event/stimulus.ts';
import type { Target } from '../test-event/target.ts';
import { modelOf } from './project.ts';

/** An event source with nothing around it: the Secrets of a project that begins hold nothing that could sign. */
export interface Alone {
  readonly model: Model;
  /** One of its events. */
  readonly target: Target;
}

/** The event source that a manifest holds, YAML or JSON; undefined where it has no event that is wanted. */
export function standingAlone(
  manifest: string,
  isWanted: (event: EventDefinition) => boolean = () => true,
): Alone | undefined {
  const model = modelOf(new Map([['event-source.yaml', manifest]]));
  const [eventSource] = model.eventSources;
  const event = eventSource?.events.find(isWanted);
  if (eventSource === undefined || event === undefined) return undefined;
  return { model, target: { eventSource, event, namespace: model.namespaceOf(eventSource.resource) } };
}

/**
 * How a sample arrives there.
 *
 * @param changes To the sample, as `--set` says them.
 */
export function deliverAlone(
  sample: Sample,
  changes: readonly string[],
  { target, model }: Alone,
  ports: StimulusPorts,
): Delivery {
  return deliver({ sample, assignments: changes, standIn: true }, target, model, ports);
}
