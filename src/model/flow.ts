import { ARGO_GROUP, ARGO_KINDS, isOtherArgoKind } from './catalogue.ts';
import type { Link } from './links.ts';
import { isMaker } from './made-objects.ts';
import type { Model } from './model.ts';
import { folderOf } from './neighbours.ts';
import { groupOf, type Resource } from './resource.ts';

/**
 * The objects that have to do with flows: those of Argo Events and Argo Workflows, all that they lead to, what grants them
 * permissions or leads requests to them, and all that lies beside them in the same folders. A repository of a whole
 * platform holds much more, of which nothing here knows how it is used.
 */
export function flowObjects(model: Model): ReadonlySet<Resource> {
  const found = new Set(model.resources.filter(isOfArgo));
  const folders = new Set([...found].map(folderOf));
  for (const resource of model.resources) {
    if (folders.has(folderOf(resource))) found.add(resource);
  }
  addPermissions(model, found);
  const from = new Map<Resource, Link[]>();
  for (const link of model.links) {
    const known = from.get(link.from);
    if (known === undefined) from.set(link.from, [link]);
    else known.push(link);
  }
  // What is added while this runs comes by, too.
  for (const resource of found) {
    for (const { target } of from.get(resource) ?? []) if (target !== undefined) found.add(target);
  }
  for (const link of model.links) if (leadsToFlow(link, found)) found.add(link.from);
  if (found.size === 0) return found;
  // Of the Secrets that are named, some are made by these.
  for (const resource of model.resources) if (isMaker(resource)) found.add(resource);
  const namespaces = new Set([...found].map((resource) => model.namespaceOf(resource)));
  for (const resource of model.ofKind('Namespace')) if (namespaces.has(resource.name)) found.add(resource);
  return found;
}

/** Also what only nearly is an object of Argo; not those of Argo CD and Argo Rollouts. */
function isOfArgo({ apiVersion, kind }: Resource): boolean {
  const group = groupOf(apiVersion);
  if (group === ARGO_GROUP) return !isOtherArgoKind(kind);
  return ARGO_KINDS.includes(kind) && (group === '' || group.includes('argo'));
}

/** Roles for objects of Argo, and what binds those, or any role, to the accounts of flows. */
function addPermissions(model: Model, found: Set<Resource>): void {
  const accounts = new Set(
    model.links
      .filter(({ kind, from }) => kind === 'runs-as' && found.has(from))
      .map(({ to }) => accountOf(to)),
  );
  for (const { resource, rules } of model.roles) {
    const isMeant = rules.some(
      ({ apiGroups, resources }) => apiGroups.includes(ARGO_GROUP) && resources.some(isOfFlows),
    );
    if (isMeant) found.add(resource);
  }
  for (const { kind, from, to, target } of model.links) {
    const grants = kind === 'subject' && accounts.has(accountOf(to));
    if (grants || (kind === 'role' && target !== undefined && found.has(target))) found.add(from);
  }
}

function accountOf({ namespace, name }: Link['to']): string {
  return `${namespace}/${name}`;
}

const RESOURCES: ReadonlySet<string> = new Set([
  ...ARGO_KINDS.map((kind) => (kind === 'EventBus' ? 'eventbus' : `${kind.toLowerCase()}s`)),
  '*',
]);

function isOfFlows(resource: string): boolean {
  return RESOURCES.has(resource.replace(/\/.*/, ''));
}

/** An Ingress for an EventSource; the Service of one has its name. */
function leadsToFlow({ kind, to, target }: Link, found: ReadonlySet<Resource>): boolean {
  return (
    kind === 'backend' &&
    (to.name.endsWith('-eventsource-svc') || (target !== undefined && found.has(target)))
  );
}
