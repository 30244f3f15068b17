import { isArray, isObject, type JsonValue } from '../json.ts';
import type { Candidate } from './candidates.ts';

/** What people pass on, by the last word of the path: identifiers, places, and what somebody said. */
const WANTED: ReadonlySet<string> = new Set([
  'action',
  'after',
  'amount',
  'amount_paid',
  'amount_total',
  'branch',
  'checkout_sha',
  'clone_url',
  'command',
  'commit',
  'currency',
  'customer',
  'digest',
  'email',
  'eventName',
  'full_name',
  'git_http_url',
  'hash',
  'html_url',
  'id',
  'iid',
  'key',
  'message',
  'name',
  'namespace',
  'number',
  'object_kind',
  'path',
  'path_with_namespace',
  'ref',
  'repo_name',
  'revision',
  'sha',
  'state',
  'status',
  'subject',
  'tag',
  'tag_name',
  'text',
  'title',
  'toHash',
  'type',
  'url',
  'user',
  'username',
]);

/** What is there for programs that ask the provider again. */
const PLUMBING = /^(?:node_id|avatar_url|gravatar_id|_links|.*_urls?|site_admin|etag|.*eTag|sequencer)$/i;

/** The higher, the sooner somebody takes it. `curated`: the sample itself says that it is worth a look. */
export function rankOf({ steps, value, type }: Candidate, curated: boolean): number {
  const keys = steps.filter((step) => typeof step === 'string');
  const last = keys.at(-1) ?? '';
  const places = steps.filter((step) => typeof step === 'number');
  let rank = curated ? 60 : 0;
  if (type === 'list' || type === 'object') rank -= 60;
  else if (type === 'boolean') rank += 10;
  else if (value === '' || value.includes('\n') || value.length > 120) rank -= 20;
  else rank += 30;
  // GitHub's templates of addresses hold "{/sha}".
  if ((PLUMBING.test(last) && !WANTED.has(last)) || value.includes('{/')) rank -= 30;
  else if (WANTED.has(last) || /(?:^|[a-z_-])(?:id|Id|ID)$/.test(last)) rank += 25;
  rank -= 4 * Math.max(0, steps.length - 2);
  // The second item of a list, and those after it, are there only sometimes.
  for (const place of places) rank -= typeof place === 'number' && place > 0 ? 25 : 2;
  if (keys[0] === 'header' || keys[0] === 'headers') rank -= namesTheKind(keys[1]) ? 5 : 40;
  if (keys.includes('sender') || keys.includes('organization')) rank -= 10;
  return rank;
}

/** Headers by which providers say what kind of event it is. */
export function namesTheKind(header: string | undefined): boolean {
  return (
    header !== undefined && /^(?:X-(?:Github|Gitlab|Gitea)-Event|X-Event-Key|Ce-Type|type)$/i.test(header)
  );
}

const PROOF = /authorization|cookie|token|secret|passw|signature|api-?key/i;

/**
 * Is it something that nobody takes, and that is not shown either: what proves who sent it, and objects that hold such
 * a thing; all headers together, and the list of one of them?
 */
export function isHidden({ steps, type, value }: Candidate): boolean {
  const [root] = steps;
  const isContainer = type === 'list' || type === 'object';
  if (isContainer && steps.length < 3 && (root === 'header' || root === 'headers')) return true;
  if (steps.some((step) => typeof step === 'string' && PROOF.test(step))) return true;
  return isContainer && holdsProof(JSON.parse(value) as JsonValue);
}

function holdsProof(value: JsonValue): boolean {
  if (isArray(value)) return value.some(holdsProof);
  if (!isObject(value)) return false;
  return Object.entries(value).some(
    ([key, member]) => (typeof member === 'string' && member !== '' && PROOF.test(key)) || holdsProof(member),
  );
}
