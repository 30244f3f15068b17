import type { Engine } from '../engine/engine.ts';
import { encodeGo, type JsonValue } from '../json.ts';
import { referencesOf } from './expression-references.ts';
import { Failure } from './failure.ts';
import type { Unknowns, UnknownValue } from './unknown.ts';
import { environmentOf, unknownBelow, type Variables } from './variables.ts';

/**
 * What happens to a tag that has no value. lenient: it stays. steps: it stays, except `steps.…` and `tasks.…`, for
 * which the controller waits. strict: an error.
 * Source: argo-workflows util/template/{template,replace}.go (Replace, ReplaceStrictAny).
 */
export type Strictness = 'lenient' | 'steps' | 'strict';

/** Names that get their value late: an expression that reads one of them is left for later. */
const LATE = [
  ...['item', 'retries', 'lastRetry.exitCode', 'lastRetry.status', 'lastRetry.duration', 'lastRetry.message'],
  ...['workflow.status', 'workflow.failures'],
];

/** Of all templates and environments together. */
const CHARACTERS = 200_000_000;

/** Always in an expression's environment. Source: argo-workflows util/expr/env/env.go (GetFuncMap). */
const FUNCTIONS = new Set(['asInt', 'asFloat', 'jsonpath', 'toJson', 'sprig']);

/**
 * `{{…}}` and `{{=…}}` as the controller replaces them: in the JSON text of the whole object, so that tags work in keys
 * too and a `{{` without end reaches into the next field.
 */
export class Substitution {
  readonly #engine: Engine;
  readonly #unknowns: Unknowns;
  readonly #encoded = new WeakMap<object, string>();
  readonly #variables = new Map<string, readonly string[]>();
  readonly #unevaluated = new Map<string, string>();
  #spent = 0;

  constructor(engine: Engine, unknowns: Unknowns) {
    this.#engine = engine;
    this.#unknowns = unknowns;
  }

  /** Loops times large texts: what no controller would survive must not take this process along either. */
  #spend(characters: number): void {
    this.#spent += characters;
    if (this.#spent <= CHARACTERS) return;
    throw new Failure(
      'truncated',
      `argoflow stops after ${CHARACTERS / 1_000_000} million characters of templates`,
    );
  }

  /** Why the last attempt to evaluate an expression failed, of those that the controller then leaves in the text. */
  get unevaluated(): ReadonlyMap<string, string> {
    return this.#unevaluated;
  }

  /** Throws a Failure with the controller's words. */
  apply<T extends JsonValue>(value: T, variables: Variables, strictness: Strictness): T {
    const text = this.#encode(value);
    if (!text.includes('{{')) return value;
    this.#spend(text.length);
    const replaced = replaceTags(text, (tag) => {
      if (tag.startsWith('=')) return this.#expression(unescapeHtml(tag.slice(1)), variables, strictness);
      return this.#simple(tag, variables, strictness);
    });
    if (replaced === text) return value;
    this.#spend(replaced.length);
    try {
      // The text keeps the shape of the value, whose type therefore stays; keys may differ.
      return JSON.parse(replaced) as T;
    } catch {
      throw new Failure('error', 'cannot finish template replacement because the result was invalid JSON');
    }
  }

  text(value: string, variables: Variables, strictness: Strictness): string {
    return this.apply<string>(value, variables, strictness);
  }

