import { UserError } from '../errors.ts';
import { isArray, isObject, type JsonValue, typeName, valueAt } from '../json.ts';
import { nearest } from '../nearest.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { parseYaml } from '../yaml/parse.ts';
import { checkValue } from './answers.ts';
import type { Choice, FlowDefaults, Parameter } from './template.ts';

/** What a template.yaml says. */
export interface TemplateYaml {
  readonly title: string;
  readonly parameters: readonly Parameter[];
  readonly flow: FlowDefaults | undefined;
}

/**
 * Reads the text of a template.yaml; `file` is its name for messages.
 * Throws a UserError (work) that names the place of the first thing that is wrong.
 */
export function parseTemplateYaml(text: string, file: string): TemplateYaml {
  const { documents, diagnostics } = parseYaml(text, file);
  const broken = diagnostics.find(({ severity }) => severity === 'error');
  if (broken !== undefined) {
    const { start } = broken.at.range ?? { start: { line: 1, column: 1 } };
    throw new UserError('work', `${file}:${start.line}:${start.column}: ${broken.message}`);
  }
  const [document, ...others] = documents.filter(({ empty }) => !empty);
  if (document === undefined)
    throw new UserError('work', `${file}: is empty, expected "title" and "parameters"`);
  const reader = new Reader(document, []);
  if (others.length > 0) throw reader.error('expected one document');
  return readTemplate(reader);
}

function readTemplate(root: Reader): TemplateYaml {
  root.keys(['title', 'parameters', 'flow']);
  const title = root.text('title');
  const flow = root.mapping('flow', readFlow);
  // What is put together of parts has theirs.
  const parameters = root.list('parameters', flow === undefined ? undefined : []).map(readParameter);
  for (const key of ['name', 'marker'] as const) {
    const seen = new Set<string>();
    parameters.forEach((parameter, index) => {
      if (seen.has(parameter[key])) {
        throw root.error(`two parameters have the ${key} "${parameter[key]}"`, ['parameters', index, key]);
      }
      seen.add(parameter[key]);
    });
  }
  return { title, parameters, flow };
}

function readFlow(entry: Reader): FlowDefaults {
  entry.keys(['source', 'event', 'trigger', 'filters', 'parameters', 'defaults', 'stopped']);
  return {
    source: entry.text('source'),
    event: entry.text('event'),
    trigger: entry.text('trigger'),
    filters: entry.texts('filters'),
    parameters: entry.texts('parameters'),
    defaults: entry.mapping('defaults', (defaults) => defaults.scalars()) ?? new Map(),
    stopped: entry.list('stopped', []).map((stopped) => {
      stopped.keys(['what', 'event', 'set']);
      return {
        what: stopped.text('what'),
        event: stopped.optionalText('event'),
        set: stopped.texts('set'),
      };
    }),
  };
}

function readParameter(entry: Reader): Parameter {
  entry.keys([
    'name',
    'marker',
    'type',
    'question',
    'default',
    'defaultFrom',
    'pattern',
    'expects',
    'minimum',
    'maximum',
    'choices',
    'except',
  ]);
  const parameter: Parameter = {
    name: entry.text('name', NAME),
    marker: entry.text('marker', MARKER),
    type: entry.oneOf('type', ['string', 'integer']) ?? 'string',
    question: entry.optionalText('question'),
    default: entry.scalar('default'),
    defaultFrom: entry.oneOf('defaultFrom', ['folder']),
    pattern: entry.pattern('pattern'),
    expects: entry.optionalText('expects'),
    minimum: entry.integer('minimum'),
    maximum: entry.integer('maximum'),
    choices: entry.list('choices', []).map(readChoice),
    except: entry.list('except', []).map((one) => {
      one.keys(['value', 'because']);
      return { value: one.scalar('value'), because: one.text('because') };
    }),
  };
  if (parameter.pattern !== undefined && parameter.expects === undefined) {
    throw entry.error('a "pattern" needs "expects", which tells people what it means', ['pattern']);
  }
  for (const key of ['minimum', 'maximum'] as const) {
    if (parameter[key] !== undefined && parameter.type !== 'integer') {
      throw entry.error(`"${key}" is for parameters of type integer`, [key]);
    }
  }
  const problem = checkValue(parameter, parameter.default);
  if (problem !== undefined) throw entry.error(`the default is not valid: ${problem}`, ['default']);
  return parameter;
}

function readChoice(entry: Reader): Choice {
  entry.keys(['value', 'hint']);
  return { value: entry.scalar('value'), hint: entry.optionalText('hint') };
}

const NAME = /^[a-z][a-z0-9-]*$/;
/** Words that stand in YAML without quotes, and that are too long to be met by chance. */
const MARKER = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/;

