import { readFile } from 'node:fs/promises';
import type { Candidate, FoundNames } from '../../completion/catalogue.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../../json.ts';
import { realFiles } from '../../load/files.ts';
import { findFiles } from '../../load/find.ts';
import { SOURCE_TYPES } from '../../simulate/sources/source-type.ts';
import { parseYaml } from '../../yaml/parse.ts';

/** As much as a person waits for at a Tab: about a tenth of a second of reading. */
const MOST_FILES = 200;
const MOST_BYTES = 200_000;

const OF_ARGO = /\bargoproj\.io\//;

/** The contexts of kubeconfigs; those that are not there have none. */
export async function contextNames(paths: readonly string[]): Promise<readonly Candidate[]> {
  const names = new Map<string, Candidate>();
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch(() => '');
    for (const { value } of parseYaml(text, path).documents) {
      for (const context of objectsIn(isObject(value) ? value['contexts'] : undefined)) {
        const { name, context: inner } = context;
        if (typeof name !== 'string') continue;
        const cluster = isObject(inner ?? null) ? (inner as JsonObject)['cluster'] : undefined;
        names.set(name, { value: name, ...(typeof cluster === 'string' && { about: cluster }) });
      }
    }
  }
  return [...names.values()];
}

/** The names of a project of that sort, without those of files that are many or large. */
export async function projectNames(
  source: Exclude<FoundNames, 'contexts' | 'samples' | 'templates'>,
  paths: readonly string[],
): Promise<readonly Candidate[]> {
  const found = new Map<string, Candidate>();
  for await (const object of objectsOf(paths)) {
    for (const candidate of namesIn(object, source)) found.set(candidate.value, candidate);
  }
  return [...found.values()].sort((a, b) => (a.value < b.value ? -1 : 1));
}

function namesIn(object: JsonObject, source: FoundNames): readonly Candidate[] {
  const metadata = object['metadata'];
  const { name, namespace } = isObject(metadata ?? null) ? (metadata as JsonObject) : {};
  if (source === 'namespaces') return typeof namespace === 'string' ? [{ value: namespace }] : [];
  if (typeof name !== 'string') return [];
  const { kind } = object;
  if (source === 'flows') {
    return kind === 'EventSource' || kind === 'Sensor' ? [{ value: name, about: kind }] : [];
  }
  if (kind !== 'EventSource') return [];
  return source === 'event-sources' ? [{ value: name }] : eventsOf(object, name);
}

/** `EVENTSOURCE/EVENT` of every event, with its type. */
function eventsOf(object: JsonObject, name: string): readonly Candidate[] {
  const spec = object['spec'];
  if (spec === undefined || !isObject(spec)) return [];
  return SOURCE_TYPES.flatMap(({ key }) => {
    const events = spec[key];
    if (events === undefined || !isObject(events)) return [];
    return Object.keys(events).map((event) => ({ value: `${name}/${event}`, about: key }));
  });
}

async function* objectsOf(paths: readonly string[]): AsyncGenerator<JsonObject> {
  let left = MOST_BYTES;
  for (const path of paths.filter((one) => one !== '-')) {
    const files = await findFiles(realFiles, path).catch(() => []);
    for (const file of files.slice(0, MOST_FILES)) {
      if (file.size > left || file.endless || file.unreadable) continue;
      const text = await readFile(file.path, 'utf8').catch(() => '');
      if (!OF_ARGO.test(text)) continue;
      left -= file.size;
      for (const { value } of parseYaml(text, file.path).documents) {
        if (isObject(value)) yield value;
      }
    }
  }
}

function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return value !== undefined && isArray(value) ? value.filter(isObject) : [];
}
