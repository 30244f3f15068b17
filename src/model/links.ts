import type { Place } from '../diagnostic.ts';
import type { EmbeddedResource } from './embedded.ts';
import type { Resource } from './resource.ts';

/** What a reference means: who needs what of whom. */
export type LinkKind =
  | 'event-bus' // EventSource or Sensor → EventBus
  | 'event' // Sensor dependency → EventSource (and the event's name in it)
  | 'runs-as' // EventSource, Sensor or Workflow family → ServiceAccount
  | 'template' // Workflow family, templateRef or workflowTemplateRef → (Cluster)WorkflowTemplate;
  // also Sensor with `operation: submit-from` → WorkflowTemplate or CronWorkflow
  | 'secret' // any → Secret
  | 'config-map' // any → ConfigMap
  | 'role' // RoleBinding or ClusterRoleBinding → Role or ClusterRole
  | 'subject' // RoleBinding or ClusterRoleBinding → ServiceAccount
  | 'backend'; // Ingress → Service; the Service that the controller makes for an EventSource leads to the EventSource

export interface Link {
  readonly kind: LinkKind;
  readonly from: Resource;
  /** When it is not `from` itself that needs the target, but an object in one of its triggers. */
  readonly via?: EmbeddedResource;
  /** Where the reference stands. */
  readonly at: Place;
  /** What it asks for. `part` is the event's name of an `event` link, the template's of a `template` link. */
  readonly to: {
    readonly kind: string;
    readonly namespace: string;
    readonly name: string;
    readonly part?: string;
  };
  /** The object it leads to; undefined when no such object was given. */
  readonly target: Resource | undefined;
  /** True when the reference says that it may lead nowhere. */
  readonly optional?: true;
  /** False when the target is there but does not have the `part`. */
  readonly partFound?: boolean;
}
