import type { IAsyncProperty } from 'fast-check';

/** Something that takes what strangers send, and must neither throw nor hang whatever that is. */
export interface Target {
  readonly name: string;
  /** What of it is tried, and what must hold. */
  readonly property: IAsyncProperty<unknown>;
  close(): Promise<void>;
}
