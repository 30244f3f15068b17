import type { Diagnostic, Path } from '../../diagnostic.ts';
import type { JsonObject } from '../../json.ts';
import { Fields } from '../fields.ts';
import type { Resource } from '../resource.ts';

export interface Dependency {
  readonly name: string;
  readonly eventSourceName: string;
  readonly eventName: string;
  /** '' (means and), 'and' or 'or'; any other text is kept as written. */
  readonly filtersLogicalOperator: string;
  /** The `filters` object as written; undefined when absent or null. */
  readonly filters: JsonObject | undefined;
  readonly transform: JsonObject | undefined;
  /** From the resource's root: `['spec', 'dependencies', 0]`. */
  readonly path: Path;
}

/** The keys below `template` that make a trigger, in the order in which the sensor picks the first present. */
export const TRIGGER_KINDS = [
  'k8s',
  'argoWorkflow',
  'http',
  'awsLambda',
  'azureEventHubs',
  'azureServiceBus',
  'kafka',
  'pulsar',
  'nats',
  'slack',
  'openWhisk',
  'custom',
  'log',
  'email',
] as const;
export type TriggerKind = (typeof TRIGGER_KINDS)[number];

export interface Trigger {
  /** `template.name` */
  readonly name: string;
  /** `template.conditions`; '' when absent. */
  readonly conditions: string;
  /** The whole entry of `spec.triggers`, as written. */
  readonly spec: JsonObject;
  /** From the resource's root: `['spec', 'triggers', 0]`. */
  readonly path: Path;
}

export interface Sensor {
  readonly resource: Resource;
  readonly name: string;
  readonly eventBusName: string;
  /** `spec.template.serviceAccountName`, else 'default'. */
  readonly serviceAccountName: string;
  readonly dependencies: readonly Dependency[];
  readonly triggers: readonly Trigger[];
}

export function readSensor(resource: Resource, diagnostics: Diagnostic[]): Sensor {
  const spec = new Fields(resource, [], resource.value, diagnostics).objectOrEmpty('spec');
  return {
    resource,
    name: resource.name,
    eventBusName: spec.text('eventBusName') || 'default',
    serviceAccountName: spec.objectOrEmpty('template').text('serviceAccountName') || 'default',
    dependencies: spec.objects('dependencies').map(readDependency),
    triggers: spec.objects('triggers').map(readTrigger),
  };
}

function readDependency(fields: Fields): Dependency {
  return {
    name: fields.text('name'),
    eventSourceName: fields.text('eventSourceName'),
    eventName: fields.text('eventName'),
    filtersLogicalOperator: fields.text('filtersLogicalOperator'),
    filters: fields.object('filters')?.value,
    transform: fields.object('transform')?.value,
    path: fields.path,
  };
}

function readTrigger(fields: Fields): Trigger {
  const template = fields.objectOrEmpty('template');
  return {
    name: template.text('name'),
    conditions: template.text('conditions'),
    spec: fields.value,
    path: fields.path,
  };
}
