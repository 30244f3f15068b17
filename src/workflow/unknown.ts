const OPEN = '\uE000';
const CLOSE = '\uE001';
const MARK = /\uE000(\d+)\uE001/g;
const WHOLE = /^\uE000\d+\uE001$/;

/** A value that only a run can know. */
export interface UnknownValue {
  /** What the manifest says, without braces: `steps.flip.outputs.result`, `=asInt(…)`. */
  readonly reference: string;
  /** What `nodeOutputs` would have to give: `flip.outputs.result`; empty when a person cannot give it. */
  readonly needs: readonly string[];
}

/**
 * Values that are not known travel through the substitution as marks, because a mark, unlike its `{{…}}`, cannot be
 * taken for a variable of another template on the way. Marks survive Go's quoting and JSON.
 */
export class Unknowns {
  readonly #values: UnknownValue[] = [];
  readonly #byReference = new Map<string, string>();

  mark(reference: string, needs: readonly string[]): string {
    const key = `${reference}\n${needs.join('\n')}`;
    let mark = this.#byReference.get(key);
    if (mark === undefined) {
      mark = `${OPEN}${this.#values.length}${CLOSE}`;
      this.#values.push({ reference, needs });
      this.#byReference.set(key, mark);
    }
    return mark;
  }

  isIn(text: string): boolean {
    return text.includes(OPEN) && this.in(text).length > 0;
  }

  in(text: string): readonly UnknownValue[] {
    if (!text.includes(OPEN)) return [];
    const found = new Set<UnknownValue>();
    for (const [, index] of text.matchAll(MARK)) {
      const value = this.#values[Number(index)];
      if (value !== undefined) found.add(value);
    }
    return [...found];
  }

  /** A value that is nothing but one unknown value, under the name by which others refer to it. */
  rename(text: string, reference: string): string {
    const [only, ...others] = this.in(text);
    if (only === undefined || others.length > 0 || !WHOLE.test(text)) return text;
    return this.mark(reference, only.needs);
  }

  /** The text as a person reads it: marks as `{{…}}`. */
  reveal(text: string): string {
    if (!text.includes(OPEN)) return text;
    return text.replace(MARK, (mark, index: string) => {
      const value = this.#values[Number(index)];
      return value === undefined ? mark : `{{${value.reference}}}`;
    });
  }
}

const SHOWN = 3;

/** What is missing and how to give it: the tail of every message about a value that is not known. */
export function askFor(values: readonly UnknownValue[]): string {
  const references = [...new Set(values.map((value) => `{{${value.reference}}}`))].join(', ');
  const needs = [...new Set(values.flatMap((value) => value.needs))];
  if (needs.length === 0) return `${references}, which only a run can know`;
  const shown = needs.slice(0, SHOWN).map((need) => `--node-output '${need}=VALUE'`);
  if (needs.length > SHOWN) shown.push(`and ${needs.length - SHOWN} more like these`);
  return `${references}; give it with ${shown.join(' ')}`;
}
