import { basename, dirname, join, normalize } from 'node:path';
import { isObject, type JsonValue, listOf } from '../json.ts';
import type { YamlDocument } from '../yaml/document.ts';

/** The names that `kustomize build FOLDER` looks for. Source: kustomize api/konfig/general.go. */
const NAMES: ReadonlySet<string> = new Set(['kustomization.yaml', 'kustomization.yml', 'Kustomization']);

/** Is this the file by which kustomize knows a folder? */
export function isKustomization(path: string): boolean {
  return NAMES.has(basename(path));
}

/**
 * The files that a kustomization names as patches, as normalized paths.
 * Source: kustomize api/types/kustomization.go (Patches, PatchesStrategicMerge, PatchesJson6902), whose entries are
 * paths from the kustomization's folder, or patches written out there.
 */
export function patchFiles(path: string, documents: readonly YamlDocument[]): readonly string[] {
  return documents.flatMap(({ value }) => {
    if (!isObject(value)) return [];
    const named = [...listOf(value['patches']), ...listOf(value['patchesJson6902'])].map((patch) =>
      isObject(patch) ? patch['path'] : undefined,
    );
    return [...named, ...listOf(value['patchesStrategicMerge'])]
      .filter((entry) => typeof entry === 'string')
      .filter((entry) => !entry.includes('\n'))
      .map((entry) => normalize(join(dirname(path), entry)));
  });
}

/**
 * The Secrets and ConfigMaps that a kustomization makes, as `Kind/name`: what refers to them keeps its link, since
 * kustomize gives both the same name, however it ends.
 * Source: kustomize api/types/kustomization.go (SecretGenerator, ConfigMapGenerator).
 */
export function generatedObjects(documents: readonly YamlDocument[]): readonly string[] {
  return documents.flatMap(({ value }) =>
    isObject(value)
      ? [
          ...namesIn(value['secretGenerator']).map((name) => `Secret/${name}`),
          ...namesIn(value['configMapGenerator']).map((name) => `ConfigMap/${name}`),
        ]
      : [],
  );
}

/** A `kustomization.yaml`, by its path. */
export type Kustomizations = ReadonlyMap<string, readonly YamlDocument[]>;

/** What kustomizations say of the files that they name as resources. */
export interface Placement {
  /** File → the namespace that all its objects get, where all kustomizations that build it say the same. */
  readonly placed: ReadonlyMap<string, string>;
  /** All files that some kustomization builds. */
  readonly built: ReadonlySet<string>;
}

/**
 * Where kustomize puts the objects of files. The `namespace` of a kustomization holds for all that it builds, also for what
 * the kustomizations among its resources build, whatever those say.
 * Source: kustomize api/internal/target/kusttarget.go (AccumulateTarget), plugin/builtin/namespacetransformer.
 */
export function placementOf(kustomizations: Kustomizations): Placement {
  const parts = new Map<string, Part>();
  for (const [path, documents] of kustomizations)
    parts.set(normalize(dirname(path)), partOf(path, documents));
  const used = new Set([...parts.values()].flatMap(({ resources }) => resources));
  const found = new Map<string, Set<string | undefined>>();
  const walk = (folder: string, outer: string | undefined, above: readonly string[]) => {
    const part = parts.get(folder);
    if (part === undefined || above.includes(folder)) return;
    const namespace = outer ?? part.namespace;
    for (const resource of part.resources) {
      if (parts.has(resource)) walk(resource, namespace, [...above, folder]);
      else found.set(resource, (found.get(resource) ?? new Set()).add(namespace));
    }
  };
  for (const folder of parts.keys()) if (!used.has(folder)) walk(folder, undefined, []);
  const placed = new Map<string, string>();
  for (const [file, [namespace, other = namespace]] of found)
    if (namespace !== undefined && namespace === other) placed.set(file, namespace);
  return { placed, built: new Set(found.keys()) };
}

interface Part {
  readonly namespace: string | undefined;
  /** Files and folders, as normalized paths. */
  readonly resources: readonly string[];
}

function partOf(path: string, documents: readonly YamlDocument[]): Part {
  const values = documents.flatMap(({ value }) => (isObject(value) ? [value] : []));
  const namespace = values
    .map((value) => value['namespace'])
    .find((one) => typeof one === 'string' && one !== '');
  const resources = values
    .flatMap((value) => ['resources', 'bases', 'components'].flatMap((field) => listOf(value[field])))
    .filter((entry) => typeof entry === 'string')
    .map((entry) => normalize(join(dirname(path), entry)).replace(/(?<=.)[/\\]$/, ''));
  return { namespace: typeof namespace === 'string' ? namespace : undefined, resources };
}

function namesIn(generators: JsonValue | undefined): readonly string[] {
  return listOf(generators).flatMap((generator) => {
    const name = isObject(generator) ? generator['name'] : undefined;
    return typeof name === 'string' ? [name] : [];
  });
}
