import type { ResourceRequest } from './request.ts';
import { type Account, accountOf } from './request.ts';

/** What a text says that was refused. */
export type Refusal =
  | {
      readonly kind: 'denied';
      readonly user: string;
      readonly account: Account | undefined;
      readonly request: ResourceRequest;
    }
  /** A pod could not be made, because its account is not there. */
  | { readonly kind: 'no-account'; readonly account: Account }
  /** argo's own refusal to read a cluster template, which names no account. */
  | { readonly kind: 'cluster-template'; readonly template: string };

/**
 * Every refusal in a text, in its order, each once. The text may be a line of a log, an error of kubectl, the message
 * of a Workflow, or any of these inside JSON, wrapped by a terminal, or quoted.
 * Source: apiserver pkg/endpoints/handlers/responsewriters/errors.go (forbiddenMessage), plugin/pkg/admission/
 * serviceaccount; argo-workflows pkg/apiclient/argo-kube-client.go.
 */
export function parseForbidden(text: string): readonly Refusal[] {
  // Escapes of JSON and of shells, however deep, and line ends that a terminal put in.
  const plain = text
    .replace(/\\+n/g, ' ')
    .replace(/\\+(["'])/g, '$1')
    .replace(/\s+/g, ' ');
  const found: { readonly at: number; readonly refusal: Refusal }[] = [];
  for (const match of plain.matchAll(DENIED)) {
    const [, names = '', user = '', verb = '', written = '', group = '', namespace = ''] = match;
    const slash = written.indexOf('/');
    const request = {
      verb,
      group,
      resource: slash === -1 ? written : written.slice(0, slash),
      subresource: slash === -1 ? '' : written.slice(slash + 1),
      name: names,
      namespace,
    };
    found.push({ at: match.index, refusal: { kind: 'denied', user, account: accountOf(user), request } });
  }
  for (const match of plain.matchAll(NO_ACCOUNT)) {
    const [, namespace = '', name = ''] = match;
    found.push({ at: match.index, refusal: { kind: 'no-account', account: { namespace, name } } });
  }
  for (const match of plain.matchAll(CLUSTER_TEMPLATE)) {
    found.push({ at: match.index, refusal: { kind: 'cluster-template', template: match[1] ?? '' } });
  }
  const seen = new Set<string>();
  return found
    .sort((a, b) => a.at - b.at)
    .map(({ refusal }) => refusal)
    .filter((refusal) => {
      const key = JSON.stringify(refusal);
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}

const DENIED =
  /(?:["']([^"' ]+)["'] is forbidden: )?User ["']([^"']+)["'] cannot ([\w*]+) resource ["']([^"']+)["'] in API group ["']([^"']*)["'](?: in the namespace ["']([^"']+)["']| at the cluster scope)/g;
const NO_ACCOUNT = /error looking up service account ([^/ ]+)\/([^: ]+): serviceaccount/g;
const CLUSTER_TEMPLATE =
  /clusterworkflowtemplates\.argoproj\.io [`"']([^`"']+)[`"'] is forbidden: User cannot get resource/g;
