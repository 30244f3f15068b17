import { UserError } from '../errors.ts';
import { isArray, isObject, type JsonObject, type JsonValue, typeName } from '../json.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { sourceType } from '../simulate/sources/source-type.ts';
import { parseYaml } from '../yaml/parse.ts';

/** An event as its provider sends it: one file of payloads/. */
export interface Sample {
  /** The key of the event source's type: `github`, `pubSub` … */
  readonly type: string;
  /** Within the type: `push`, `push.tag`. */
  readonly name: string;
  /** What happened, in one line. */
  readonly title: string;
  /** The one of its type that is taken when nobody says which. */
  readonly isDefault: boolean;
  /** Other spellings of the name, such as the provider's own. */
  readonly aliases: readonly string[];
  /** What the event source asks for where it gets such events: a key of its spec, and the value or list item there. */
  readonly when: Readonly<Record<string, string>>;
  /** Worth changing. */
  readonly fields: readonly SampleField[];
  readonly content: SampleContent;
}

export interface SampleField {
  /** From the root of a message, or `body.…` of a request. */
  readonly path: string;
  readonly description: string;
  /** The event source's own value for it: a text with `{key.of.spec}` or `{key.of.spec|otherwise}` in it. */
  readonly from: string | undefined;
  /** `form`: what `from` gives is written as in a form, `/` as `%2F`. */
  readonly encoding: 'form' | undefined;
}

/** A request where the type takes requests; else the fields of the event's data that are the message's own. */
export type SampleContent =
  | {
      readonly kind: 'request';
      readonly method: string;
      readonly headers: readonly (readonly [name: string, value: string])[];
      /** The JSON body; the fields of a form or of a query, where the headers or the method say so. */
      readonly body: JsonObject;
    }
  | { readonly kind: 'message'; readonly fields: JsonObject };

/** `github/push` */
export function sampleId({ type, name }: Pick<Sample, 'type' | 'name'>): string {
  return `${type}/${name}`;
}

const KEYS = ['title', 'default', 'aliases', 'when', 'fields', 'request', 'message'];

/**
 * Reads the text of `payloads/TYPE/NAME.yaml`. Throws a UserError (work) that says what is wrong with it: the files
 * belong to the program, so nothing can be done without them.
 */
export function parseSample(text: string, type: string, name: string): Sample {
  const file = `payloads/${type}/${name}.yaml`;
  const { documents, diagnostics } = parseYaml(text, file);
  const broken = diagnostics.find(({ severity }) => severity === 'error');
  const fail = (message: string) => new UserError('work', `${file}: ${message}`);
  if (broken !== undefined) throw fail(broken.message);
  const root = documents.find(({ empty }) => !empty)?.value;
  if (!isObject(root)) throw fail('expected a mapping');
  checkKeys(root, KEYS, fail);
  const { title, aliases = [], when = {}, fields = [] } = root;
  if (typeof title !== 'string') throw fail('"title" must be a text');
  if (!isArray(fields)) throw fail('"fields" must be a list');
  return {
    type,
    name,
    title,
    isDefault: root['default'] === true,
    aliases: isArray(aliases) ? aliases.map(String) : [],
    when: textMap(when, 'when', fail),
    fields: fields.map((field) => readField(field, fail)),
    content: readContent(root, type, fail),
  };
}

type Fail = (message: string) => UserError;

function checkKeys(value: JsonObject, known: readonly string[], fail: Fail): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const near = nearest(key, known);
    throw fail(`unknown key "${key}"${didYouMean(near)}`);
  }
}

function readField(field: JsonValue, fail: Fail): SampleField {
  if (!isObject(field)) throw fail(`a field must be a mapping, found ${typeName(field)}`);
  checkKeys(field, ['path', 'description', 'from', 'encoding'], fail);
  const { path, description, from, encoding } = field;
  if (typeof path !== 'string' || typeof description !== 'string') {
    throw fail('a field needs "path" and "description"');
  }
  return {
    path,
    description,
    from: typeof from === 'string' ? from : undefined,
    encoding: encoding === 'form' ? encoding : undefined,
  };
}

function readContent({ request, message }: JsonObject, type: string, fail: Fail): SampleContent {
  const http = sourceType(type)?.http === true;
  if (http && isObject(request)) {
    checkKeys(request, ['method', 'headers', 'body'], fail);
    const { method, headers, body } = request;
    if (typeof method !== 'string') throw fail('"request.method" must be a text');
    if (!isObject(body)) throw fail('"request.body" must be a mapping');
    return {
      kind: 'request',
      method,
      headers: Object.entries(textMap(headers ?? {}, 'request.headers', fail)),
      body,
    };
  }
  if (!http && isObject(message)) {
    const known = sourceType(type)?.fields ?? [];
    checkKeys(message, known, fail);
    return { kind: 'message', fields: message };
  }
  throw fail(`"${http ? 'request' : 'message'}" must be a mapping`);
}

function textMap(value: JsonValue, key: string, fail: Fail): Readonly<Record<string, string>> {
  if (!isObject(value)) throw fail(`"${key}" must be a mapping`);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (typeof member !== 'string') throw fail(`"${key}.${name}" must be a text`);
      return [name, member] as const;
    }),
  );
}
