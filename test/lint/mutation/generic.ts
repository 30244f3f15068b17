import { isMap, isScalar, isSeq, type Node, parseAllDocuments } from 'yaml';

/** A text with one fault, that follows from the text alone. */
export interface GenericMutant {
  /** What was done, and on which line: `misspell "endpoint" in line 13`. */
  readonly title: string;
  readonly text: string;
  /** Of the fault, counted from 1. */
  readonly line: number;
  /** Whether the fault can only be said of this line, or of what it leaves without its target. */
  readonly where: 'line' | 'anywhere';
}

/** The members of these have names of the author's own choice. */
const MAPS_OF_NAMES = /(?:^|\.)(?:stringData|data|hooks|headers|labels|annotations|webhook|kafka|calendar)$/;

/** Fields that name another object, or a part of one. */
const REFERENCES = new Set([
  'eventSourceName',
  'eventName',
  'dependencyName',
  'serviceAccountName',
  'template',
  'entrypoint',
  'onExit',
  'conditions',
  'depends',
]);

/** Fields of which only certain words mean something. */
const WORDS = new Set([
  'apiVersion',
  'kind',
  'type',
  'operation',
  'comparator',
  'method',
  'strategy',
  'retryPolicy',
  'concurrencyPolicy',
  'timezone',
  'dataLogicalOperator',
  'rebalanceStrategy',
  'unit',
  'auth',
]);

/** Fields without which the objects around them cannot work. */
const REQUIRED = new Set([
  'apiVersion',
  'kind',
  'eventSourceName',
  'eventName',
  'dependencyName',
  'entrypoint',
  'image',
  'endpoint',
  'method',
  'url',
  'topic',
  'operation',
  'dest',
  'roleRef',
  'cron',
  'dependencies',
  'triggers',
]);

interface Visit {
  readonly key: string;
  readonly keyRange: readonly [number, number];
  readonly value: Node;
  readonly parent: string;
  readonly path: string;
}

/** Every fault of these kinds that a text can have. */
export function genericMutants(text: string): readonly GenericMutant[] {
  return parseAllDocuments(text).flatMap((document) =>
    'contents' in document && document.contents !== null
      ? [...membersOf(document.contents, '')].flatMap((member) => mutantsOf(text, member))
      : [],
  );
}

function* membersOf(node: unknown, path: string): Generator<Visit> {
  if (isSeq(node)) for (const item of node.items) yield* membersOf(item, path);
  if (!isMap(node)) return;
  for (const { key, value } of node.items) {
    if (!isScalar(key) || typeof key.value !== 'string' || !key.range) continue;
    const own = path === '' ? key.value : `${path}.${key.value}`;
    if (isScalar(value) || isSeq(value) || isMap(value))
      yield {
        key: key.value,
        keyRange: [key.range[0], key.range[1]],
        value,
        parent: path,
        path: own,
      };
    yield* membersOf(value, own);
  }
}

function mutantsOf(text: string, { key, keyRange, value, parent }: Visit): readonly GenericMutant[] {
  const line = text.slice(0, keyRange[0]).split('\n').length;
  const mutants: GenericMutant[] = [];
  const named = !MAPS_OF_NAMES.test(parent) || parent === 'spec';
  const add = (
    what: string,
    [start, end]: readonly [number, number],
    by: string,
    where: GenericMutant['where'],
  ) =>
    mutants.push({
      title: `${what} "${key}" in line ${line}`,
      text: text.slice(0, start) + by + text.slice(end),
      line,
      where,
    });
  if (named) {
    // An object without one of these is no object, which is said where it begins.
    const where = key === 'kind' || key === 'apiVersion' ? 'anywhere' : 'line';
    add('swap letters of', keyRange, swapped(key), where);
    if (key.length > 3) add('drop a letter of', keyRange, key.slice(0, -2) + key.slice(-1), where);
  }
  if (named && REQUIRED.has(key) && value.range) {
    const column = keyRange[0] - (text.lastIndexOf('\n', keyRange[0] - 1) + 1);
    const before = text.slice(text.lastIndexOf('\n', keyRange[0] - 1) + 1, keyRange[0]);
    const rest = text.slice(value.range[1]).match(/^[ \n]*/)?.[0].length ?? 0;
    const next = value.range[1] + rest;
    const nextColumn = next - (text.lastIndexOf('\n', next - 1) + 1);
    // The first member of an item of a list stands behind a dash, which the next member then takes over.
    if (before.trim() === '' || nextColumn === column) add('remove', [keyRange[0], next], '', 'anywhere');
    // Where the next member is less deep, its indentation is written again.
    const last = mutants.at(-1);
    if (last?.title.startsWith('remove') && nextColumn !== column) {
      mutants.pop();
      const start = keyRange[0] - column;
      add('remove', [start, next - nextColumn], '', 'anywhere');
    }
  }
  if (!isScalar(value) || !value.range) return mutants;
  const range = [value.range[0], value.range[1]] as const;
  if (named && REFERENCES.has(key)) add('rename what is meant by', range, 'elsewhere-9', 'anywhere');
  if (named && WORDS.has(key)) add('misspell the value of', range, 'Nonsens', 'anywhere');
  if (typeof value.value === 'number' || typeof value.value === 'boolean')
    add('write a text as', range, 'many', 'line');
  return mutants;
}

function swapped(word: string): string {
  const at = [...word].findIndex((letter, index) => index > 0 && letter !== word[index - 1]);
  return at < 1
    ? `${word}x`
    : word.slice(0, at - 1) + word.charAt(at) + word.charAt(at - 1) + word.slice(at + 1);
}
