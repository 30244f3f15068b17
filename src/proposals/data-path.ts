/** A step from a value to one inside it: a key, a place in a list, or the JSON that a text holds. */
export type Step = string | number | typeof FROM_TEXT;

/**
 * The modifier that reads a text as JSON. Source: github.com/tidwall/gjson (modFromStr).
 */
export const FROM_TEXT = Symbol('@fromstr');

/**
 * The path that leads there, as `dataKey` and the filters' `path` are written. Everything in a key that gjson could
 * take for something else is escaped. Source: github.com/tidwall/gjson (isSafePathKeyChar).
 */
export function dataPath(steps: readonly Step[]): string {
  return steps.map(component).join('.');
}

function component(step: Step): string {
  if (step === FROM_TEXT) return '@fromstr';
  return typeof step === 'number' ? String(step) : escapeKey(step);
}

/** Letters, digits, `_`, `-`, `:`, spaces and what lies beyond ASCII stand for themselves. */
function escapeKey(key: string): string {
  return key.replace(/[!-/;-@[-^`{-~]/g, (character) => (character === '-' ? character : `\\${character}`));
}