  #encode(value: JsonValue): string {
    if (typeof value !== 'object' || value === null) return encodeGo(value);
    let text = this.#encoded.get(value);
    if (text === undefined) {
      text = encodeGo(value);
      this.#encoded.set(value, text);
    }
    return text;
  }

  /** Source: argo-workflows util/template/simple_template.go (simpleReplaceStrict). */
  #simple(tag: string, variables: Variables, strictness: Strictness): string {
    const name = tag.trim();
    const value = variables.get(name);
    if (value !== undefined) {
      if (value !== null) return goQuoted(value);
      throw new Failure(
        'error',
        `unable to substitute {{${tag}}}: output is an absent optional (skipped/omitted node with no default)`,
      );
    }
    const inner = tag.lastIndexOf('{{');
    if (inner > 0) {
      const nested = variables.get(tag.slice(inner + 2));
      if (nested === null) {
        throw new Failure(
          'error',
          `unable to substitute nested tag {{${tag}}}: "${tag.slice(inner + 2)}" is an absent optional`,
        );
      }
      if (nested !== undefined) return `{{${tag.slice(0, inner)}${goQuoted(nested)}`;
    }
    const strict = strictness === 'strict' || (strictness === 'steps' && /^(steps|tasks)(\.|$)/.test(name));
    if (strict && !(strictness === 'steps' && name.includes('.outputs.artifacts.'))) {
      throw new Failure(strictness === 'steps' ? 'stuck' : 'error', `failed to resolve {{${tag}}}`);
    }
    return `{{${tag}}}`;
  }

  /** Source: argo-workflows util/template/expression_template.go (expressionReplaceStrict, expressionReplaceCore). */
  #expression(escaped: string, variables: Variables, strictness: Strictness): string {
    const untouched = `{{=${escaped}}}`;
    let expression: string;
    try {
      expression = JSON.parse(`"${escaped}"`) as string;
    } catch (error) {
      throw new Failure('error', `failed to unmarshall JSON expression: ${messageOf(error)}`);
    }
    const needed = this.#needed(expression);
    const missing = needed.filter((path) => !has(variables, path));
    for (const path of missing) {
      const strict = strictness === 'strict' || (strictness === 'steps' && /^(steps|tasks)(\.|$)/.test(path));
      if (!strict) continue;
      throw new Failure(
        strictness === 'steps' ? 'stuck' : 'error',
        `failed to evaluate expression: ${path} is missing`,
      );
    }
    const mayStay = missing.length > 0 || strictness === 'lenient';
    if (mayStay && missing.some((path) => LATE.includes(path))) return untouched;

    const unknown = this.unknownIn(expression, variables);
    if (unknown.length > 0) {
      if (missing.length > 0) return untouched;
      return this.#unknowns.mark(`=${expression}`, needsOf(unknown));
    }
    const [answer] = this.#engine.ask([
      { op: 'workflowExpression', expression, env: this.#environment(variables) },
    ]);
    if (!answer.ok || answer.value.type === 'nil') {
      if (mayStay) {
        this.#unevaluated.set(expression, answer.ok ? 'it gives nil' : firstLine(answer.error));
        return untouched;
      }
      if (!answer.ok) throw new Failure('error', `failed to evaluate expression: ${answer.error}`);
      throw new Failure('error', `failed to evaluate expression ${JSON.stringify(expression)}`);
    }
    const json = answer.value.json;
    if (json.length > 1 && json.startsWith('"') && json.endsWith('"')) return json.slice(1, -1);
    return goQuoted(json);
  }

  /** The variables without which the expression cannot be evaluated. Throws a Failure when it does not parse. */
  #needed(expression: string): readonly string[] {
    let needed = this.#variables.get(expression);
    if (needed === undefined) {
      const [answer] = this.#engine.ask([{ op: 'workflowVariables', expression }]);
      if (!answer.ok) throw new Failure('error', `failed to evaluate expression: ${answer.error}`);
      needed = answer.value.filter((name) => !FUNCTIONS.has(name.split('.')[0] ?? ''));
      this.#variables.set(expression, needed);
    }
    return needed;
  }

  /** The values that an expression may read and nobody knows. */
  unknownIn(expression: string, variables: Variables): readonly UnknownValue[] {
    const found = new Set<UnknownValue>();
    for (const path of referencesOf(expression)) {
      for (const value of unknownBelow(path, variables, this.#unknowns)) found.add(value);
    }
    return [...found];
  }

  /**
   * An expression that must answer a bool: of a hook, of `depends`, of a retryStrategy.
   * Source: argo-workflows util/expr/argoexpr/eval.go (EvalBool). Answers with what is unknown, or the bool, or throws.
   */
  decide(expression: string, variables: Variables): boolean | readonly UnknownValue[] {
    const unknown = this.unknownIn(expression, variables);
    if (unknown.length > 0) return unknown;
    const [answer] = this.#engine.ask([
      { op: 'workflowExpression', expression, env: this.#environment(variables) },
    ]);
    if (!answer.ok) throw new Failure('error', answer.error);
    if (answer.value.type !== 'bool') {
      throw new Failure('error', `unable to cast expression result '${answer.value.text}' to bool`);
    }
    return answer.value.json === 'true';
  }

  /** The value of `valueFrom.expression` as text, what is unknown in it, or undefined for nil. Throws on an error. */
  evaluate(expression: string, variables: Variables): string | undefined | readonly UnknownValue[] {
    const unknown = this.unknownIn(expression, variables);
    if (unknown.length > 0) return unknown;
    const [answer] = this.#engine.ask([
      { op: 'workflowExpression', expression, env: this.#environment(variables) },
    ]);
    if (!answer.ok) throw new Failure('error', answer.error);
    return answer.value.type === 'nil' ? undefined : answer.value.text;
  }

  #environment(variables: Variables): string {
    const environment = encodeGo(environmentOf(variables, this.#unknowns));
    this.#spend(environment.length);
    return environment;
  }
}

