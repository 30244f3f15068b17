type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy on the way to a server, of HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in either case. Addresses of this machine
 * are never behind one. Source: golang.org/x/net/http/httpproxy/proxy.go.
 */
export function proxyFor(server: string, env: Environment): string | undefined {
  const url = new URL(server);
  const proxy = variable(env, url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY');
  if (proxy === undefined || isDirect(url, variable(env, 'NO_PROXY') ?? '')) return undefined;
  return /^[a-z0-9]+:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}

function isDirect(url: URL, excluded: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === 'localhost' || host === '::1' || /^127\./.test(host)) return true;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return excluded
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry !== '' && excludes(entry, host, port));
}

function excludes(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const range = /^([\d.]+)\/(\d+)$/.exec(entry);
  if (range !== null) return isInRange(host, range[1] ?? '', Number(range[2]));
  const [, name = '', only] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (only !== undefined && only !== port) return false;
  const domain = name.replace(/^\*?\./, '');
  // ".example.com" means the names below, "example.com" also itself.
  return host.endsWith(`.${domain}`) || (host === domain && domain === name);
}

function isInRange(host: string, network: string, bits: number): boolean {
  const [a, b] = [numberOf(host), numberOf(network)];
  if (a === undefined || b === undefined) return false;
  const shift = 2 ** (32 - bits);
  return Math.floor(a / shift) === Math.floor(b / shift);
}

/** An IPv4 address as a number. */
function numberOf(address: string): number | undefined {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255))
    return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

function variable(env: Environment, name: string): string | undefined {
  return env[name] || env[name.toLowerCase()] || undefined;
}
