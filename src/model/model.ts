import type { Diagnostic } from '../diagnostic.ts';
import type { EmbeddedResource } from './embedded.ts';
import type { EventBus } from './kinds/event-bus.ts';
import type { EventSource } from './kinds/event-source.ts';
import type { Ingress } from './kinds/ingress.ts';
import type { Role, RoleBinding } from './kinds/rbac.ts';
import type { Sensor } from './kinds/sensor.ts';
import type { Workflow } from './kinds/workflow.ts';
import type { Link } from './links.ts';
import type { Resource } from './resource.ts';

/**
 * Everything that the given manifests mean, fully linked. Immutable once built.
 *
 * Objects without a namespace land where their applier says: for look-ups they live in `defaultNamespace`.
 */
export interface Model {
  /** All objects, in the order of the input. */
  readonly resources: readonly Resource[];
  readonly eventBuses: readonly EventBus[];
  readonly eventSources: readonly EventSource[];
  readonly sensors: readonly Sensor[];
  /** Workflows, their templates and CronWorkflows; the ones inside Sensors are in `embedded`. */
  readonly workflows: readonly Workflow[];
  readonly roles: readonly Role[];
  readonly roleBindings: readonly RoleBinding[];
  readonly ingresses: readonly Ingress[];
  /** The objects that are written out in the triggers of Sensors. */
  readonly embedded: readonly EmbeddedResource[];
  /** Every reference from one object to another; a link without `target` points at nothing that was given. */
  readonly links: readonly Link[];
  /** What was wrong with single objects: no kind, a field of the wrong type, the same object twice. */
  readonly diagnostics: readonly Diagnostic[];
  readonly defaultNamespace: string;
  /** True when the objects name several namespaces, so that those without one may land in any of them. */
  readonly defaultIsGuess: boolean;
  /** The namespace that an object has or would get; '' for kinds without namespaces. */
  namespaceOf(resource: Resource): string;
  /**
   * The object of that kind and name; namespaced kinds are looked up in `namespace`. Of objects that were given
   * twice in one folder it is the last, which is the one that stays when all are applied; of variants in several
   * folders the one nearest to the object that asks, else the last, too.
   */
  find(kind: string, namespace: string, name: string, from?: Resource): Resource | undefined;
  /** All objects of a kind, whatever their group, in the order of the input. */
  ofKind(kind: string): readonly Resource[];
  /** The references that lead to an object. */
  linksTo(target: Resource): readonly Link[];
  /** The objects that are written out in the triggers of a Sensor. */
  embeddedIn(sensor: Sensor): readonly EmbeddedResource[];
  /** The EventBus of that name. */
  findEventBus(namespace: string, name: string): EventBus | undefined;
}
