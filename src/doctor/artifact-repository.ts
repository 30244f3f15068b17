import { isArray, isObject, type JsonObject, type JsonValue, textOf, valueAt } from '../json.ts';
import { parseYaml } from '../yaml/parse.ts';

/** The templates with an output that says neither where it goes nor by which key. */
export function templatesThatKeep(spec: JsonObject): readonly string[] {
  const templates = spec['templates'];
  return (isArray(templates) ? templates : []).filter(isObject).flatMap((template) => {
    // Steps and tasks hand on what others have saved.
    if (isArray(template['steps']) || isObject(template['dag'])) return [];
    const artifacts = valueAt(template, ['outputs', 'artifacts']);
    const kept = (isArray(artifacts) ? artifacts : []).some((one) => isObject(one) && !hasStorage(one));
    return kept && !hasStorage(template['archiveLocation']) ? [textOf(template['name'])] : [];
  });
}

/** Every way to keep an artifact. Source: workflow_types.go (ArtifactLocation), artifact_repository_types.go. */
const STORES = ['artifactory', 'azure', 'gcs', 'git', 'hdfs', 'http', 'oss', 'plugin', 'raw', 's3'] as const;

export function hasStorage(location: JsonValue | undefined): boolean {
  return isObject(location) && STORES.some((store) => isObject(location[store]));
}

/** Written as a key of its own, or in the text below `config`. Source: argo-workflows config/controller.go (parseConfigMap). */
export function defaultRepository(config: JsonObject): JsonObject | undefined {
  const data = config['data'];
  if (!isObject(data)) return undefined;
  const whole = yamlOf(textOf(data['config']));
  const repository = isObject(whole)
    ? whole['artifactRepository']
    : yamlOf(textOf(data['artifactRepository']));
  return isObject(repository) ? repository : undefined;
}

function yamlOf(text: string): JsonValue | undefined {
  return text === '' ? undefined : parseYaml(text, 'workflow-controller-configmap').documents[0]?.value;
}

/** A Secret's key, and where in the repository it is named. */
interface SecretKey {
  readonly name: string;
  readonly key: string;
  readonly path: string;
}

/** `accessKeySecret`, `caSecret`, `krbKeytabSecret` …, however deep. */
export function secretsIn(value: JsonObject, path = ''): readonly SecretKey[] {
  return Object.entries(value).flatMap(([field, member]) => {
    if (!isObject(member)) return [];
    const here = path === '' ? field : `${path}.${field}`;
    const { name, key } = member;
    if (field.endsWith('Secret') && typeof name === 'string' && typeof key === 'string') {
      return name === '' || member['optional'] === true ? [] : [{ name, key, path: here }];
    }
    return secretsIn(member, here);
  });
}
