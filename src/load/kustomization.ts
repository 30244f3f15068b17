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

function namesIn(generators: JsonValue | undefined): readonly string[] {
  return listOf(generators).flatMap((generator) => {
    const name = isObject(generator) ? generator['name'] : undefined;
    return typeof name === 'string' ? [name] : [];
  });
}
