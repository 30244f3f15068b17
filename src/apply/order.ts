import type { ObjectName } from '../cluster/cluster.ts';

/**
 * The order in which objects can be made without one waiting for another: what others live in, what they run as, what
 * they read, what carries events, what sends them, what receives them.
 */
const STAGES: readonly (readonly string[])[] = [
  ['Namespace'],
  ['CustomResourceDefinition'],
  ['PriorityClass', 'StorageClass', 'ResourceQuota', 'LimitRange'],
  ['ServiceAccount'],
  ['Role', 'ClusterRole'],
  ['RoleBinding', 'ClusterRoleBinding'],
  ['Secret', 'ConfigMap', 'PersistentVolumeClaim'],
  ['EventBus'],
  ['ClusterWorkflowTemplate'],
  ['WorkflowTemplate'],
  ['Service'],
  ['EventSource'],
  ['Sensor'],
  ['CronWorkflow', 'WorkflowEventBinding'],
  ['Ingress'],
];
/** Before the buses and what comes after them: Deployments and other objects that this list does not know. */
const OTHERS = STAGES.findIndex((kinds) => kinds.includes('EventBus'));

/** The stage of a kind: objects of a lower one come first. */
function stageOf(kind: string): number {
  // What is started once everything is there.
  if (kind === 'Workflow') return STAGES.length;
  const stage = STAGES.findIndex((kinds) => kinds.includes(kind));
  return stage === -1 ? OTHERS - 0.5 : stage;
}

/** In the order to apply them; those of one stage stay as they are written. */
export function inOrder<T extends { readonly name: ObjectName }>(objects: readonly T[]): readonly T[] {
  return [...objects].sort((a, b) => stageOf(a.name.kind) - stageOf(b.name.kind));
}

/**
 * In the order to delete them, stage by stage: a bus does not go while sources and sensors use it.
 * Source: argo-events pkg/reconciler/eventbus/controller.go (reconcile).
 */
export function stagesBackwards<T extends { readonly name: ObjectName }>(
  objects: readonly T[],
): readonly (readonly T[])[] {
  const stages = new Map<number, T[]>();
  for (const object of objects) {
    const stage = stageOf(object.name.kind);
    stages.set(stage, [...(stages.get(stage) ?? []), object]);
  }
  return [...stages].sort(([a], [b]) => b - a).map(([, stage]) => stage);
}

/** Kinds that hold what cannot be made again, or other people's objects: they go only when asked for by name. */
export function holdsData({ kind }: ObjectName): boolean {
  return kind === 'Namespace' || kind === 'CustomResourceDefinition' || kind === 'PersistentVolumeClaim';
}