/** A name above variables (`steps`, `inputs.parameters`) is there too, once dotted names are expanded. */
function has(variables: Variables, path: string): boolean {
  if (variables.has(path)) return true;
  for (const key of variables.keys()) if (key.startsWith(`${path}.`)) return true;
  return false;
}

function needsOf(values: readonly UnknownValue[]): readonly string[] {
  return [...new Set(values.flatMap((value) => value.needs))];
}

/**
 * Texts between `{{` and the next `}}`, replaced.
 * Source: github.com/valyala/fasttemplate template.go (Reset, ExecuteFunc).
 */
function replaceTags(text: string, replace: (tag: string) => string): string {
  let result = '';
  let rest = text;
  for (;;) {
    const start = rest.indexOf('{{');
    if (start < 0) return result + rest;
    const end = rest.indexOf('}}', start + 2);
    if (end < 0) {
      throw new Failure(
        'error',
        `Cannot find end tag="}}" in the template=${JSON.stringify(text)} starting from ${JSON.stringify(rest.slice(start + 2))}`,
      );
    }
    result += rest.slice(0, start) + replace(rest.slice(start + 2, end));
    rest = rest.slice(end + 2);
  }
}

/** The tags of a text, without the braces; an unclosed one ends the list. */
export function tagsOf(text: string): readonly string[] {
  const tags: string[] = [];
  for (const match of text.matchAll(/\{\{([\s\S]*?)\}\}/g)) tags.push(match[1] ?? '');
  return tags;
}

/** Go escapes these in JSON; the controller takes that back inside expressions. Source: util/json/fix.go. */
function unescapeHtml(text: string): string {
  return text.replaceAll('\\u003c', '<').replaceAll('\\u003e', '>').replaceAll('\\u0026', '&');
}

const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u;
const SHORT: Record<string, string> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** Go's strconv.Quote without the quotes; not all of it is JSON, which is how the controller comes to fail on some texts. */
export function goQuoted(text: string): string {
  if (PRINTABLE.test(text) && !/["\\]/.test(text)) return text;
  let quoted = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const short = SHORT[character];
    if (short !== undefined) quoted += short;
    else if (code < 0x20 || code === 0x7f) quoted += `\\x${code.toString(16).padStart(2, '0')}`;
    else if (PRINTABLE.test(character)) quoted += character;
    else if (code < 0x10000) quoted += `\\u${code.toString(16).padStart(4, '0')}`;
    else quoted += `\\U${code.toString(16).padStart(8, '0')}`;
  }
  return quoted;
}

/** The lines after the first one of expr's errors draw where it is. */
function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
