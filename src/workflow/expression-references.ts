/**
 * Which variables an expr-lang expression may read, without evaluating it. Nothing here decides a value: it only says
 * whether the engine may be asked, or whether the answer would depend on something that is not known.
 */

const WORDS = new Set([
  ...['true', 'false', 'nil', 'not', 'and', 'or', 'in', 'let', 'if', 'else', 'matches', 'contains'],
  ...['startsWith', 'endsWith', 'sprig', 'asInt', 'asFloat', 'jsonpath', 'toJson'],
]);

interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'sign';
  readonly text: string;
}

const TOKEN =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<name>[\p{L}_$][\p{L}\p{Nd}_$]*)|(?<text>"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|`[^`]*`)|(?<number>\d[\w.]*)|(?<sign>\?\?|\?\.|\.\.|&&|\|\||==|!=|<=|>=|\*\*|[\s\S])/gu;

function tokens(expression: string): readonly Token[] {
  const found: Token[] = [];
  for (const match of expression.matchAll(TOKEN)) {
    const { name, text, number, sign } = match.groups ?? {};
    if (name !== undefined) found.push({ kind: 'name', text: name });
    else if (text !== undefined)
      found.push({ kind: 'text', text: text.slice(1, -1).replace(/\\([\s\S])/g, '$1') });
    else if (number !== undefined) found.push({ kind: 'number', text: number });
    else if (sign !== undefined) found.push({ kind: 'sign', text: sign });
  }
  return found;
}

/**
 * Chains of names in the expression: `a.b` for `a.b`, `a['b']` and `a?.b`; one that goes on with a computed index ends
 * there. A name that a function call follows is no variable.
 */
export function referencesOf(expression: string): readonly string[] {
  const all = tokens(expression);
  const found = new Set<string>();
  for (let i = 0; i < all.length; i += 1) {
    const token = all[i];
    if (token?.kind !== 'name' || WORDS.has(token.text)) continue;
    if (isSign(all[i - 1], '.', '?.') || isSign(all[i + 1], '(')) continue;
    const isKey = isSign(all[i + 1], ':') && isSign(all[i - 1], '{', ',');
    if (!isKey) found.add(chainAt(all, i));
  }
  return [...found];
}

function chainAt(all: readonly Token[], start: number): string {
  const parts = [all[start]?.text ?? ''];
  for (let i = start + 1; ; ) {
    const after = all[i + 1];
    if (isSign(all[i], '.', '?.') && after?.kind === 'name' && !isSign(all[i + 2], '(')) {
      parts.push(after.text);
      i += 2;
    } else if (isSign(all[i], '[') && after?.kind === 'text' && isSign(all[i + 2], ']')) {
      parts.push(after.text);
      i += 3;
    } else return parts.join('.');
  }
}

function isSign(token: Token | undefined, ...signs: readonly string[]): boolean {
  return token?.kind === 'sign' && signs.includes(token.text);
}
