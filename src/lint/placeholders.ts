import type { Diagnostic } from '../diagnostic.ts';

/** Does a text hold a `${NAME}`, `${{ name }}` or `$(NAME)`, which means nothing to Argo? */
export function isFilledLater(text: string): boolean {
  return /\$[{(]/.test(text);
}

/** Rules about how something may be called. Their messages quote the name. */
const NAMES: ReadonlySet<string> = new Set([
  'event-source/hook-url',
  'kubernetes/label-invalid',
  'kubernetes/name-invalid',
  'kubernetes/namespace-invalid',
  'trigger/name-not-label',
  'workflow/name-refused',
]);

/**
 * A name with such a text is no name yet: envsubst, Flux, Terraform or Backstage fill it in before anybody applies it.
 */
export function isOfPlaceholder({ rule, message }: Diagnostic): boolean {
  return NAMES.has(rule) && isFilledLater(message);
}
