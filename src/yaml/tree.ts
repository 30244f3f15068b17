import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Path } from '../diagnostic.ts';
import { bareObject, type JsonValue } from '../json.ts';
import { isExcessiveAliasing, type YamlLimits } from './limits.ts';
import { resolveKey, resolveScalar } from './scalar.ts';

/** Something wrong with a part of the tree; offsets into the text. */
export interface Finding {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly at: Span;
  readonly related?: { readonly message: string; readonly at: Span };
  readonly help?: string;
}

/** Start and end as offsets into the text; the end is not part of it. */
export type Span = readonly [start: number, end: number];

/** A value that was read, with what it costs when its aliases are written out. */
interface Reading {
  readonly value: JsonValue;
  /** Nodes in it, and those of them that come out of aliases. */
  readonly nodes: number;
  readonly aliased: number;
  readonly depth: number;
}

const NOTHING: Reading = { value: null, nodes: 1, aliased: 0, depth: 1 };
const MERGE_TAG = 'tag:yaml.org,2002:merge';

/** Thrown inside this file only, to leave the walk of a tree that must not be read to its end. */
class Refused extends Error {}

/**
 * Reads the tree of one document as go-yaml v2 decodes it, and remembers what the anchors mean, so that any path of
 * the value can be found in the text later.
 * Source: go.yaml.in/yaml/v2 decode.go (mapping, merge, alias, unmarshal).
 */
export class Tree {
  readonly value: JsonValue;
  readonly findings: readonly Finding[];
  readonly #root: Node | null;
  readonly #limits: YamlLimits;
  readonly #textEnd: number | undefined;
  readonly #found: Finding[] = [];
  readonly #anchors = new Map<string, Node>();
  readonly #targets = new Map<Alias, Node>();
  /** What anchored nodes read as; a node whose reading is not finished has `undefined`. */
  readonly #readings = new Map<Node, Reading | undefined>();
  readonly #entries = new Map<YAMLMap, ReadonlyMap<string, Pair>>();
  /** Keys that were read as booleans. */
  readonly #words = new Set<string>();
  #nodes = 0;
  #aliased = 0;

  /** `textEnd` is the length of the whole text when its last line does not end in a line break. */
  constructor(root: Node | null, limits: YamlLimits, textEnd: number | undefined) {
    this.#root = root;
    this.#textEnd = textEnd;
    this.#limits = limits;
    this.value = this.#readAll();
    this.findings = this.#found;
  }

  #readAll(): JsonValue {
    if (this.#root === null) return null;
    try {
      return this.#read(this.#root, 1).value;
    } catch (error) {
      if (error instanceof Refused) return null;
      throw error;
    }
  }

  #read(node: Node, depth: number): Reading {
    if (depth > this.#limits.depth) throw this.#refuse(node, 'yaml/too-deep', tooDeep(this.#limits.depth));
    if (isAlias(node)) return this.#readAlias(node, depth);
    const { anchor } = node;
    if (anchor !== undefined) {
      this.#anchors.set(anchor, node);
      this.#readings.set(node, undefined);
    }
    this.#nodes++;
    const reading = this.#readContent(node, depth);
    if (anchor !== undefined) this.#readings.set(node, reading);
    return reading;
  }