/** A mapping of the document, read key by key; every complaint names its place. */
class Reader {
  readonly #document: YamlDocument;
  readonly #path: readonly (string | number)[];
  readonly #value: { readonly [key: string]: JsonValue };

  constructor(document: YamlDocument, path: readonly (string | number)[]) {
    this.#document = document;
    this.#path = path;
    const value = valueAt(document.value, path);
    if (!isObject(value)) throw this.error(`expected a mapping, found ${typeName(value ?? null)}`);
    this.#value = value;
  }

  error(
    message: string,
    path: readonly (string | number)[] = [],
    what: 'value' | 'key' = 'value',
  ): UserError {
    const { start } = this.#document.rangeOf([...this.#path, ...path], what);
    return new UserError('work', `${this.#document.file}:${start.line}:${start.column}: ${message}`);
  }

  /** Refuses keys that nothing would read. */
  keys(known: readonly string[]): void {
    for (const key of Object.keys(this.#value)) {
      if (known.includes(key)) continue;
      const near = nearest(key, known);
      const question =
        near === undefined ? `, expected one of ${known.join(', ')}` : `, did you mean "${near}"?`;
      throw this.error(`unknown key "${key}"${question}`, [key], 'key');
    }
  }

  text(key: string, pattern?: RegExp): string {
    const value = this.optionalText(key);
    if (value === undefined) throw this.error(`"${key}" is missing`);
    if (pattern !== undefined && !pattern.test(value)) {
      throw this.error(`"${key}" is "${value}", expected a word that matches ${pattern.source}`, [key]);
    }
    return value;
  }

  optionalText(key: string): string | undefined {
    const value = this.#get(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'string' || value === '') {
      throw this.error(`"${key}" must be a text, found ${describe(value)}`, [key]);
    }
    return value;
  }

  /** A text or a whole number, as text. */
  scalar(key: string): string {
    const value = this.#get(key);
    if (value === undefined) throw this.error(`"${key}" is missing`);
    if (typeof value === 'string') return value;
    if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
    throw this.error(`"${key}" must be a text or a whole number, found ${describe(value)}`, [key]);
  }

  integer(key: string): number | undefined {
    const value = this.#get(key);
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
    throw this.error(`"${key}" must be a whole number, found ${describe(value)}`, [key]);
  }

  oneOf<T extends string>(key: string, known: readonly T[]): T | undefined {
    const value = this.optionalText(key);
    if (value === undefined) return undefined;
    const found = known.find((one) => one === value);
    if (found === undefined)
      throw this.error(`"${key}" is "${value}", expected ${known.join(' or ')}`, [key]);
    return found;
  }

  /** A regular expression that the whole value must match. */
  pattern(key: string): RegExp | undefined {
    const source = this.optionalText(key);
    if (source === undefined) return undefined;
    try {
      return new RegExp(`^(?:${source})$`, 'u');
    } catch (error) {
      throw this.error(error instanceof Error ? error.message.replace(/^I/, 'i') : String(error), [key]);
    }
  }

  /** What `read` makes of a mapping; undefined where there is none. */
  mapping<T>(key: string, read: (entry: Reader) => T): T | undefined {
    if (this.#get(key) === undefined) return undefined;
    return read(new Reader(this.#document, [...this.#path, key]));
  }

  /** Every member, as text. */
  scalars(): ReadonlyMap<string, string> {
    return new Map(Object.keys(this.#value).map((key) => [key, this.scalar(key)]));
  }

  /** A list of texts; none where it is missing. */
  texts(key: string): readonly string[] {
    const value = this.#get(key) ?? [];
    if (!isArray(value)) throw this.error(`"${key}" must be a list, found ${describe(value)}`, [key]);
    return value.map((item, index) => {
      if (typeof item === 'string') return item;
      throw this.error(`expected a text, found ${describe(item)}`, [key, index]);
    });
  }

  list(key: string, whenMissing?: readonly Reader[]): readonly Reader[] {
    const value = this.#get(key);
    if (value === undefined && whenMissing !== undefined) return whenMissing;
    if (value === undefined) throw this.error(`"${key}" is missing`);
    if (!isArray(value)) throw this.error(`"${key}" must be a list, found ${describe(value)}`, [key]);
    return value.map((_, index) => new Reader(this.#document, [...this.#path, key, index]));
  }

  #get(key: string): JsonValue | undefined {
    return Object.hasOwn(this.#value, key) ? this.#value[key] : undefined;
  }
}

function describe(value: JsonValue): string {
  if (value === '') return 'an empty text';
  return value === null || typeof value === 'object'
    ? typeName(value)
    : `${typeName(value)} ${String(value)}`;
}
