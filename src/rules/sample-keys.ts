import type { EventDefinition } from '../model/kinds/event-source.ts';
import { isSlip, nearest } from '../nearest.ts';
import { type PathProblem, plainKeys } from './event-data.ts';
import keys from './sample-keys.json' with { type: 'json' };

/** The keys of a mapping, each with those below it; `#` stands for every item of a list. */
export interface KeyTree {
  readonly [key: string]: KeyTree;
}

/**
 * The types whose events have a shape that their sender lays down, with all keys that their samples have. It is made
 * from payloads/ by test/payloads/sample-keys.test.ts.
 */
const TYPES: Readonly<Record<string, KeyTree>> = keys;

/**
 * A key that no sample of the type has, where all of them have one that differs by a slip only. A person means that
 * one nearly always; that a sender has both is not known to be impossible.
 */
export function misspeltKey(event: EventDefinition, path: string): PathProblem | undefined {
  const written = plainKeys(path);
  let tree: KeyTree | undefined = TYPES[event.type];
  for (const [depth, key] of written.entries()) {
    if (tree === undefined) return undefined;
    const below: KeyTree | undefined = childOf(tree, key);
    if (below !== undefined) {
      tree = below;
      continue;
    }
    const near = nearest(key, Object.keys(tree));
    // What a path begins with is judged for all types alike.
    if (depth === 0 || near === undefined || !isMisspelt(key, near)) return undefined;
    const holder = written.slice(0, depth).join('.');
    const start = path.indexOf(key, holder.length);
    return {
      message: `"${holder}" of ${event.type} events has "${near}", and in no sample of them "${key}"`,
      meant: path.slice(0, start) + near + path.slice(start + key.length),
    };
  }
  return undefined;
}

function childOf(tree: KeyTree, key: string): KeyTree | undefined {
  const name = /^\d+$/.test(key) && Object.hasOwn(tree, '#') ? '#' : key;
  return Object.hasOwn(tree, name) ? tree[name] : undefined;
}

/** One of them in another case or without its underscores, or one letter wrong; singular and plural may both be. */
function isMisspelt(key: string, near: string): boolean {
  if (`${key}s` === near || key === `${near}s` || near.length < 3) return false;
  const plain = (name: string) => name.toLowerCase().replaceAll(/[_-]/g, '');
  // `nearest` allows more letters in longer names.
  return plain(key) === plain(near) || isSlip(key, near);
}
