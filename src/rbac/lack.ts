import { combinedResource } from './request.ts';
import type { Asked } from './why.ts';

/** `"sensor" lacks "create" and "list" on workflows in namespace "ci"`. */
export function lackOf({ account, request }: Asked, verbs: readonly string[]): string {
  const resource = combinedResource(request);
  const name = request.name === '' ? '' : ` "${request.name}"`;
  const where = request.namespace === '' ? 'for the whole cluster' : `in namespace "${request.namespace}"`;
  return `"${account.name}" lacks ${quoted(verbs)} on ${resource}${name} ${where}`;
}

export function quoted(names: readonly string[]): string {
  return joined(names.map((name) => `"${name}"`));
}

export function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
