import type { Diagnostic } from '../../diagnostic.ts';
import { Fields } from '../fields.ts';
import type { Resource } from '../resource.ts';

export type BusKind = 'jetstream' | 'jetstreamExotic' | 'nats' | 'kafka';

export interface EventBus {
  readonly resource: Resource;
  readonly name: string;
  /** The kind that the controller installs: the first present of nats, jetstream, kafka, jetstreamExotic. */
  readonly bus: BusKind | undefined;
}

/** Source: argo-events pkg/reconciler/eventbus/installer/installer.go (getInstaller). */
const ORDER: readonly BusKind[] = ['nats', 'jetstream', 'kafka', 'jetstreamExotic'];

export function readEventBus(resource: Resource, diagnostics: Diagnostic[]): EventBus {
  const spec = new Fields(resource, [], resource.value, diagnostics).objectOrEmpty('spec');
  return { resource, name: resource.name, bus: ORDER.find((kind) => spec.object(kind) !== undefined) };
}
