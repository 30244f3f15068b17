import { isObject, type JsonObject, textOf, valueAt } from '../json.ts';
import type { Sensor } from '../model/kinds/sensor.ts';
import type { ClusterState } from './state.ts';

/** A Workflow that a trigger creates. */
export interface CreatedWorkflow {
  readonly sensor: Sensor;
  readonly trigger: string;
  /** As it is written in the trigger. */
  readonly workflow: JsonObject;
  readonly namespace: string;
}

/** The Workflows that are written out in triggers which create them. */
export function workflowsOfTriggers({ model }: ClusterState): readonly CreatedWorkflow[] {
  return model.sensors.flatMap((sensor) =>
    sensor.triggers.flatMap(({ name, spec }): CreatedWorkflow[] => {
      const template = valueAt(spec, ['template']);
      if (!isObject(template)) return [];
      const { argoWorkflow, k8s } = template;
      const body = isObject(argoWorkflow) ? argoWorkflow : isObject(k8s) ? k8s : {};
      const workflow = valueAt(body, ['source', 'resource']);
      const operation = textOf(body['operation']);
      if (!isObject(workflow) || !['', 'create', 'submit'].includes(operation)) return [];
      if (workflow['kind'] !== 'Workflow') return [];
      // A namespace that a parameter writes is known to a run only.
      const parameters = Array.isArray(body['parameters']) ? body['parameters'] : [];
      if (parameters.some((one) => isObject(one) && one['dest'] === 'metadata.namespace')) return [];
      const own = model.namespaceOf(sensor.resource);
      const namespace = textOf(valueAt(workflow, ['metadata', 'namespace'])) || own;
      return [{ sensor, trigger: name, workflow, namespace }];
    }),
  );
}
