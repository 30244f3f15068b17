import { isArray, isObject, type JsonValue } from '../json.ts';

/** The fields that hold texts, by the list that their object is in. Source: client-go tools/clientcmd/api/v1/types.go. */
const TEXTS: Readonly<Record<string, readonly [inside: string, fields: readonly string[]]>> = {
  contexts: ['context', ['cluster', 'user', 'namespace']],
  clusters: [
    'cluster',
    ['server', 'tls-server-name', 'certificate-authority', 'certificate-authority-data', 'proxy-url'],
  ],
  users: [
    'user',
    [
      'token',
      'tokenFile',
      'username',
      'password',
      'client-certificate',
      'client-certificate-data',
      'client-key',
      'client-key-data',
      'as',
    ],
  ],
};

/**
 * Where a kubeconfig holds what client-go would not decode either, in words; undefined where it does nowhere. The library
 * takes any value for any field.
 */
export function kubeconfigFault(root: JsonValue): string | undefined {
  if (!isObject(root)) return 'it is no mapping';
  const current = notText(root['current-context'], 'current-context');
  if (current !== undefined) return current;
  for (const [list, [inside, fields]] of Object.entries(TEXTS)) {
    const entries = root[list] ?? [];
    if (!isArray(entries)) return `${list} is no list`;
    for (const [index, entry] of entries.entries()) {
      const place = `${list}[${index}]`;
      if (!isObject(entry)) return `${place} is no mapping`;
      if (typeof entry['name'] !== 'string') return `${place} has no name`;
      const within = entry[inside] ?? {};
      if (!isObject(within)) return `${place}.${inside} is no mapping`;
      for (const field of fields) {
        const fault = notText(within[field], `${place}.${inside}.${field}`);
        if (fault !== undefined) return fault;
      }
    }
  }
  return undefined;
}

function notText(value: JsonValue | undefined, place: string): string | undefined {
  return value === undefined || value === null || typeof value === 'string'
    ? undefined
    : `${place} is no text`;
}
