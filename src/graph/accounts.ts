import type { Link } from '../model/links.ts';
import { absence, type Context, idOfObject } from './context.ts';
import type { Permission } from './flow-graph.ts';

/** The account that a node runs as, with what it is granted and lacks; the edge carries what the node asks of it. */
export function runsAs(context: Context, from: string, link: Link, permissions: readonly Permission[]): void {
  const { model, draft, presenceOf } = context;
  const { namespace, name } = link.to;
  const account = { namespace, name };
  const presence = presenceOf(link);
  const resource = model.find('ServiceAccount', namespace, name);
  const grants = context.permissions.grantsOf(account);
  // Every namespace has this one, and without roles there is nothing to say of it.
  if (name === 'default' && resource === undefined && permissions.length === 0 && grants.length === 0) return;
  const bindings = context.permissions.bindingsOf(account);
  const id = draft.node({
    id: idOfObject('ServiceAccount', namespace, name),
    kind: 'service-account',
    noun: 'ServiceAccount',
    title: name,
    namespace,
    presence,
    grants,
    lacks: context.permissions.lacksOf(account),
    sites: [...(resource === undefined ? [] : [resource]), ...bindings].map((one) => ({
      resource: one,
      path: [],
    })),
    content: resource?.value ?? null,
  });
  draft.edge({
    kind: 'runs-as',
    from,
    to: id,
    permissions,
    broken: absence(link, presence),
    // Places of an object in a Sensor are the Sensor's.
    sites: [{ resource: link.from, path: link.at.path ?? [] }],
  });
}
