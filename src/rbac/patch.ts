import type { Edit } from '../diagnostic.ts';
import type { JsonObject } from '../json.ts';
import { buildModel } from '../model/build.ts';
import type { Model } from '../model/model.ts';
import type { Resource } from '../model/resource.ts';
import { editYaml } from '../yaml/edit.ts';
import { parseYaml } from '../yaml/parse.ts';
import { grantEdits, isExcessive, shrinkEdits } from './amend.ts';
import { type Audit, audit, type Gap, type Scope } from './audit.ts';
import { grantedTo } from './excess.ts';
import { roleAndBinding } from './generate.ts';
import type { Need, Releases } from './need.ts';
import { needsOf } from './needs.ts';
import { combinedResource } from './request.ts';
import type { Asked, Why, WhyKind } from './why.ts';

export interface PatchOptions {
  readonly scope: Scope;
  readonly releases: Releases;
  /** The namespace of objects that name none. */
  readonly namespace?: string | undefined;
  /** Grant what is missing. */
  readonly grant: boolean;
  /** Take away what nobody needs. */
  readonly shrink: boolean;
  /** Of which needs what is missing is granted; of all by default. */
  readonly concerns?: (need: Need) => boolean;
  /** Writes an object as YAML, which ends with a line end. */
  readonly render: (object: JsonObject) => string;
}

export interface Patched {
  /** The new texts of the files that change, by name. */
  readonly changed: ReadonlyMap<string, string>;
  /** What is still missing: no file holds a role or an account that it could be written to. */
  readonly left: readonly Gap[];
}

/**
 * The texts of manifests with the roles in them changed until they grant what is needed, or only that. Everything else
 * in them stays, comments too. A text that is right already is not touched, so a second time changes nothing.
 */
export function patchTexts(texts: ReadonlyMap<string, string>, options: PatchOptions): Patched {
  const patcher = new Patcher(texts, options);
  // What mends one thing may lay bare another: a role that is bound at last may still lack a verb.
  for (let round = 0; round < ROUNDS; round += 1) if (!patcher.round()) break;
  return patcher.result();
}

const ROUNDS = 10;

/** The text of the file that an object stands in, with edits of it; undefined where they cannot be made. */
export function editedText(
  texts: ReadonlyMap<string, string>,
  resource: Resource,
  edits: readonly Edit[],
): { readonly file: string; readonly text: string } | undefined {
  const root = resource.written([]);
  const before = root && texts.get(root.file);
  if (root === undefined || before === undefined || edits.length === 0) return undefined;
  const moved = edits.map((edit): Edit => {
    const path = [...root.path, ...edit.path];
    return edit.kind === 'move' ? { ...edit, path, to: [...root.path, ...edit.to] } : { ...edit, path };
  });
  const text = editYaml(before, root.document, moved);
  if (text === undefined || text === before || (isJson(before) && !isJson(text))) return undefined;
  return { file: root.file, text };
}

/** What is added reads as YAML, which a program that reads JSON may not take. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What closes a gap in the object that is at fault; undefined where something has to be added beside it. */
export function editsFor(model: Model, { at, kind }: Why, needs: readonly Asked[]): Change | undefined {
  const [need] = needs;
  if (at === undefined || need === undefined || at.resource.written([]) === undefined) return undefined;
  const { resource, path } = at;
  if (kind === 'subject-namespace')
    return { resource, edits: [{ kind: 'set', path, value: need.account.namespace }] };
  if (kind === 'wrong-resource')
    return { resource, edits: [{ kind: 'set', path, value: combinedResource(need.request) }] };
  if (!IN_ROLE.has(kind)) return undefined;
  const role = model.roles.find((one) => one.resource === resource);
  if (role === undefined || resource.value['aggregationRule'] !== undefined) return undefined;
  return { resource, edits: grantEdits(role, needs) };
}

export interface Change {
  readonly resource: Resource;
  readonly edits: readonly Edit[];
}

/** Reasons that a change of a role that is bound already removes. */
const IN_ROLE: ReadonlySet<WhyKind> = new Set([
  'verb-absent',
  'resource-absent',
  'resource-names',
  'wrong-group',
  'subresource',
  'role-empty',
]);

class Patcher {
  readonly #original: ReadonlyMap<string, string>;
  readonly #texts: Map<string, string>;
  readonly #options: PatchOptions;

