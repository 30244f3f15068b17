import { nameOf } from '../cluster/object.ts';
import { isArray, isObject, type JsonObject, type JsonValue, scalarText, textOf, valueAt } from '../json.ts';
import { parseYaml } from '../yaml/parse.ts';
import { type ClusterState, objectsOf } from './state.ts';

/**
 * The versions of a bus that the configuration of the controller offers, as they have to be written.
 * Source: argo-events pkg/reconciler/config.go (GlobalConfig).
 */
export function busVersions(config: string, bus: 'jetstream' | 'nats'): readonly string[] {
  const [document] = parseYaml(config, 'controller-config.yaml').documents;
  const value: JsonValue | undefined = document?.value;
  const versions = value === undefined ? undefined : valueAt(value, ['eventBus', bus, 'versions']);
  return (isArray(versions) ? versions : []).flatMap((one) => {
    const version = isObject(one) ? scalarText(one['version']) : undefined;
    return version === undefined ? [] : [version];
  });
}

/** What the controller of Argo Events that watches a namespace offers; undefined where nobody knows. */
export function offeredVersions(state: ClusterState, namespace: string): readonly string[] | undefined {
  const controller = state.controllers.find(
    ({ project, role, watches }) =>
      project === 'Argo Events' && role === 'controller' && (watches === '' || watches === namespace),
  );
  if (!isObject(controller?.config)) return undefined;
  const text = textOf(valueAt(controller.config, ['data', 'controller-config.yaml']));
  const versions = busVersions(text, 'jetstream');
  return versions.length === 0 ? undefined : versions;
}

/** The EventSources and Sensors that use a bus. */
export function clientsOf(state: ClusterState, bus: JsonObject): readonly JsonObject[] {
  const { namespace, name } = nameOf(bus);
  return [...objectsOf(state, 'EventSource'), ...objectsOf(state, 'Sensor')].filter(
    (client) => nameOf(client).namespace === namespace && busNameOf(client) === name,
  );
}

/** The bus that an EventSource or Sensor uses. */
export function busNameOf(client: JsonObject): string {
  return textOf(valueAt(client, ['spec', 'eventBusName'])) || 'default';
}

/** The servers that a bus has, where the controller installs it. */
export function serversOf(bus: JsonObject): number | undefined {
  const jetstream = valueAt(bus, ['spec', 'jetstream']);
  if (isObject(jetstream)) return typeof jetstream['replicas'] === 'number' ? jetstream['replicas'] : 3;
  const native = valueAt(bus, ['spec', 'nats', 'native']);
  if (!isObject(native)) return undefined;
  // Fewer are raised to three. Source: pkg/reconciler/eventbus/installer/nats.go.
  return Math.max(typeof native['replicas'] === 'number' ? native['replicas'] : 3, 3);
}
