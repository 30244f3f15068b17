import { metadataOf, nameOf } from '../cluster/object.ts';
import { partOf } from '../install/image.ts';
import { isArray, isObject, type JsonObject, textOf, textsOf, valueAt } from '../json.ts';
import type { Account } from '../rbac/request.ts';

export type Project = 'Argo Events' | 'Argo Workflows';

/** A part of Argo that runs in a cluster, and how it is set up. */
export interface Controller {
  readonly project: Project;
  /** Only a controller acts on objects. */
  readonly role: 'controller' | 'server' | 'webhook';
  readonly deployment: JsonObject;
  readonly namespace: string;
  readonly name: string;
  /** The tag of its image; '' where it has none. */
  readonly version: string;
  readonly image: string;
  /** The namespace that it watches; '' for all. */
  readonly watches: string;
  readonly account: Account;
  /** False: it acts without a lease. */
  readonly elects: boolean;
  /** The ConfigMap that it reads; undefined for a part that reads none. */
  readonly configName: string | undefined;
  /** What is in that; undefined where nobody could read it. */
  readonly config: JsonObject | 'missing' | undefined;
  /** Workflows of other ids are not its own; '' for none. */
  readonly instanceId: string;
}

/**
 * The parts of Argo among Deployments. They are known by image and arguments: charts and mirrors rename all else.
 * Sources: argo-events cmd/commands/controller.go, pkg/reconciler/cmd/start.go; argo-workflows
 * cmd/workflow-controller/main.go (its flags are also read from ARGO_… variables).
 *
 * @param config The ConfigMap of that namespace and name, `missing`, or undefined where it is not known.
 */
export function controllersAmong(
  deployments: readonly JsonObject[],
  config: (namespace: string, name: string) => Controller['config'],
): readonly Controller[] {
  return deployments.flatMap((deployment): Controller[] => {
    const part = partOf(deployment);
    if (part === undefined) return [];
    const { namespace, name } = nameOf(deployment);
    const project: Project = part.project === 'argo-events' ? 'Argo Events' : 'Argo Workflows';
    const role = part.controller ? 'controller' : project === 'Argo Events' ? 'webhook' : 'server';
    const container = containersOf(deployment).find(({ image }) => isPart(textOf(image))) ?? {};
    const flag = (flagName: string) => flagOf(container, flagName);
    const namespaced = flag('namespaced') ?? variableOf(container, 'ARGO_NAMESPACED') ?? 'false';
    const own = variableOf(container, 'NAMESPACE') ?? namespace;
    const managed = flag('managed-namespace') ?? variableOf(container, 'ARGO_MANAGED_NAMESPACE') ?? own;
    const election =
      project === 'Argo Events' ? flag('leader-election') : negated(variableOf(container, NO_ELECTION));
    const configName =
      role !== 'controller'
        ? undefined
        : project === 'Argo Events'
          ? mountedConfig(deployment)
          : (flag('configmap') ?? variableOf(container, 'ARGO_CONFIGMAP') ?? 'workflow-controller-configmap');
    const found = configName === undefined ? undefined : config(namespace, configName);
    const account = textOf(valueAt(deployment, [...POD, 'serviceAccountName'])) || 'default';
    return [
      {
        project,
        role,
        deployment,
        namespace,
        name,
        version: part.version,
        image: textOf(container['image']),
        watches: namespaced === 'true' ? managed : '',
        account: { namespace, name: account },
        elects: election !== 'false',
        configName,
        config: found,
        instanceId: isObject(found) ? instanceIdOf(found) : '',
      },
    ];
  });
}

/** `argo-events/controller-manager`. */
export function labelOfController({ namespace, name }: Controller): string {
  return `Deployment/${namespace}/${name}`;
}

/** Does it act on objects of that namespace? */
export function covers({ role, watches }: Controller, namespace: string): boolean {
  return role === 'controller' && (watches === '' || watches === namespace);
}

const POD = ['spec', 'template', 'spec'] as const;
const NO_ELECTION = 'LEADER_ELECTION_DISABLE';

export function containersOf(workload: JsonObject): readonly JsonObject[] {
  const containers = valueAt(workload, [...POD, 'containers']);
  return isArray(containers) ? containers.filter(isObject) : [];
}

/** The value of an environment variable that is written out. */
export function variableOf(container: JsonObject, name: string): string | undefined {
  const list = container['env'];
  const found = isArray(list) ? list.filter(isObject).find((one) => one['name'] === name) : undefined;
  if (found === undefined) return undefined;
  // `fieldRef: metadata.namespace`: the namespace of the Pod.
  return typeof found['value'] === 'string' ? found['value'] : undefined;
}

function isPart(image: string): boolean {
  return /(?:^|\/)(?:workflow-controller|argocli|argo-events)(?:[:@]|$)/.test(image);
}

/** `--flag=value`, `--flag value`, `--flag`. Source: github.com/spf13/pflag. */
function flagOf(container: JsonObject, name: string): string | undefined {
  const args = ['command', 'args'].flatMap((field) => textsOf(container[field]));
  const index = args.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
  const arg = args[index];
  if (arg === undefined) return undefined;
  if (arg.includes('=')) return arg.slice(arg.indexOf('=') + 1);
  const next = args[index + 1];
  return BOOLEAN.has(name) || next === undefined ? 'true' : next;
}

const BOOLEAN: ReadonlySet<string> = new Set(['namespaced', 'leader-election']);

function negated(value: string | undefined): string | undefined {
  return value === undefined ? undefined : value === 'true' ? 'false' : 'true';
}

function mountedConfig(deployment: JsonObject): string | undefined {
  const volumes = valueAt(deployment, [...POD, 'volumes']);
  const names = (isArray(volumes) ? volumes : []).flatMap((volume) => {
    const name = isObject(volume) ? valueAt(volume, ['configMap', 'name']) : undefined;
    return typeof name === 'string' ? [name] : [];
  });
  return names[0];
}

/** Written as a key of its own, or in the text below `config`. Source: argo-workflows config/controller.go (parseConfigMap). */
function instanceIdOf(config: JsonObject): string {
  const data = config['data'];
  if (!isObject(data)) return '';
  const own = textOf(data['instanceID']);
  if (own !== '') return own;
  return /^instanceID:\s*["']?([^\s"'#]+)/m.exec(textOf(data['config']))?.[1] ?? '';
}

/** The tool that made an object and would bring it back; undefined for kubectl and argoflow. */
export function annotationOf(object: JsonObject, key: string): string {
  const annotations = metadataOf(object)['annotations'];
  return isObject(annotations) ? textOf(annotations[key]) : '';
}
