import type { Edit, Path, Severity } from '../diagnostic.ts';
import type { Engine } from '../engine/engine.ts';
import type { EmbeddedResource } from '../model/embedded.ts';
import type { EventBus } from '../model/kinds/event-bus.ts';
import type { EventDefinition, EventSource } from '../model/kinds/event-source.ts';
import type { Dependency, Sensor, Trigger } from '../model/kinds/sensor.ts';
import type { Workflow } from '../model/kinds/workflow.ts';
import type { Link } from '../model/links.ts';
import type { Model } from '../model/model.ts';
import type { Resource } from '../model/resource.ts';
import type { Releases } from '../rbac/need.ts';
import type { Horizon, Reach } from './reach.ts';

/** What a rule says of one value. */
export interface Finding {
  readonly resource: Resource;
  /** From the resource's root. */
  readonly path: Path;
  /** Whether the key or the value is meant; the value by default. */
  readonly what?: 'key' | 'value';
  /** What is wrong with the actual value. Lower case start, no full stop, names in quotes. */
  readonly message: string;
  readonly help?: string;
  readonly related?: readonly {
    readonly message: string;
    readonly resource: Resource;
    readonly path: Path;
  }[];
  /** When the severity of this finding is another one than the rule's. */
  readonly severity?: Severity;
  /** Edits with paths from the resource's root. */
  readonly fix?: { readonly message: string; readonly safe: boolean; readonly edits: readonly Edit[] };
}

/** What a rule works with. */
export interface Inspection {
  readonly model: Model;
  readonly engine: Engine;
  /** How far the files reach. */
  readonly horizon: Horizon;
  /** The releases that the cluster runs; the newest known by default. */
  readonly releases: Releases;
  /** Reports a finding of the rule that is running. */
  report(finding: Finding): void;
  reach(link: Link): Reach;
}

/**
 * What a rule looks at; each method is called once for each such part of the model. A dlqTrigger is a trigger, too.
 * An object in a trigger's source is a resource and, if it is one of the Workflow family, a workflow.
 */
export interface Check {
  model?(inspection: Inspection): void;
  resource?(resource: Resource, inspection: Inspection, embedded?: EmbeddedResource): void;
  link?(link: Link, inspection: Inspection): void;
  eventBus?(eventBus: EventBus, inspection: Inspection): void;
  eventSource?(eventSource: EventSource, inspection: Inspection): void;
  event?(event: EventDefinition, eventSource: EventSource, inspection: Inspection): void;
  sensor?(sensor: Sensor, inspection: Inspection): void;
  dependency?(dependency: Dependency, sensor: Sensor, inspection: Inspection): void;
  trigger?(trigger: Trigger, sensor: Sensor, inspection: Inspection): void;
  workflow?(workflow: Workflow, inspection: Inspection, embedded?: EmbeddedResource): void;
}

/**
 * One mistake that argoflow knows. Its id is its path: `sensor/no-triggers` is `rules/sensor/no-triggers.ts`.
 *
 * Without `check`, the findings come from a room that reads or judges whole objects anyway (yaml, model, schema,
 * controller, workflow) and that names this id; the file then only says why, and shows it.
 */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** What is wrong, in one line, as a noun phrase or sentence without a full stop. */
  readonly summary: string;
  readonly docs: {
    /** What happens on a cluster, who says so or that nobody does, and the upstream file that proves it. */
    readonly why: string;
    /** Manifests in which this rule finds something, and what is otherwise the same without it. Both are run. */
    readonly bad: string;
    readonly good: string;
  };
  readonly check?: Check;
}
