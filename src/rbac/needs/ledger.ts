import type { Model } from '../../model/model.ts';
import type { Cause, Need, Needs, Part, Undecided, Use } from '../need.ts';
import type { Behaviour } from '../release.ts';
import type { Account, ResourceRequest } from '../request.ts';

/** A resource in a namespace ('' at the cluster scope); core group and no subresource by default. */
export interface Target {
  readonly group?: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace: string;
  /** '' or absent when the name is not known, or the request has none. */
  readonly name?: string;
}

export interface Caller {
  readonly account: Account;
  readonly part: Part;
}

/** Collects what is found while the model is walked; what is found twice is kept once, with its first reason. */
export class Ledger {
  readonly model: Model;
  readonly behaviour: Behaviour;
  readonly #uses = new Map<string, Use>();
  readonly #needs = new Map<string, Need>();
  readonly #undecided: Undecided[] = [];

  constructor(model: Model, behaviour: Behaviour) {
    this.model = model;
    this.behaviour = behaviour;
  }

  use({ account, part }: Caller, cause: Cause): void {
    const key = JSON.stringify([account.namespace, account.name, part]);
    if (!this.#uses.has(key)) this.#uses.set(key, { account, part, cause });
  }

  /** @param when In which cases only; see Need. */
  need(
    caller: Caller,
    verbs: readonly string[],
    target: Target,
    reason: string,
    cause: Cause,
    when?: string,
  ): void {
    const { account, part } = caller;
    this.use(caller, cause);
    for (const verb of verbs) {
      const request: ResourceRequest = {
        verb,
        group: target.group ?? '',
        resource: target.resource,
        subresource: target.subresource ?? '',
        name: NAMELESS.has(verb) ? '' : (target.name ?? ''),
        namespace: target.namespace,
      };
      const key = JSON.stringify([account.namespace, account.name, ...Object.values(request)]);
      const known = this.#needs.get(key);
      // What is needed in any case outweighs what is needed in some.
      if (known !== undefined && (known.when === undefined || when !== undefined)) continue;
      this.#needs.set(key, { account, part, request, reason, cause, ...(when !== undefined && { when }) });
    }
  }

  undecided(account: Account | undefined, reason: string, cause: Cause): void {
    this.#undecided.push({ account, reason, cause });
  }

  result(): Needs {
    return {
      uses: [...this.#uses.values()],
      needs: [...this.#needs.values()],
      undecided: this.#undecided,
    };
  }
}

/** Requests of these verbs are for a collection. Source: apiserver pkg/endpoints/request/requestinfo.go. */
const NAMELESS: ReadonlySet<string> = new Set(['create', 'list', 'watch', 'deletecollection']);
