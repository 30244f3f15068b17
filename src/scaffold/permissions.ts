import type { Edit } from '../diagnostic.ts';
import type { JsonObject } from '../json.ts';
import type { Model } from '../model/model.ts';
import { audit, type Scope } from '../rbac/audit.ts';
import { generateObjects, roleAndBinding } from '../rbac/generate.ts';
import type { Need, Needs } from '../rbac/need.ts';
import { needsOf } from '../rbac/needs.ts';
import { editedText, patchTexts } from '../rbac/patch.ts';
import type { Account } from '../rbac/request.ts';
import type { PlannedFile } from './plan.ts';
import { modelOf, type Project } from './project.ts';

/**
 * The planned files, and those that grant what they make the project need: a new one with the accounts that are not
 * there yet and their roles, and those whose roles lack something. What the project lacked before, it lacks still.
 */
export function grantNeeds(
  project: Project,
  planned: readonly PlannedFile[],
  file: string,
  render: (object: JsonObject) => string,
): readonly PlannedFile[] {
  const texts = new Map(project.texts);
  for (const { path, text } of planned) if (/\.ya?ml$/.test(path)) texts.set(path, text);
  const paths = new Set(planned.map(({ path }) => path));
  const lacking = new Set(gapsOf(project, project.model).map(keyOf));
  grant(project, texts, { paths, file, render, concerns: (need) => !lacking.has(keyOf(need)) });
  const others = changesOf(project, texts).filter(({ path }) => !paths.has(path));
  return [...planned.map((one) => ({ ...one, text: texts.get(one.path) ?? one.text })), ...others];
}

/**
 * The files that grant all that the project needs and does not have: accounts that are nowhere come into `file`, with
 * their roles, and roles that lack something are changed.
 */
export function grantAll(
  project: Project,
  file: string,
  render: (object: JsonObject) => string,
): readonly PlannedFile[] {
  const texts = new Map(project.texts);
  grant(project, texts, { paths: new Set(texts.keys()), file, render, concerns: () => true });
  // "default" is there in every namespace, so no file holds it, and its roles have no other home.
  const model = modelOf(texts);
  const groups = new Map<string, Need[]>();
  for (const need of gapsOf(project, model)) {
    if (need.account.name !== 'default') continue;
    const key = JSON.stringify([need.account, need.request.namespace]);
    groups.set(key, [...(groups.get(key) ?? []), need]);
  }
  const taken = (name: string) => [...model.roles, ...model.roleBindings].some((one) => one.name === name);
  const objects = [...groups.values()].flatMap(([need, ...others]) =>
    need === undefined ? [] : roleAndBinding(need.account, need.request.namespace, [need, ...others], taken),
  );
  if (objects.length > 0) append(texts, file, objects.map(render).join('---\n'));
  return changesOf(project, texts);
}

interface Granting {
  /** The files whose objects may run as accounts that are nowhere. */
  readonly paths: ReadonlySet<string>;
  /** Where such accounts go. */
  readonly file: string;
  readonly render: (object: JsonObject) => string;
  /** Which needs are looked at. */
  readonly concerns: (need: Need) => boolean;
}

/** Changes the texts until they grant what is needed. */
function grant(
  project: Project,
  texts: Map<string, string>,
  { paths, file, render, concerns }: Granting,
): void {
  append(texts, file, newAccounts(project, modelOf(texts), paths, render));
  let model = modelOf(texts);
  const { find } = model;
  const isOurs = (need: Need) =>
    concerns(need) && find('ServiceAccount', need.account.namespace, need.account.name) !== undefined;
  if (gapsOf(project, model).some(isOurs)) {
    const { releases } = project;
    const options = {
      scope: reachOf(project),
      releases,
      grant: true,
      shrink: false,
      concerns: isOurs,
      render,
    };
    for (const [path, text] of patchTexts(texts, options).changed) texts.set(path, text);
    model = modelOf(texts);
  }
  giveTokens(project, model, texts, paths);
}

