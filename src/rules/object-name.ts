/**
 * What Kubernetes says of names. Source: k8s.io/apimachinery pkg/util/validation/validation.go.
 *
 * subdomain: most objects · label: namespaces and what becomes part of a host name
 */
export function nameProblem(name: string, as: 'subdomain' | 'label'): string | undefined {
  const most = as === 'label' ? 63 : 253;
  if (name.length > most) return `has ${name.length} characters, and at most ${most} are allowed`;
  const part = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
  const pattern = as === 'label' ? part : `${part}(?:\\.${part})*`;
  if (new RegExp(`^${pattern}$`).test(name)) return undefined;
  const letters =
    as === 'label' ? 'lower case letters, digits and "-"' : 'lower case letters, digits, "-" and "."';
  return `may have ${letters} only, and begins and ends with a letter or a digit`;
}

/** The name that comes nearest to one that is allowed. */
export function mendedName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^-a-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .replace(/-?\.-?/g, '.');
}
