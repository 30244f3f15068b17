import { keysOf } from '../simulate/path-keys.ts';
import { FROM_TEXT, type Step } from './data-path.ts';

/** What every event of its type has around what was sent. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'body',
  'header',
  'headers',
  'notification',
  'event',
  'data',
  'Data',
  'values',
  'attributes',
  'payload',
]);

/** Words that say too little alone: `id` of what? */
const GENERIC: ReadonlySet<string> = new Set([
  'id',
  'key',
  'kind',
  'label',
  'login',
  'name',
  'node-id',
  'number',
  'size',
  'state',
  'status',
  'title',
  'type',
  'url',
  'value',
  'uuid',
  'sha',
  'ref',
  'email',
  'date',
  'hash',
  'full-name',
  'html-url',
  'string-value',
]);

/** The longest that a proposed name gets. */
const LONGEST = 40;

/**
 * A name for a Workflow's parameter for each place: the last word of its path, with as many before it as it takes to
 * tell it from the others. `body.head_commit.id` is `head-commit-id`, `body.ref` is `ref`.
 * Source of what a name may be: argo-workflows workflow/validate/validate.go (paramOrArtifactNameRegex).
 */
export function namesFor(places: readonly (readonly Step[])[]): readonly string[] {
  const words = places.map(wordsOf);
  const shared = new Map<string, number>();
  for (const suffix of words.flatMap(suffixes)) shared.set(suffix, (shared.get(suffix) ?? 0) + 1);
  const taken = new Set<string>();
  return words.map((own) => {
    const options = suffixes(own);
    const alone = GENERIC.has(own.at(-1) ?? '') && own.length > 1 ? options.slice(1) : options;
    const unique = alone.find((suffix) => shared.get(suffix) === 1) ?? options.at(-1) ?? 'value';
    return reserve(unique, taken);
  });
}

/** The same for one place alone, by the path that leads there. */
export function nameFor(path: string): string {
  const steps = keysOf(path).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  return namesFor([steps])[0] ?? 'value';
}

/** A name that is not taken yet, and takes it. */
export function reserve(wanted: string, taken: Set<string>): string {
  const base = wanted.slice(0, LONGEST).replace(/-+$/, '') || 'value';
  let name = base;
  for (let number = 2; taken.has(name); number++) name = `${base}-${number}`;
  taken.add(name);
  return name;
}

/** From the shortest to the whole. */
function suffixes(words: readonly string[]): readonly string[] {
  return words.map((_, index) => words.slice(words.length - 1 - index).join('-'));
}

function wordsOf(steps: readonly Step[]): readonly string[] {
  const words: string[] = [];
  steps.forEach((step, index) => {
    if (step === FROM_TEXT) return;
    if (typeof step === 'number') {
      // The first of a list needs no number.
      if (step > 0) words.push(`${words.pop() ?? 'item'}-${step + 1}`);
      return;
    }
    const text = word(step);
    const wraps = index < 3 && index < steps.length - 1 && WRAPPERS.has(step);
    if (text !== '' && !wraps) words.push(text);
  });
  return words.length === 0 ? ['value'] : words;
}

/** In lower case, with dashes: `fullName`, `full_name` and `Full Name` are `full-name`. */
function word(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