function append(texts: Map<string, string>, file: string, text: string): void {
  if (text === '') return;
  const before = texts.get(file);
  texts.set(file, before === undefined ? text : `${before.replace(/\n?$/, '\n')}---\n${text}`);
}

function changesOf({ texts: old }: Project, texts: ReadonlyMap<string, string>): readonly PlannedFile[] {
  return [...texts].flatMap(([path, text]): PlannedFile[] => {
    const before = old.get(path);
    if (before === text) return [];
    return [before === undefined ? { path, text } : { path, text, before }];
  });
}

/** An account that begins to call the API server, or is planned, needs a token in its pods where it calls that. */
function giveTokens(
  project: Project,
  model: Model,
  texts: Map<string, string>,
  planned: ReadonlySet<string>,
): void {
  const before = new Set(needsOf(project.model, project.releases).needs.map(keyOf));
  for (const need of needsOf(model, project.releases).needs) {
    const { namespace, name } = need.account;
    const account = model.find('ServiceAccount', namespace, name);
    if (need.when !== undefined || account?.value['automountServiceAccountToken'] !== false) continue;
    if (before.has(keyOf(need)) && !planned.has(account.at([]).file ?? '')) continue;
    const edit: Edit = { kind: 'set', path: ['automountServiceAccountToken'], value: true };
    const edited = editedText(texts, account, [edit]);
    if (edited !== undefined) texts.set(edited.file, edited.text);
  }
}

function gapsOf(project: Project, model: Model): readonly Need[] {
  const needs = needsOf(model, project.releases);
  return audit(model, needs, reachOf(project)).gaps.map(({ need }) => need);
}

/** Where the account is, its roles are too; an account that lives elsewhere concerns nobody here. */
function reachOf({ scope: { external } }: Project): Scope {
  return { complete: true, external };
}

function keyOf({ account, request }: Need): string {
  return JSON.stringify([account, request]);
}

/** The accounts that something in the planned files runs as and that are nowhere, with their roles; '' for none. */
function newAccounts(
  { scope, releases }: Project,
  model: Model,
  planned: ReadonlySet<string>,
  render: (object: JsonObject) => string,
): string {
  const all = needsOf(model, releases);
  const isNew = ({ namespace, name }: Account) =>
    name !== 'default' &&
    model.find('ServiceAccount', namespace, name) === undefined &&
    !scope.external.includes(`ServiceAccount/${namespace}/${name}`) &&
    !scope.external.includes(`ServiceAccount/${name}`);
  const used = all.uses.filter(
    ({ account, cause }) => planned.has(cause.resource.at([]).file ?? '') && isNew(account),
  );
  const isUsed = (account: Account) =>
    used.some((use) => use.account.namespace === account.namespace && use.account.name === account.name);
  const needs = all.needs.filter(({ account }) => isUsed(account));
  return generateObjects({ ...all, uses: used, needs })
    .map((object) => `${commentFor(object, { ...all, uses: used, needs })}${render(object)}`)
    .join('---\n');
}

/** What an object is there for, as far as it is not plain. */
function commentFor(object: JsonObject, { uses, needs }: Needs): string {
  const { kind, metadata } = object as { kind: string; metadata: { name: string; namespace?: string } };
  const isOf = ({ account }: { readonly account: Account }) => {
    const plain = account.namespace === (metadata.namespace ?? account.namespace);
    return metadata.name === (plain ? account.name : `${account.namespace}:${account.name}`);
  };
  const lines =
    kind === 'ServiceAccount'
      ? uses.filter(isOf).map(({ part }) => `The account of the ${part}.`)
      : kind.endsWith('Role')
        ? needs.filter((need) => isOf(need) && need.when === undefined).map(({ reason }) => sentence(reason))
        : [];
  return [...new Set(lines)].map((line) => `# ${line}\n`).join('');
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
