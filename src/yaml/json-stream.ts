/**
 * The objects of a text that holds several JSON objects one after the other, as offsets; undefined for any other text.
 * kubectl takes such a text, and reads one object after the other.
 * Source: k8s.io/apimachinery pkg/util/yaml/decoder.go (YAMLOrJSONDecoder), encoding/json (Decoder.Decode).
 */
export function jsonObjects(text: string): readonly (readonly [start: number, end: number])[] | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  const found: [number, number][] = [];
  let start = text.indexOf('{');
  while (start < text.length) {
    const end = endOfObject(text, start);
    if (end === undefined) return undefined;
    found.push([start, end]);
    start = end;
    while (/\s/.test(text[start] ?? '')) start++;
    if (start < text.length && text[start] !== '{') return undefined;
  }
  return found.length > 1 ? found : undefined;
}

/** The offset behind the brace that closes the one at `start`. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') quoted = !quoted;
    else if (quoted) at += sign === '\\' ? 1 : 0;
    else if (sign === '{') depth++;
    else if (sign === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}
