import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { isArray, isObject, type JsonObject } from '../json.ts';
import type { EventDefinition } from '../model/kinds/event-source.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { SOURCE_TYPES, sourceType } from '../simulate/sources/source-type.ts';
import { parseSample, type Sample, sampleId } from './sample.ts';

/** Sample events, by type in the order of the types, the default of each type first. */
export type Library = readonly Sample[];

const FILE = /^(.+)\.yaml$/;

/**
 * Reads the samples of these types, by default of all, from the folder `root`: a folder for each type, a file for
 * each sample. Throws a UserError (work) for what cannot be read.
 */
export async function readLibrary(root: string, types?: Iterable<string>): Promise<Library> {
  const wanted = new Set(types ?? SOURCE_TYPES.map(({ key }) => key));
  const keys = SOURCE_TYPES.map(({ key }) => key).filter((key) => wanted.has(key));
  return (await Promise.all(keys.map((key) => readType(root, key)))).flat();
}

async function readType(root: string, type: string): Promise<readonly Sample[]> {
  try {
    const files = await readdir(join(root, type));
    const names = files.flatMap((file) => FILE.exec(file)?.[1] ?? []).sort();
    const samples = await Promise.all(
      names.map(async (name) =>
        parseSample(await readFile(join(root, type, `${name}.yaml`), 'utf8'), type, name),
      ),
    );
    return samples.sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
  } catch (error) {
    if (error instanceof UserError) throw error;
    const cause = error instanceof Error ? error.message : String(error);
    throw new UserError('work', `cannot read the samples of "${type}": ${cause}`);
  }
}

/** The key of a type as a person spells it. Throws a UserError (usage) that names the nearest one. */
export function checkType(type: string): string {
  if (sourceType(type) !== undefined) return type;
  const keys = SOURCE_TYPES.map(({ key }) => key);
  const near = keys.find((key) => key.toLowerCase() === type.toLowerCase()) ?? nearest(type, keys);
  throw new UserError(
    'usage',
    `no type of event source "${type}"${didYouMean(near)}`,
    `the types are ${keys.join(', ')}`,
  );
}

/** The type that a spelling names: `github/push` → `github`. Throws a UserError (usage) when there is none such. */
export function typeOf(spelling: string): string {
  return checkType(spelling.split('/', 1)[0] ?? '');
}

/** The sample that `TYPE/NAME`, or `TYPE` for the type's default, means. Throws a UserError (usage). */
export function findSample(library: Library, spelling: string): Sample {
  const type = typeOf(spelling);
  const name = spelling.slice(type.length + 1);
  const samples = library.filter((sample) => sample.type === type);
  const found = name === '' ? samples[0] : samples.find((sample) => isNamed(sample, name));
  if (found !== undefined) return found;
  const near = nearest(
    name,
    samples.flatMap((sample) => [sample.name, ...sample.aliases]),
  );
  throw new UserError(
    'usage',
    `no sample "${name}" of type ${type}${near === undefined ? '' : `, did you mean "${type}/${near}"?`}`,
    `argoflow events list ${type} shows all of them`,
  );
}

/** The sample that a person means by `NAME` or `TYPE/NAME` where an event of that type is fired; undefined: none. */
export function sampleFor(library: Library, spelling: string, type: string): Sample | undefined {
  return library.find(
    (sample) => sampleId(sample) === spelling || (sample.type === type && isNamed(sample, spelling)),
  );
}

function isNamed({ name, aliases }: Sample, spelling: string): boolean {
  return name === spelling || aliases.includes(spelling);
}

/**
 * The sample that such an event would bring first: the first whose `when` the event's spec asks for.
 * Undefined when it asks for none of them.
 */
export function suited(library: Library, { type, spec }: EventDefinition): Sample | undefined {
  return library.find((sample) => sample.type === type && isWanted(sample, spec));
}

/** The type's own default, whatever the event's spec asks for. */
export function defaultSample(library: Library, type: string): Sample | undefined {
  return library.find((sample) => sample.type === type);
}

function isWanted({ when }: Sample, spec: JsonObject): boolean {
  return Object.entries(when).every(([key, value]) => isAsked(spec, key, value));
}

/** Does an event's spec ask for this under that key? What it does not say, it leaves open. */
export function isAsked(spec: JsonObject, key: string, value: string): boolean {
  const given = spec[key] ?? '';
  // What is no text has no sample; `String` would throw on a mapping with a key "toString", in whatever list it is.
  if (isArray(given))
    return (
      given.length === 0 || given.some((item) => typeof item !== 'object' && covers(String(item), value))
    );
  // An object without a group is of the core group, and one that is not named is none of the samples.
  if (given === '') return key !== 'resource' && (key !== 'group' || value === '');
  if (isObject(given)) return false;
  return String(given)
    .split('|')
    .some((item) => covers(item.trim(), value));
}

/** `*` stands for anything, as in a bucket's `s3:ObjectCreated:*`. */
function covers(item: string, value: string): boolean {
  if (item.endsWith('*')) return value.startsWith(item.slice(0, -1));
  return item.toLowerCase() === value.toLowerCase();
}
