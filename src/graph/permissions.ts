import type { Trigger } from '../model/kinds/sensor.ts';
import type { Model } from '../model/model.ts';
import type { Unchecked } from '../rbac/audit.ts';
import type { Need, Releases } from '../rbac/need.ts';
import { needsOf, needsOfTrigger } from '../rbac/needs.ts';
import { type Account, combinedResource, identityOf, type ResourceRequest } from '../rbac/request.ts';
import type { Permissions as Audited } from '../rules/permissions.ts';
import type { Grant, Permission } from './flow-graph.ts';

/** What the audit of a model says of single parts of it. Nothing is judged here. */
export class Permissions {
  readonly #model: Model;
  readonly #audited: Audited;
  readonly #releases: Releases;
  readonly #denied = new Map<string, string>();
  readonly #unchecked = new Map<string, Unchecked>();

  constructor(model: Model, audited: Audited, releases: Releases) {
    this.#model = model;
    this.#audited = audited;
    this.#releases = releases;
    for (const { need, why } of audited.gaps) this.#denied.set(keyOf(need), why.message);
    for (const one of audited.unchecked) this.#unchecked.set(keyOf(one.need), one);
  }

  /** The accounts that parts of the flow run as, with what does. */
  get uses(): Audited['needs']['uses'] {
    return this.#audited.needs.uses;
  }

  /** What one trigger alone asks for: in the audit of the model, what two ask for is the first one's. */
  ofTrigger(trigger: Trigger, sensor: Model['sensors'][number]): readonly Permission[] {
    const dead = [...trigger.path, 'dlqTrigger'];
    const own = needsOfTrigger(this.#model, sensor, trigger, this.#releases).needs.filter(
      ({ part, cause }) =>
        part === 'sensor' && startsWith(cause.path, trigger.path) && !startsWith(cause.path, dead),
    );
    return this.#permissions(own);
  }

  /** What the pods of the Workflow that a trigger makes ask for as an account. */
  ofTriggeredPods(
    trigger: Trigger,
    sensor: Model['sensors'][number],
    account: Account,
  ): readonly Permission[] {
    return this.#permissions(
      needsOfTrigger(this.#model, sensor, trigger, this.#releases).needs.filter((need) =>
        isOfPods(need, account),
      ),
    );
  }

  /** What an event source asks for itself. */
  ofEventSource(source: Model['eventSources'][number]): readonly Permission[] {
    return this.#permissions(this.#needsIn({ eventSources: [source] }));
  }

  /** What a sensor asks for whatever its triggers do. */
  ofSensor(sensor: Model['sensors'][number]): readonly Permission[] {
    const needs = this.#needsIn({ sensors: [{ ...sensor, triggers: [] }] });
    return this.#permissions(needs.filter(({ part }) => part === 'sensor'));
  }

  /** What the pods of a Workflow ask for as an account. */
  ofPods(workflow: Model['workflows'][number], account: Account): readonly Permission[] {
    const needs = this.#needsIn({ workflows: [workflow] });
    return this.#permissions(needs.filter((need) => isOfPods(need, account)));
  }

  /** What roles among the files grant to an account, a rule each; those of every cluster are not listed. */
  grantsOf(account: Account): readonly Grant[] {
    const { granted } = this.#audited;
    return granted.flatMap(({ role, rule, accounts, needed }) => {
      if (!accounts.some((one) => isSame(one, account))) return [];
      const names = rule.resourceNames.length === 0 ? '' : ` ${rule.resourceNames.join(', ')}`;
      const groups = rule.apiGroups.filter((group) => group !== '');
      const suffix = groups.length === 1 && groups.length === rule.apiGroups.length ? `.${groups[0]}` : '';
      const resources = rule.resources.map((one) => `${one}${one.includes('*') ? '' : suffix}`);
      return [
        {
          text: `${rule.verbs.join(', ')} ${resources.join(', ')}${names}`,
          through: `${role.kind} "${role.name}"`,
          needed: needed.some((need) => isSame(need.account, account)),
        },
      ];
    });
  }

  /** What an account is asked for and does not have. */
  lacksOf(account: Account): readonly string[] {
    return joinVerbs(
      this.#audited.gaps.flatMap(({ need }) => (isSame(need.account, account) ? [need.request] : [])),
    );
  }

  /** The objects that say what an account may do. */
  bindingsOf(account: Account): readonly Need['cause']['resource'][] {
    const { authorizer } = this.#audited;
    return authorizer.bindingsOf(identityOf(account), account.namespace).flatMap((binding) => {
      const role = authorizer.roleOf(binding);
      return role === undefined ? [binding.resource] : [binding.resource, role.resource];
    });
  }

  #needsIn(parts: Partial<Model>): readonly Need[] {
    const empty = { eventSources: [], sensors: [], workflows: [], resources: [] };
    return needsOf({ ...this.#model, ...empty, ...parts }, this.#releases).needs;
  }

  #permissions(needs: readonly Need[]): readonly Permission[] {
    const groups = new Map<string, { requests: ResourceRequest[]; permission: Omit<Permission, 'text'> }>();
    for (const need of needs) {
      const permission = this.#verdict(need);
      const { verb: _, ...rest } = need.request;
      const key = JSON.stringify([rest, permission]);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { requests: [need.request], permission });
      else group.requests.push(need.request);
    }
    return [...groups.values()].flatMap(({ requests, permission }) =>
      joinVerbs(requests).map((text) => ({ text, ...permission })),
    );
  }

  #verdict(need: Need): Omit<Permission, 'text'> {
    const { account, request, when } = need;
    const denied = this.#denied.get(keyOf(need));
    if (denied !== undefined) return { state: 'missing', because: denied };
    const unchecked = this.#unchecked.get(keyOf(need));
    if (unchecked !== undefined) return { state: 'unchecked', because: unchecked.reason };
    const grant = this.#audited.authorizer.decide(identityOf(account), request);
    if (grant !== undefined) return { state: 'granted', because: `${grant.role.kind} "${grant.role.name}"` };
    return { state: 'conditional', because: when ?? '' };
  }
}

/** Requests that differ in the verb only are one text. */
function joinVerbs(requests: readonly ResourceRequest[]): readonly string[] {
  const verbs = new Map<string, string[]>();
  for (const request of requests) {
    const { group, name, namespace } = request;
    const resource = `${combinedResource(request)}${group === '' ? '' : `.${group}`}`;
    const text = `${resource}${name === '' ? '' : ` "${name}"`}${namespace === '' ? ' for the cluster' : ''}`;
    const list = verbs.get(text);
    if (list === undefined) verbs.set(text, [request.verb]);
    else if (!list.includes(request.verb)) list.push(request.verb);
  }
  return [...verbs].map(([text, list]) => `${list.join(', ')} ${text}`);
}

function keyOf({ account, request }: Need): string {
  return JSON.stringify([account.namespace, account.name, ...Object.values(request)]);
}

function isOfPods({ part, account }: Need, of: Account): boolean {
  return (
    part !== 'sensor' && part !== 'event source' && part !== 'workflow controller' && isSame(account, of)
  );
}

function isSame(a: Account, b: Account): boolean {
  return a.namespace === b.namespace && a.name === b.name;
}

function startsWith(path: Need['cause']['path'], start: Need['cause']['path']): boolean {
  return start.every((part, index) => path[index] === part);
}
