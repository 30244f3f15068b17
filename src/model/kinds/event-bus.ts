import type { Resource } from '../resource.ts';

export type BusKind = 'jetstream' | 'jetstreamExotic' | 'nats' | 'kafka';

export interface EventBus {
  readonly resource: Resource;
  readonly name: string;
  /** The kind that the controller installs: the first present of nats, jetstream, kafka, jetstreamExotic. */
  readonly bus: BusKind | undefined;
}