  constructor(texts: ReadonlyMap<string, string>, options: PatchOptions) {
    this.#original = texts;
    this.#texts = new Map(texts);
    this.#options = options;
  }

  /** True when something changed. */
  round(): boolean {
    const { model, judged } = this.#judge();
    if (this.#options.grant && (this.#mend(model, judged) || this.#add(model, judged))) return true;
    return this.#options.shrink && this.#shrink(model, judged);
  }

  result(): Patched {
    const changed = [...this.#texts].filter(([file, text]) => this.#original.get(file) !== text);
    return {
      changed: new Map(changed),
      left: this.#options.grant ? this.#judge().judged.gaps : [],
    };
  }

  #judge(): { readonly model: Model; readonly judged: Audit } {
    const { namespace, releases, scope, concerns } = this.#options;
    const documents = [...this.#texts].flatMap(([file, text]) => parseYaml(text, file).documents);
    const model = buildModel(documents, namespace === undefined ? {} : { namespace });
    const judged = audit(model, needsOf(model, releases), scope);
    if (concerns === undefined) return { model, judged };
    return { model, judged: { ...judged, gaps: judged.gaps.filter(({ need }) => concerns(need)) } };
  }

  /** Changes objects that are there. */
  #mend(model: Model, { gaps }: Audit): boolean {
    const byPlace = new Map<string, Gap[]>();
    for (const gap of gaps) {
      const { at, kind } = gap.why;
      if (at === undefined) continue;
      const place = IN_ROLE.has(kind) ? at.resource.at([]) : at.resource.at(at.path);
      const key = JSON.stringify([IN_ROLE.has(kind), place]);
      byPlace.set(key, [...(byPlace.get(key) ?? []), gap]);
    }
    let changed = false;
    for (const [gap, ...others] of byPlace.values()) {
      if (gap === undefined) continue;
      const change = editsFor(model, gap.why, [gap.need, ...others.map(({ need }) => need)]);
      if (change !== undefined && this.#edit(change)) changed = true;
    }
    return changed;
  }

  /** Adds roles and bindings behind the accounts that they are for. */
  #add(model: Model, { gaps }: Audit): boolean {
    const groups = new Map<string, Need[]>();
    for (const { need } of gaps) {
      const key = JSON.stringify([need.account, need.request.namespace]);
      groups.set(key, [...(groups.get(key) ?? []), need]);
    }
    let changed = false;
    for (const needs of groups.values()) {
      const [need] = needs;
      const file = need && homeOf(model, need);
      const text = file === undefined ? undefined : this.#texts.get(file);
      // A file in JSON holds one object.
      if (need === undefined || file === undefined || text === undefined || /^\s*[[{]/.test(text)) continue;
      const objects = roleAndBinding(need.account, need.request.namespace, needs, (name) =>
        isTaken(model, name, need.request.namespace),
      );
      const end = text === '' || text.endsWith('\n') ? '' : '\n';
      const added = objects.map((object) => `---\n${this.#options.render(object)}`).join('');
      this.#texts.set(file, `${text}${end}${added}`);
      changed = true;
    }
    return changed;
  }

  #shrink(model: Model, judged: Audit): boolean {
    const granted = grantedTo(model, judged).filter(isExcessive);
    let changed = false;
    for (const role of new Set(granted.map((one) => one.role))) {
      if (this.#edit({ resource: role.resource, edits: shrinkEdits(role, granted) })) changed = true;
    }
    return changed;
  }

  #edit({ resource, edits }: Change): boolean {
    const edited = editedText(this.#texts, resource, edits);
    if (edited === undefined) return false;
    this.#texts.set(edited.file, edited.text);
    return true;
  }
}

/** The file that holds the account, or else one with a binding of the namespace. */
function homeOf(model: Model, { account, request }: Need): string | undefined {
  const holder =
    model.find('ServiceAccount', account.namespace, account.name) ??
    model.roleBindings.find(({ resource }) => model.namespaceOf(resource) === request.namespace)?.resource;
  return holder?.written([])?.file;
}

function isTaken({ roles, roleBindings, namespaceOf }: Model, name: string, namespace: string): boolean {
  return [...roles, ...roleBindings].some(
    (one) => one.name === name && namespaceOf(one.resource) === namespace,
  );
}
