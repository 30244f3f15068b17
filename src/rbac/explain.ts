import type { Model } from '../model/model.ts';
import type { Audit, Gap } from './audit.ts';
import { danger } from './catalogue.ts';
import type { Refusal } from './forbidden.ts';
import { type SmallRule, smallestRules } from './generate.ts';
import type { Cause, Need } from './need.ts';
import { type Change, editsFor } from './patch.ts';
import { type Account, combinedResource, identityOf, type ResourceRequest } from './request.ts';
import { whyDenied } from './why.ts';

/** A refusal, and what the manifests know of it. */
export interface Explained {
  readonly refusal: Refusal;
  /** What asks for it; undefined when nothing among the manifests does. */
  readonly need: Need | undefined;
  /** Why it is denied, and what to change, as the manifests have it. */
  readonly why: string;
  /** The object to change; undefined where one has to be added, or nothing is to be changed. */
  readonly at: Cause | undefined;
  /** What to change in it. */
  readonly change: Change | undefined;
  /** The rule that is missing, for a role that reaches the account; undefined when that would be of no use. */
  readonly rule: SmallRule | undefined;
  /** What the right means, where it means more than it says. */
  readonly danger: string | undefined;
}

export function explain(refusals: readonly Refusal[], audit: Audit, model: Model): readonly Explained[] {
  return refusals.map((refusal) => {
    if (refusal.kind === 'denied') return denied(refusal, audit, model);
    return refusal.kind === 'no-account' ? noAccount(refusal, audit, model) : clusterTemplate(refusal, audit);
  });
}

function noAccount(
  refusal: Refusal & { readonly kind: 'no-account' },
  { needs }: Audit,
  model: Model,
): Explained {
  const { namespace, name } = refusal.account;
  const need = needs.needs.find(({ account }) => account.namespace === namespace && account.name === name);
  const isThere = model.find('ServiceAccount', namespace, name) !== undefined;
  const why = isThere
    ? `the manifests hold the service account "${name}" of namespace "${namespace}", but they were not applied`
    : `there is no service account "${name}" in namespace "${namespace}": create it, or name another`;
  return { refusal, need, why, ...NOTHING };
}

function clusterTemplate(
  refusal: Refusal & { readonly kind: 'cluster-template' },
  { needs, gaps }: Audit,
): Explained {
  const isAbout = ({ request }: Need) => request.resource === TEMPLATES.resource;
  const need = gaps.find((gap) => isAbout(gap.need))?.need ?? needs.needs.find(isAbout);
  const why = '"argo" reads no cluster template unless its account may get, list and watch all of them';
  const [rule] = smallestRules(
    ['get', 'list', 'watch'].map((verb) => ({ request: { ...TEMPLATES, verb, namespace: '' } })),
  );
  return { refusal, need, why, ...NOTHING, rule };
}

const TEMPLATES = { group: 'argoproj.io', resource: 'clusterworkflowtemplates', subresource: '', name: '' };
const NOTHING = { at: undefined, change: undefined, rule: undefined, danger: undefined };

function denied(refusal: Refusal & { readonly kind: 'denied' }, audit: Audit, model: Model): Explained {
  const { needs, unchecked, authorizer } = audit;
  const { account, request, user } = refusal;
  if (account === undefined) {
    const why = `"${user}" is no service account: ${user.startsWith('system:anonymous') ? 'the request came without a token' : 'it is a person or a client of the cluster, and no part of a flow'}`;
    return { refusal, need: undefined, why, ...NOTHING };
  }
  const matches = (need: Need) =>
    need.account.namespace === account.namespace &&
    need.account.name === account.name &&
    need.request.verb === request.verb &&
    need.request.group === request.group &&
    combinedResource(need.request) === combinedResource(request) &&
    need.request.namespace === request.namespace;
  const named = needs.needs.filter(matches);
  // One sensor may act on several objects.
  const need = named.find((one) => one.request.name === request.name) ?? named[0];
  const asked = need?.request ?? { ...request, name: '' };
  if (authorizer.allows(identityOf(account), { ...asked, name: request.name || asked.name })) {
    const why =
      'the manifests allow it: what is on the cluster is older than they are, or they were never applied';
    return { refusal, need, why, ...NOTHING };
  }
  const reports = need === undefined && isPodPatch(request) ? reportsOf(account, audit) : undefined;
  if (reports !== undefined) {
    const [gap] = reports;
    const why =
      'the executor of Argo Workflows 3.4 and 3.5 changes its own pod when it may not create and patch workflowtaskresults; it is those that it needs';
    const needed = reports.map((one) => one.need);
    const [rule] = smallestRules(needed);
    const change = gap && editsFor(model, gap.why, needed);
    return { refusal, need: gap?.need, why, ...NOTHING, at: gap?.why.at, change, rule };
  }
  const [rule] = smallestRules([{ request: asked }]);
  const risk = danger(asked);
  const open = unchecked.find((one) => one.need === need);
  if (need !== undefined && open !== undefined)
    return {
      refusal,
      need,
      why: `the manifests do not tell: ${open.reason}`,
      ...NOTHING,
      rule,
      danger: risk,
    };
  const why = whyDenied(model, authorizer, { account, request: asked });
  return {
    refusal,
    need,
    why: need === undefined ? `nothing among the manifests asks for it, and ${why.message}` : why.message,
    at: why.at,
    change: editsFor(model, why, [{ account, request: asked }]),
    // A role that has the rule and is not bound to the account needs no second one.
    rule: why.kind === 'role-not-bound' ? undefined : rule,
    danger: risk,
  };
}

/** Source: argo-workflows 3.4 and 3.5 workflow/executor/executor.go (falling back to a pod patch). */
function isPodPatch({ verb, group, resource, subresource }: ResourceRequest): boolean {
  return verb === 'patch' && group === '' && resource === 'pods' && subresource === '';
}

/** What an account lacks of the right to report a pod's result; undefined when it lacks nothing of it. */
function reportsOf({ namespace, name }: Account, { gaps }: Audit): readonly Gap[] | undefined {
  const found = gaps.filter(
    ({ need: { account, request } }) =>
      account.namespace === namespace && account.name === name && request.resource === 'workflowtaskresults',
  );
  return found.length === 0 ? undefined : found;
}
