/** Stands in a text for a value that only a run has. */
const LATER = '\u0000';

/**
 * A text with its variables replaced as far as the validation replaces them: by a value, by a mark when the value comes
 * later, and not at all when there is no such variable. Expressions count as known later.
 * Source: argo-workflows workflow/validate/validate.go (placeholderGenerator), workflow/common/util.go (ProcessArgs).
 */
export function fill(text: string, look: (name: string) => string | 'later' | undefined): string {
  return text.replace(/\{\{([^{}]*)\}\}/g, (tag, inner: string) => {
    const name = inner.trim();
    if (name.startsWith('=')) return LATER;
    const value = look(name);
    return value === 'later' ? LATER : (value ?? tag);
  });
}

export function isKnown(text: string): boolean {
  return !text.includes(LATER);
}

/** The filled text with a letter for each value that comes later, as the validation has a placeholder for it. */
export function withPlaceholders(text: string): string {
  return text.replaceAll(LATER, 'x');
}
