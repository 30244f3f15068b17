import { nameOf } from '../../../cluster/object.ts';
import { isObject, type JsonObject, textOf, valueAt } from '../../../json.ts';
import { defaultRepository, hasStorage, secretsIn, templatesThatKeep } from '../../artifact-repository.ts';
import type { Check } from '../../check.ts';
import { type Controller, covers } from '../../controllers.ts';
import type { Finding } from '../../finding.ts';
import { keysOf } from '../../keys.ts';
import { kubectl } from '../../kubectl.ts';
import { type ClusterState, objectsByName, objectsOf } from '../../state.ts';
import { workflowsOfTriggers } from '../../triggers.ts';

export const artifactRepository: Check = {
  id: 'workflows/artifact-repository',
  title: 'Workflows that keep artifacts have a repository for them, with its Secrets',
  why: `A Workflow whose "artifactRepositoryRef" leads nowhere ends as Error before its first step. Without a reference and
without a default repository the step runs, and fails when it saves its output: "artifact storage is not configured". The
Secrets of the default repository are read in the namespace of the Workflow, not in the controller's. Sources:
argo-workflows workflow/artifactrepositories/artifactrepositories.go, workflow/controller/workflowpod.go
(addArchiveLocation), workflow/executor/executor.go (saveArtifactFromFile).`,
  reads: ['Workflow', 'WorkflowTemplate', 'Deployment', 'ConfigMap', 'Secret'],
  run: (state) => {
    const configMaps = objectsByName(state, 'ConfigMap');
    const secrets = objectsByName(state, 'Secret');
    // Read once for all that it is for.
    const repositories = new Map(
      state.controllers.map((one) => [one, isObject(one.config) ? defaultRepository(one.config) : undefined]),
    );
    return usersOf(state).flatMap((user): readonly Finding[] => {
      const controller = state.controllers.find(
        (one) => one.project === 'Argo Workflows' && covers(one, user.namespace),
      );
      // Of a controller whose configuration nobody could read, the default repository is not known.
      if (controller === undefined || !isObject(controller.config)) return [];
      const reference = user.spec['artifactRepositoryRef'];
      if (isObject(reference)) return unresolved(state, user, reference, controller, configMaps);
      const keeping = templatesThatKeep(user.spec);
      if (keeping.length === 0 || configMaps.has(`${user.namespace}/${DEFAULT_CONFIG_MAP}`)) return [];
      const repository = repositories.get(controller);
      if (repository === undefined || !hasStorage(repository))
        return [nowhere(state, user, keeping, controller)];
      return missingSecrets(state, user, repository, secrets);
    });
  },
};

type ByName = ReadonlyMap<string, JsonObject>;

/** Something that runs as a Workflow. */
interface User {
  readonly object: string;
  readonly namespace: string;
  readonly spec: JsonObject;
  /** To look at it. */
  readonly command: string;
}

const ENDED: ReadonlySet<string> = new Set(['Succeeded', 'Failed', 'Error']);

/** A ClusterWorkflowTemplate runs in the namespace of whoever uses it, which it does not say. */
function usersOf(state: ClusterState): readonly User[] {
  const kinds = ['Workflow', 'WorkflowTemplate', 'CronWorkflow'] as const;
  const objects = kinds.flatMap((kind) =>
    objectsOf(state, kind).flatMap((object): User[] => {
      const { namespace, name } = nameOf(object);
      const spec = valueAt(object, kind === 'CronWorkflow' ? ['spec', 'workflowSpec'] : ['spec']);
      if (!isObject(spec) || ENDED.has(textOf(valueAt(object, ['status', 'phase'])))) return [];
      const command = kubectl(state, `describe ${kind.toLowerCase()} ${name}`, namespace);
      return [{ object: `${kind}/${namespace}/${name}`, namespace, spec, command }];
    }),
  );
  const inSensors = workflowsOfTriggers(state).flatMap(({ sensor, workflow, namespace }): User[] => {
    const spec = workflow['spec'];
    const home = state.model.namespaceOf(sensor.resource);
    if (!isObject(spec)) return [];
    const command = kubectl(state, `describe sensor ${sensor.name}`, home);
    return [{ object: `Sensor/${home}/${sensor.name}`, namespace, spec, command }];
  });
  return [...objects, ...inSensors];
}