  #readContent(node: Node, depth: number): Reading {
    if (isScalar(node)) return this.#readScalar(node);
    if (isMap(node)) return this.#readMap(node, depth);
    return isSeq(node) ? this.#readSequence(node.items, depth) : NOTHING;
  }

  #readScalar(node: Scalar): Reading {
    const resolved = resolveScalar(this.#textOf(node), isPlain(node), tagOf(node));
    if (!resolved.ok) {
      this.#report({ rule: 'yaml/tag', severity: 'error', message: resolved.reason, at: span(node) });
      return NOTHING;
    }
    const { value } = resolved;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.#report({
        rule: 'yaml/not-json',
        severity: 'error',
        message: `"${textOf(node)}" is a number that JSON cannot hold, so Kubernetes does not take it`,
        at: span(node),
        help: 'put it in quotes if a text is meant',
      });
      return NOTHING;
    }
    return { value, nodes: 1, aliased: 0, depth: 1 };
  }

  /** A block text whose last line has no line break gets none, unlike in YAML 1.2. */
  #textOf(node: Scalar): string {
    const text = textOf(node);
    const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
    const atEnd = isBlock && this.#textEnd !== undefined && span(node)[1] >= this.#textEnd;
    return atEnd && text.endsWith('\n') ? text.slice(0, -1) : text;
  }

  #readSequence(items: readonly unknown[], depth: number): Reading {
    const value: JsonValue[] = [];
    const total = new Total();
    for (const item of items) {
      const reading = isNode(item) ? this.#read(item, depth + 1) : NOTHING;
      total.add(reading);
      value.push(reading.value);
    }
    return total.reading(value);
  }

  #readMap(map: YAMLMap, depth: number): Reading {
    const value = bareObject();
    const total = new Total();
    let explicit: Map<string, Node> | undefined;
    for (const [index, pair] of map.items.entries()) {
      const key = isNode(pair.key) ? pair.key : undefined;
      if (key !== undefined && isMerge(key)) {
        total.add(this.#readMerge(value, pair, depth));
        continue;
      }
      const name = key === undefined ? undefined : this.#readKey(key, depth);
      const reading = isNode(pair.value) ? this.#read(pair.value, depth + 1) : NOTHING;
      total.add(reading);
      if (name === undefined || key === undefined) continue;
      if (Object.hasOwn(value, name)) {
        explicit ??= this.#keysOf(map, index);
        const first = explicit.get(name);
        if (first !== undefined) this.#reportDuplicate(name, first, key);
      }
      explicit?.set(name, explicit.get(name) ?? key);
      value[name] = reading.value;
    }
    return total.reading(value);
  }

  /** The merged keys overwrite what stands above them, and are overwritten by what stands below. */
  #readMerge(into: Record<string, JsonValue>, pair: Pair, depth: number): Reading {
    const node = isNode(pair.value) ? pair.value : undefined;
    const reading = node === undefined ? NOTHING : this.#read(node, depth + 1);
    const source = node === undefined ? undefined : this.#target(node);
    const maps = isSeq(source) ? (reading.value as readonly JsonValue[]) : [reading.value];
    const targets = isSeq(source)
      ? source.items.map((item) => (isNode(item) ? this.#target(item) : item))
      : [source];
    if (!targets.every(isMap) || (isAlias(node) && isSeq(source))) {
      const at = span(node ?? (pair.key as Node)); // a merge key is a node, see #readMap
      this.#report({
        rule: 'yaml/merge',
        severity: 'error',
        message: 'the value of "<<" must be a mapping or a list of mappings',
        at,
      });
      return reading;
    }
    for (const merged of maps.toReversed()) Object.assign(into, merged);
    return reading;
  }

  #readKey(key: Node, depth: number): string | undefined {
    // A scalar key only has a name; what it would be as a value does not matter.
    if (isScalar(key)) this.#readScalarKey(key);
    else this.#read(key, depth + 1);
    const name = this.#nameOf(key);
    if (name.ok) {
      this.#checkWord(key, name.value);
      return name.value;
    }
    // An alias without an anchor has been reported.
    if (isAlias(this.#target(key))) return undefined;
    this.#report({
      rule: 'yaml/key',
      severity: 'error',
      message: name.reason,
      at: span(key),
      ...(isMap(key) && key.flow === true && { help: 'put a text that starts with "{{" in quotes' }),
    });
    return undefined;
  }

  /** YAML 1.1 has more words for true and false than a person thinks of: `y`, `n`, `on`, `off`. */
  #checkWord(key: Node, name: string): void {
    if (!isScalar(key) || !isPlain(key) || tagOf(key) !== undefined || (name !== 'true' && name !== 'false'))
      return;
    const written = textOf(key);
    // Said once: in a chart of x and y, one mapping after another has the same key.
    if (written.toLowerCase() === name || this.#words.has(written)) return;
    this.#words.add(written);
    this.#report({
      rule: 'yaml/boolean-key',
      severity: 'warning',
      message: `the key "${written}" is read as the boolean ${name}, so it is called "${name}"`,
      at: span(key),
      help: `put it in quotes if the text is meant: "${written}"`,
    });
  }

  #readScalarKey(key: Scalar): void {
    this.#nodes++;
    if (key.anchor === undefined) return;
    this.#anchors.set(key.anchor, key);
    this.#readings.set(key, this.#readScalar(key));
  }

  #nameOf(key: Node): ReturnType<typeof resolveKey> {
    const node = this.#target(key);
    if (!isScalar(node)) return { ok: false, reason: 'a mapping or a list cannot be a key' };
    return resolveKey(this.#textOf(node), isPlain(node), tagOf(node));
  }

  #keysOf(map: YAMLMap, end: number): Map<string, Node> {
    const keys = new Map<string, Node>();
    for (const { key } of map.items.slice(0, end)) {
      if (!isNode(key) || isMerge(key)) continue;
      const name = this.#nameOf(key);
      if (name.ok && !keys.has(name.value)) keys.set(name.value, key);
    }
    return keys;
  }

  #reportDuplicate(name: string, first: Node, second: Node): void {
    this.#report({
      rule: 'yaml/duplicate-key',
      severity: 'warning',
      message: `the key "${name}" stands twice in one mapping; the last one counts`,
      at: span(second),
      related: { message: `"${name}" stands here first`, at: span(first) },
      help: 'remove one of the two',
    });
  }

  #readAlias(alias: Alias, depth: number): Reading {
    const target = this.#anchors.get(alias.source);
    if (target === undefined) {
      const known = [...this.#anchors.keys()].map((name) => `"&${name}"`).join(', ');
      this.#report({
        rule: 'yaml/syntax',
        severity: 'error',
        message: `the alias "*${alias.source}" has no anchor "&${alias.source}" above it`,
        at: span(alias),
        help:
          known === ''
            ? `put the text in quotes if it is meant to start with "*"`
            : `the anchors above it: ${known}`,
      });
      return NOTHING;
    }
    this.#targets.set(alias, target);
    const reading = this.#readings.get(target);
    if (reading === undefined) {
      throw this.#refuse(alias, 'yaml/syntax', `the anchor "&${alias.source}" contains itself`);
    }
    if (depth + reading.depth > this.#limits.depth) {
      throw this.#refuse(alias, 'yaml/too-deep', tooDeep(this.#limits.depth));
    }
    this.#nodes += 1 + reading.nodes;
    this.#aliased += reading.nodes;
    if (isExcessiveAliasing(this.#nodes, this.#aliased)) {
      const message = `the aliases of this document write out to more than ${this.#nodes - 1} values`;
      throw this.#refuse(alias, 'yaml/too-large', message);
    }
    return { ...reading, nodes: 1 + reading.nodes, aliased: reading.nodes };
  }

  #refuse(node: Node, rule: string, message: string): Refused {
    this.#report({ rule, severity: 'error', message, at: span(node) });
    return new Refused(message);
  }

  #report(finding: Finding): void {
    // However many warnings there are, an error is among the findings: it decides whether there is a value.
    const isFirstError =
      finding.severity === 'error' && !this.#found.some(({ severity }) => severity === 'error');
    if (isFirstError || this.#found.length < this.#limits.diagnostics) this.#found.push(finding);
  }

  #target(node: Node): Node {
    return isAlias(node) ? (this.#targets.get(node) ?? node) : node;
  }

  /** Where a path stands; a path that leads nowhere stands where its nearest existing parent does. */
  spanOf(path: Path, what: 'value' | 'key'): Span | undefined {
    if (this.#root === null) return undefined;
    let node: Node = this.#root;
    let key: Node | undefined;
    for (const step of path) {
      const next = this.#step(this.#target(node), step);
      if (next === undefined) return span(node);
      key = next.key;
      // A key without a value stands where its key does.
      if (next.value === undefined) return span(next.key ?? node);
      node = next.value;
    }
    return span(what === 'key' && key !== undefined ? key : this.#target(node));
  }

  #step(
    node: Node,
    step: string | number,
  ): { readonly key?: Node; readonly value: Node | undefined } | undefined {
    if (isSeq(node) && typeof step === 'number') {
      const item = node.items[step];
      return isNode(item) ? { value: item } : undefined;
    }
    if (!isMap(node) || typeof step === 'number') return undefined;
    const pair = this.#entriesOf(node).get(step);
    if (pair === undefined || !isNode(pair.key)) return undefined;
    return { key: pair.key, value: isNode(pair.value) ? pair.value : undefined };
  }

  #entriesOf(map: YAMLMap): ReadonlyMap<string, Pair> {
    const known = this.#entries.get(map);
    if (known !== undefined) return known;
    const entries = new Map<string, Pair>();
    // Kept before it is filled, so that a mapping that merges itself ends.
    this.#entries.set(map, entries);
    for (const pair of map.items) {
      if (!isNode(pair.key)) continue;
      if (isMerge(pair.key)) {
        for (const source of this.#mergeSources(pair)) {
          for (const [name, merged] of this.#entriesOf(source)) entries.set(name, merged);
        }
        continue;
      }
      const name = this.#nameOf(pair.key);
      if (name.ok) entries.set(name.value, pair);
    }
    return entries;
  }

  #mergeSources(pair: Pair): readonly YAMLMap[] {
    if (!isNode(pair.value)) return [];
    const source = this.#target(pair.value);
    const maps = isSeq(source) ? source.items.toReversed() : [source];
    return maps.map((item) => (isNode(item) ? this.#target(item) : item)).filter((item) => isMap(item));
  }
}

class Total {
  #nodes = 1;
  #aliased = 0;
  #depth = 0;

  add(reading: Reading): void {
    this.#nodes += reading.nodes;
    this.#aliased += reading.aliased;
    this.#depth = Math.max(this.#depth, reading.depth);
  }

  reading(value: JsonValue): Reading {
    return { value, nodes: this.#nodes, aliased: this.#aliased, depth: this.#depth + 1 };
  }
}

/** What is wrong with a document that nests deeper than `limit` levels. */
export function tooDeep(limit: number): string {
  return `the values are nested more than ${limit} levels deep`;
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}

function isMerge(key: Node): boolean {
  return (
    isScalar(key) &&
    textOf(key) === '<<' &&
    (isPlain(key) ? tagOf(key) === undefined : tagOf(key) === MERGE_TAG)
  );
}

function isPlain(node: Scalar): boolean {
  return node.type === 'PLAIN' || node.type === undefined;
}

function textOf(node: Scalar): string {
  return node.source ?? '';
}

/** go-yaml leaves the tag `!` out, and an unquoted scalar with it is text. */
function tagOf(node: Scalar): string | undefined {
  return node.tag;
}

function span(node: Node): Span {
  const [start, end] = node.range ?? [0, 0];
  return [start, end];
}
