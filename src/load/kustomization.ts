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
  /** Those that are built together with what is not among the files: from a URL, a Helm chart or a generator. */
  readonly open: ReadonlySet<string>;
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
  const open = new Set<string>();
  const isOpen = (folder: string, above: readonly string[] = []): boolean => {
    const part = parts.get(folder);
    if (part === undefined || above.includes(folder)) return false;
    return part.open || part.resources.some((resource) => isOpen(resource, [...above, folder]));
  };
  const walk = (folder: string, outer: string | undefined, above: readonly string[], withMore: boolean) => {
    const part = parts.get(folder);
    if (part === undefined || above.includes(folder)) return;
    const namespace = outer ?? part.namespace;
    for (const resource of part.resources) {
      if (parts.has(resource)) walk(resource, namespace, [...above, folder], withMore);
      else {
        found.set(resource, (found.get(resource) ?? new Set()).add(namespace));
        if (withMore) open.add(resource);
      }
    }
  };
  for (const folder of parts.keys()) if (!used.has(folder)) walk(folder, undefined, [], isOpen(folder));
  const placed = new Map<string, string>();
  for (const [file, [namespace, other = namespace]] of found)
    if (namespace !== undefined && namespace === other) placed.set(file, namespace);
  return { placed, built: new Set(found.keys()), open };
}

interface Part {
  readonly namespace: string | undefined;
  /** Files and folders, as normalized paths. */
  readonly resources: readonly string[];
  /** Has it resources that are not among the files? */
  readonly open: boolean;
}

function partOf(path: string, documents: readonly YamlDocument[]): Part {
  const values = documents.flatMap(({ value }) => (isObject(value) ? [value] : []));
  const namespace = values
    .map((value) => value['namespace'])
    .find((one) => typeof one === 'string' && one !== '');
  const named = values
    .flatMap((value) => ['resources', 'bases', 'components'].flatMap((field) => listOf(value[field])))
    .filter((entry) => typeof entry === 'string');
  const resources = named
    .filter((entry) => !REMOTE.test(entry))
    .map((entry) => normalize(join(dirname(path), entry)).replace(/(?<=.)[/\\]$/, ''));
  return {
    namespace: typeof namespace === 'string' ? namespace : undefined,
    resources,
    open: resources.length < named.length || values.some((value) => MAKERS.some((field) => field in value)),
  };
}

/** Source: kustomize api/internal/git/repospec.go, api/loader/fileloader.go: a URL, or a host with a path of a repository. */
const REMOTE = /^[a-z+]+::?\/\/|^git@|^(?:github|gitlab|bitbucket)\.\w+[/:]|[?&](?:ref|version)=/;
/** Fields by which a kustomization makes objects out of charts and programs. Source: kustomize api/types/kustomization.go. */
const MAKERS = ['helmCharts', 'helmChartInflationGenerator', 'generators'] as const;

/** The objects that patches change, as `Kind/name`, as far as they say it: by their target, or in what they are. */
export function patchedObjects(documents: readonly YamlDocument[]): readonly string[] {
  return documents.flatMap(({ value }) => {
    if (!isObject(value)) return [];
    const patches = [...listOf(value['patches']), ...listOf(value['patchesJson6902'])];
    const targets = patches.flatMap((patch) => {
      const target = isObject(patch) ? patch['target'] : undefined;
      const written = isObject(patch) && typeof patch['patch'] === 'string' ? [patch['patch']] : [];
      return [
        ...(isObject(target) ? [`${target['kind']}/${target['name']}`] : []),
        ...written.flatMap(objectInText),
      ];
    });
    const merged = listOf(value['patchesStrategicMerge']).filter((entry) => typeof entry === 'string');
    return [...targets, ...merged.flatMap(objectInText)];
  });
}

/** What a strategic merge patch that is written as a text is about. */
function objectInText(text: string): readonly string[] {
  const kind = /^kind:\s*["']?(\w+)/m.exec(text)?.[1];
  const name = /^metadata:[\s\S]*?^\s+name:\s*["']?([\w.-]+)/m.exec(text)?.[1];
  return kind === undefined || name === undefined ? [] : [`${kind}/${name}`];
}

function namesIn(generators: JsonValue | undefined): readonly string[] {
  return listOf(generators).flatMap((generator) => {
    const name = isObject(generator) ? generator['name'] : undefined;
    return typeof name === 'string' ? [name] : [];
  });
}
