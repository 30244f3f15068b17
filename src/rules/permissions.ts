import { readWorkflow } from '../model/kinds/workflow.ts';
import { type Audit, audit, type Gap } from '../rbac/audit.ts';
import { type Granted, grantedTo } from '../rbac/excess.ts';
import { lackOf } from '../rbac/lack.ts';
import type { Need } from '../rbac/need.ts';
import { needsOf } from '../rbac/needs.ts';
import { combinedResource } from '../rbac/request.ts';
import type { WhyKind } from '../rbac/why.ts';
import type { Finding, Inspection } from './rule.ts';
import { accountForgotten } from './service-accounts.ts';

/** What the accounts of the flow need, have and lack. */
export interface Permissions extends Audit {
  readonly granted: readonly Granted[];
}

const KNOWN = new WeakMap<Inspection['model'], Permissions>();

/** Computed once for all rules that look at a model. */
export function permissionsOf({
  model,
  horizon,
  releases,
}: Pick<Inspection, 'model' | 'horizon' | 'releases'>): Permissions {
  let known = KNOWN.get(model);
  if (known === undefined) {
    const found = audit(model, needsOf(model, releases), horizon);
    known = { ...found, granted: grantedTo(model, found) };
    KNOWN.set(model, known);
  }
  return known;
}

/** Gaps that one change would close: of one account, on one resource, for one reason. */
export interface GapGroup {
  readonly gap: Gap;
  readonly verbs: readonly string[];
  readonly needs: readonly Need[];
}

/** The gaps that have one of these reasons. What another rule says of the same mistake is left out. */
export function gapsFor(inspection: Inspection, kinds: readonly WhyKind[]): readonly GapGroup[] {
  const { gaps, homeless } = permissionsOf(inspection);
  const groups = new Map<string, { gap: Gap; verbs: string[]; needs: Need[] }>();
  for (const gap of gaps) {
    const { need, why } = gap;
    const { account, request } = need;
    if (!kinds.includes(why.kind)) continue;
    // An account that is not there has no rights either, and a Workflow without one has a rule of its own.
    if (homeless.some((use) => isSame(use.account, account)) || isForgotten(inspection.model, gap)) continue;
    const at = why.at ?? need.cause;
    const key = JSON.stringify([
      account,
      why.kind,
      at.resource.at(at.path),
      request.group,
      combinedResource(request),
      request.namespace,
    ]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { gap, verbs: [request.verb], needs: [need] });
    else {
      group.verbs.push(request.verb);
      group.needs.push(need);
    }
  }
  return [...groups.values()];
}

/** A finding where the right is asked for, with the place that is to be changed beside it. */
export function reportGap(
  inspection: Inspection,
  group: GapGroup,
  more: Pick<Finding, 'help' | 'fix'>,
): void {
  const { need, why, certain } = group.gap;
  const fault = why.at;
  inspection.report({
    ...need.cause,
    message: `${need.reason}, for which ${lackOf(group.gap.need, group.verbs)}: ${why.message}`,
    severity: certain ? 'error' : 'warning',
    ...(fault?.resource.written([]) && { related: [{ message: 'what to change', ...fault }] }),
    ...more,
  });
}

/** A finding at the part of a role or binding that does not do what it is there for. */
export function reportFault(
  inspection: Inspection,
  group: GapGroup,
  more: Pick<Finding, 'help' | 'fix'>,
): void {
  const { need, why, certain } = group.gap;
  const at = why.at?.resource.written([]) === undefined ? need.cause : why.at;
  inspection.report({
    ...at,
    message: `${why.message}, so ${lackOf(group.gap.need, group.verbs)}`,
    related: [{ message: need.reason, ...need.cause }],
    severity: certain ? 'error' : 'warning',
    ...more,
  });
}

/** Is a binding's subject already told to be no account that is there? */
export function isDangling({ model, reach }: Inspection, { why }: Gap): boolean {
  const { at } = why;
  return model.links.some(
    (link) =>
      link.kind === 'subject' &&
      link.from === at?.resource &&
      reach(link) === 'missing' &&
      (link.at.path ?? []).every((part, index) => part === at.path[index]),
  );
}

function isForgotten(model: Inspection['model'], { need: { account, cause } }: Gap): boolean {
  if (account.name !== 'default') return false;
  const embedded = model.embedded.find(({ resource }) => resource === cause.resource);
  const workflow = embedded && readWorkflow(embedded.resource, []);
  return workflow !== undefined && accountForgotten(model, workflow, embedded) !== undefined;
}

function isSame(a: Gap['need']['account'], b: Gap['need']['account']): boolean {
  return a.namespace === b.namespace && a.name === b.name;
}
