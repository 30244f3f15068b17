import type { Place } from '../../diagnostic.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Model } from '../../model/model.ts';
import { brokenStream, refusedBus } from '../validation/bus-validation.ts';
import { eventBusOf } from './publish.ts';

/** Why an event source or a sensor has no working pod. */
export interface StartFault {
  readonly summary: string;
  readonly at: Place;
  readonly notes: readonly string[];
}

/**
 * What is wrong with a bus, so that nothing that uses it works; undefined for a good one, and for one that is not
 * among the manifests.
 * Source: argo-events pkg/reconciler/eventsource/resource.go and pkg/reconciler/sensor/resource.go (eventbus not ready),
 * pkg/eventbus/jetstream/base/jetstream.go (CreateStream).
 */
export function busFault(
  model: Model,
  engine: Engine,
  namespace: string,
  name: string,
): StartFault | undefined {
  const resource = eventBusOf(model, namespace, name)?.resource;
  if (resource === undefined) return undefined;
  const refusal = refusedBus(resource.value);
  if (refusal !== undefined) {
    return {
      summary: `the controller refuses the EventBus "${name}": ${refusal.message}`,
      at: resource.at(refusal.path),
      notes: [
        'event sources and sensors of this bus are not deployed: their status says "eventbus not ready"',
      ],
    };
  }
  const broken = brokenStream(resource.value, engine);
  if (broken === undefined) return undefined;
  return {
    summary: `the stream of the EventBus "${name}" cannot be made: ${broken.message}`,
    at: resource.at(broken.path),
    notes: [
      'the EventBus is called deployed, and the pods of its event sources and sensors restart for ever',
      'streams have 3 replicas unless the bus or the controller\'s configuration says otherwise; "streamConfig: |" with "replicas: 1" fits one server',
    ],
  };
}
