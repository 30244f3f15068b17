import type { Candidate, Catalogue, CommandShape, FoundNames, OwnNames, ValueShape } from './catalogue.ts';
import { type Source, sourcesOf } from './values.ts';

/** What was given before the word that is completed, as far as it says where names are to be looked for. */
export interface Given {
  /** Manifests: the values of `--filename`, or else the arguments that are paths; none where the command names none. */
  readonly paths: readonly string[];
  readonly kubeconfig: string | undefined;
}

/** Finds names outside of the program. */
export type FindNames = (source: FoundNames, given: Given) => Promise<readonly Candidate[]>;

export interface Completion {
  readonly candidates: readonly Candidate[];
  /** Whether a file may stand here too. */
  readonly files: boolean;
}

const NOTHING: Completion = { candidates: [], files: false };
const HELP: Candidate = { value: '--help', about: 'Show help.' };

/**
 * What may take the place of the last of the words behind `argoflow`, which may be empty. A word that no command knows
 * has no completion.
 */
export async function complete(
  words: readonly string[],
  catalogue: Catalogue,
  find: FindNames,
): Promise<Completion> {
  const current = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const named = before[0] === 'help' ? before.slice(1) : before;
  for (let length = named.length; length > 0; length--) {
    const command = catalogue.commands[named.slice(0, length).join(' ')];
    if (command === undefined) continue;
    return before[0] === 'help' ? NOTHING : inCommand(command, named.slice(length), current, catalogue, find);
  }
  return fitting(nextWords(named, before.length === 0, catalogue), current);
}

/** The words that may follow those of a topic, or stand first. */
function nextWords(words: readonly string[], isFirst: boolean, catalogue: Catalogue): readonly Candidate[] {
  const start = words.length === 0 ? '' : `${words.join(' ')} `;
  const found = new Map<string, string>();
  for (const [name, { about }] of Object.entries(catalogue.commands)) {
    if (!name.startsWith(start)) continue;
    const [word = '', ...more] = name.slice(start.length).split(' ');
    found.set(word, more.length === 0 ? about : (catalogue.topics[start + word] ?? about));
  }
  const candidates = [...found].map(([value, about]) => ({ value, about }));
  return isFirst
    ? [...candidates, { value: 'help', about: 'Show help of a command.' }, HELP, { value: '--version' }]
    : candidates;
}

async function inCommand(
  command: CommandShape,
  words: readonly string[],
  current: string,
  catalogue: Catalogue,
  find: FindNames,
): Promise<Completion> {
  const line = readLine(command, words);
  const values = async (shape: ValueShape, flag: string | undefined, text: string): Promise<Completion> => {
    if (shape.options)
      return fitting(
        shape.options.map((value) => ({ value })),
        text,
      );
    const sources = sourcesOf(shape.placeholder, flag);
    const given = givenBy(command, line);
    const names = await Promise.all(sources.map((source) => namesOf(source, given, catalogue, find)));
    const isFileOfFormat =
      /^[^=]+=/.test(text) && sources.some((one) => one === 'formats' || one === 'pictures');
    return { ...fitting(names.flat(), text), files: sources.includes('files') || isFileOfFormat };
  };
  if (line.open !== undefined) {
    const { name, shape } = line.open;
    return values(shape, name, current);
  }
  const assignment = /^--([^=]+)=(.*)$/s.exec(current);
  if (assignment !== null && !line.onlyArguments) {
    const [, name = '', text = ''] = assignment;
    const shape = command.flags[name]?.value;
    if (shape === undefined) return NOTHING;
    const { candidates, files } = await values(shape, name, text);
    return { candidates: candidates.map((one) => ({ ...one, value: `--${name}=${one.value}` })), files };
  }
  if (current.startsWith('-') && !line.onlyArguments) return fitting(flagsFor(command, line.flags), current);
  const { length } = line.arguments;
  const shape = command.args[length] ?? (command.repeats ? command.args.at(-1) : undefined);
  return shape === undefined ? NOTHING : values(shape, undefined, current);
}

interface Line {
  readonly arguments: readonly string[];
  readonly flags: ReadonlyMap<string, readonly string[]>;
  /** The flag that waits for its value. */
  readonly open: { readonly name: string; readonly shape: ValueShape } | undefined;
  /** Whether a `--` came. */
  readonly onlyArguments: boolean;
}

function readLine(command: CommandShape, words: readonly string[]): Line {
  const args: string[] = [];
  const flags = new Map<string, string[]>();
  let open: Line['open'];
  let onlyArguments = false;
  for (const word of words) {
    if (open !== undefined) {
      flags.get(open.name)?.push(word);
      open = undefined;
    } else if (word === '--') onlyArguments = true;
    else if (onlyArguments || !word.startsWith('-') || word === '-') args.push(word);
    else {
      const [name, text] = flagIn(command, word);
      const shape = command.flags[name]?.value;
      flags.set(name, flags.get(name) ?? []);
      if (text !== undefined) flags.get(name)?.push(text);
      else if (shape !== undefined) open = { name, shape };
    }
  }
  return { arguments: args, flags, open, onlyArguments };
}

/** The flag of `--name`, `--name=value`, `--no-name`, `-n` or `-nvalue`, and the value that is in the word. */
function flagIn({ flags }: CommandShape, word: string): readonly [name: string, value: string | undefined] {
  if (!word.startsWith('--')) {
    const name = Object.keys(flags).find((one) => flags[one]?.char === word[1]) ?? '';
    return [name, word.length > 2 ? word.slice(2).replace(/^=/, '') : undefined];
  }
  const equals = word.indexOf('=');
  if (equals !== -1) return [word.slice(2, equals), word.slice(equals + 1)];
  const name = word.slice(2);
  const positive = name.replace(/^no-/, '');
  return [flags[name] === undefined && flags[positive]?.negatable ? positive : name, undefined];
}

function flagsFor(command: CommandShape, used: ReadonlyMap<string, unknown>): readonly Candidate[] {
  const free = Object.entries(command.flags).filter(([name, { repeats }]) => repeats || !used.has(name));
  return [
    ...free.map(([name, { about }]) => ({ value: `--${name}`, about })),
    ...free.filter(([, flag]) => flag.negatable).map(([name]) => ({ value: `--no-${name}` })),
    HELP,
  ];
}

function givenBy(command: CommandShape, { arguments: args, flags }: Line): Given {
  const named = args.filter((_, index) => {
    const shape = command.args[index] ?? command.args.at(-1);
    return shape !== undefined && sourcesOf(shape.placeholder, undefined).includes('files');
  });
  const filename = flags.get('filename') ?? [];
  return { paths: filename.length > 0 ? filename : named, kubeconfig: flags.get('kubeconfig')?.at(-1) };
}

async function namesOf(
  source: Source,
  given: Given,
  { names }: Catalogue,
  find: FindNames,
): Promise<readonly Candidate[]> {
  if (source === 'files') return [];
  return isOwn(source, names) ? names[source] : find(source, given);
}

function isOwn(source: OwnNames | FoundNames, names: Catalogue['names']): source is OwnNames {
  return Object.hasOwn(names, source);
}

function fitting(candidates: readonly Candidate[], text: string): Completion {
  return { candidates: candidates.filter(({ value }) => value.startsWith(text)), files: false };
}