/** What is taken where a reference names no ConfigMap, and before the controller's own default where there is none. */
const DEFAULT_CONFIG_MAP = 'artifact-repositories';

/** The ConfigMap is looked for beside the Workflow, then beside the controller. */
function unresolved(
  state: ClusterState,
  { object, namespace, command }: User,
  reference: JsonObject,
  controller: Controller,
  configMaps: ByName,
): Finding[] {
  const name = textOf(reference['configMap']) || DEFAULT_CONFIG_MAP;
  const key = textOf(reference['key']);
  const homes = [...new Set([namespace, controller.namespace])];
  // What is written into the reference when the Workflow runs is not known, and of other namespaces nothing was read.
  const isKnown = !`${name}${key}`.includes('{{');
  const seesAll = state.namespace === undefined || homes.every((home) => home === state.namespace);
  if (!isKnown || !seesAll) return [];
  const found = homes.flatMap((home): JsonObject[] => {
    const one = configMaps.get(`${home}/${name}`);
    return one === undefined ? [] : [one];
  });
  // The key that is taken without one stands in an annotation, which is not read.
  if (found.some((one) => key === '' || (keysOf(one)?.includes(key) ?? true))) return [];
  const isThere = found.length > 0;
  return [
    {
      severity: 'error',
      title: isThere
        ? `ConfigMap "${name}" has no artifact repository "${key}"`
        : `no ConfigMap "${name}" with an artifact repository`,
      object,
      evidence: [
        `artifactRepositoryRef: ConfigMap ${name}${key === '' ? '' : `, key ${key}`}`,
        ...found.map((one) => `${nameOf(one).namespace}/${name} has: ${keysOf(one)?.join(', ')}`),
        ...(isThere ? [] : [`looked for in ${homes.join(' and ')}`]),
      ],
      hint: 'each of its Workflows ends as Error: put the repository there, or take the reference away',
      command: isThere ? kubectl(state, `edit configmap ${name}`, nameOf(found[0] ?? {}).namespace) : command,
    },
  ];
}

function nowhere(
  state: ClusterState,
  { object }: User,
  templates: readonly string[],
  { namespace, configName }: Controller,
): Finding {
  return {
    severity: 'error',
    title: 'its output artifacts have no place to go',
    object,
    evidence: [
      `output artifacts in template ${templates.map((name) => `"${name}"`).join(', ')}`,
      `ConfigMap/${namespace}/${configName} has no artifactRepository`,
    ],
    hint: 'configure an artifact repository there, or say in the artifact where it goes (s3, gcs, …)',
    command: kubectl(state, `edit configmap ${configName}`, namespace),
  };
}

function missingSecrets(
  state: ClusterState,
  { object, namespace }: User,
  repository: JsonObject,
  secrets: ByName,
): readonly Finding[] {
  if (state.namespace !== undefined && state.namespace !== namespace) return [];
  const told = new Set<string>();
  return secretsIn(repository).flatMap(({ name, key, path }): Finding[] => {
    const secret = secrets.get(`${namespace}/${name}`);
    const isThere = secret !== undefined;
    const keys = secret && keysOf(secret);
    if ((isThere && (keys === undefined || keys.includes(key))) || told.has(name)) return [];
    told.add(name);
    return [
      {
        severity: 'error',
        title: isThere
          ? `Secret "${name}" of the artifact repository has no key "${key}" in namespace "${namespace}"`
          : `Secret "${name}" of the artifact repository is not in namespace "${namespace}"`,
        object,
        evidence: [
          `named in artifactRepository.${path}`,
          ...(isThere ? [`it has: ${keys?.join(', ')}`] : []),
        ],
        hint: 'the repository is for all namespaces, its Secrets are not: copy them to where Workflows run',
        command: isThere
          ? kubectl(state, `describe secret ${name}`, namespace)
          : kubectl(state, `create secret generic ${name} --from-literal=${key}=…`, namespace),
      },
    ];
  });
}
