import type { Path } from '../../diagnostic.ts';

/** The first thing for which the controller refuses an object. */
export interface Refusal {
  /** In the controller's words. */
  readonly message: string;
  /** From the resource's root; what is missing is at the object that lacks it. */
  readonly path: Path;
}

/** The same refusal, told from further outside. */
export function prefixed(prefix: string, refusal: Refusal | undefined): Refusal | undefined {
  return refusal && { ...refusal, message: `${prefix}${refusal.message}` };
}

/** The first refusal among checks that are done one after the other, and only until one refuses. */
export function first<T>(
  items: readonly T[],
  check: (item: T, index: number) => Refusal | undefined,
): Refusal | undefined {
  for (const [index, item] of items.entries()) {
    const refusal = check(item, index);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
