import { type Account, accountOf, type ResourceRequest } from './request.ts';

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
 * of a Workflow, or any of these inside JSON, coloured, quoted, or wrapped by a terminal or a mail, in words too.
 * Source: apiserver pkg/endpoints/handlers/responsewriters/errors.go (forbiddenMessage), plugin/pkg/admission/
 * serviceaccount; argo-workflows pkg/apiclient/argo-kube-client.go.
 */
export function parseForbidden(text: string): readonly Refusal[] {
  const found: { readonly at: number; readonly refusal: Refusal }[] = [];
  const plain = plainText(text);
  for (const match of plain.matchAll(DENIED)) {
    const [, name, user, verb, written, group, namespace] = match.map(unbroken);
    const [resource = '', subresource = ''] = (written ?? '').split('/', 2);
    const request = {
      verb: verb ?? '',
      group: group ?? '',
      resource,
      subresource,
      name: name ?? '',
      namespace: namespace ?? '',
    };
    found.push({
      at: match.index,
      refusal: { kind: 'denied', user: user ?? '', account: accountOf(user ?? ''), request },
    });
  }
  for (const match of plain.matchAll(NO_ACCOUNT)) {
    const [, namespace = '', name = ''] = match.map(unbroken);
    found.push({ at: match.index, refusal: { kind: 'no-account', account: { namespace, name } } });
  }
  for (const match of plain.matchAll(CLUSTER_TEMPLATE)) {
    const [, template = ''] = match.map(unbroken);
    found.push({ at: match.index, refusal: { kind: 'cluster-template', template } });
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

/** Without colours, escapes of JSON, of shells and of HTML however deep, curly quotes, and marks of a quotation. */
function plainText(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what an escape sequence begins with
      .replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')
      .replace(/\\+u001b\[[0-9;]*[A-Za-z]/gi, '')
      .replace(/\\+u0022|&quot;|&#34;|[\u201c\u201d]/gi, '"')
      .replace(/\\+u0027|&#39;|&apos;|[\u2018\u2019]/gi, "'")
      .replace(/\\+[nrt]/g, ' ')
      .replace(/\\+(["'`])/g, '$1')
      .replace(/\\\r?\n/g, '\n')
      .replace(/\n[ \t]*[>|\u2502][ \t]?/g, '\n')
  );
}

/** Names have no white space; what stands in one was put there by whoever wrapped the line. */
function unbroken(part: string | undefined): string | undefined {
  return part?.replace(/\s+/g, '');
}

/** A pattern for fixed words, wherever a line was broken. Names are groups: `<>` is one in quotes. */
function words(written: string): string {
  return written
    .split(/(<\w*>|\(\?:|\)\??|\|)/)
    .map((part) => {
      if (part === '<>') return QUOTED;
      if (part === '<verb>') return '([a-z*](?:[a-z*]|\\s(?=[a-z*]*\\s*resource))*?)\\s*';
      if (/^[(|)]/.test(part)) return part;
      return [...part.replaceAll(' ', '')].map((letter) => `${letter.replace(/[.]/, '\\.')}\\s*`).join('');
    })
    .join('');
}

/** Names of RBAC's are short; what is longer is no name. */
const QUOTED = '["\'`]([^"\'`]{0,300})["\'`]\\s*';

const DENIED = new RegExp(
  `(?:${QUOTED}${words('is forbidden: ')})?${words('User <> cannot <verb>resource <> in API group <>')}(?:${words('in the namespace <>')}|${words('at the cluster scope')})`,
  'g',
);
const NO_ACCOUNT = new RegExp(
  `${words('error looking up service account')}([^/"]{1,300}?)/([^:"]{1,300}?):\\s*${words('serviceaccount')}`,
  'g',
);
const CLUSTER_TEMPLATE = new RegExp(
  words('clusterworkflowtemplates.argoproj.io <> is forbidden: User cannot get resource'),
  'g',
);
