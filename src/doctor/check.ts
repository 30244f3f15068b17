import type { Engine } from '../engine/engine.ts';
import type { Finding } from './finding.ts';
import type { Kind } from './kinds.ts';
import type { ClusterState } from './state.ts';

/** One thing that argoflow looks at in a cluster. Its id is its path: `sensors/pods` is `checks/sensors/pods.ts`. */
export interface Check {
  readonly id: string;
  /** What is right when it finds nothing, in one line without a full stop. */
  readonly title: string;
  /** What happens where it finds something, who says so or that nobody does, and the upstream file that proves it. */
  readonly why: string;
  /** Kinds without which nothing can be said. */
  readonly reads: readonly Kind[];
  /** Why nothing can be said here, although all kinds were read. */
  skip?(state: ClusterState): string | undefined;
  run(state: ClusterState, engine: Engine): readonly Finding[];
}
