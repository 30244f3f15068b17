import { Composer, type CST, type Document, Parser, Schema, type YAMLError } from 'yaml';
import type { Diagnostic, Path, Place, Range } from '../diagnostic.ts';
import type { JsonValue } from '../json.ts';
import { Brackets } from './brackets.ts';
import type { YamlDocument } from './document.ts';
import { jsonObjects } from './json-stream.ts';
import { lenientLexer } from './lexer.ts';
import { DEFAULT_LIMITS, type YamlLimits } from './limits.ts';
import { readSimple, SIMPLE_DEPTH, type SimpleDocument } from './simple.ts';
import { describeSyntaxError, isTolerated, isUnclosed } from './syntax.ts';
import { Tabs } from './tabs.ts';
import { firstForbidden, LineIndex, looksLikeJson } from './text.ts';
import { type Finding, Tree, tooDeep } from './tree.ts';

export interface ParsedYaml {
  readonly documents: readonly YamlDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads all documents of a text as the Argo controllers would (see scalar.ts for the typing). Never throws: what is
 * wrong with the text is in the diagnostics. `file` is the name to use in places.
 */
export function parseYaml(text: string, file: string, limits: Partial<YamlLimits> = {}): ParsedYaml {
  const all = { ...DEFAULT_LIMITS, ...limits };
  return readLazily(text, file, all) ?? parseText(text, file, all);
}

/** The same, with everything parsed at once: what the quick reader of simple.ts is held against. */
export function parseText(text: string, file: string, limits: YamlLimits = DEFAULT_LIMITS): ParsedYaml {
  const objects = text.length > limits.characters ? undefined : jsonObjects(text);
  if (objects === undefined) return new Reader(text, file, limits).read();
  const lines = new LineIndex(text);
  const parts = objects.map(([start, end]) => {
    const { documents, diagnostics } = new Reader(text.slice(start, end), file, limits).read();
    const moved = ({ start: from, end: to }: Range) => lines.range(start + from.offset, start + to.offset);
    return {
      documents: documents.map((document) => ({ document, moved })),
      diagnostics: diagnostics.map((diagnostic) => movedDiagnostic(diagnostic, moved)),
    };
  });
  return {
    documents: parts
      .flatMap(({ documents }) => documents)
      .map(({ document, moved }, index) => movedDocument(document, index, moved)),
    diagnostics: parts.flatMap(({ diagnostics }) => diagnostics),
  };
}

function movedDocument(document: YamlDocument, index: number, moved: (range: Range) => Range): YamlDocument {
  const { file, value, empty, canonical } = document;
  return {
    file,
    index,
    value,
    empty,
    canonical,
    rangeOf: (path, what) => moved(document.rangeOf(path, what)),
  };
}

function movedDiagnostic(diagnostic: Diagnostic, moved: (range: Range) => Range): Diagnostic {
  const place = (at: Place): Place => (at.range === undefined ? at : { ...at, range: moved(at.range) });
  const { related } = diagnostic;
  return {
    ...diagnostic,
    at: place(diagnostic.at),
    ...(related && { related: related.map(({ message, at }) => ({ message, at: place(at) })) }),
  };
}

/** The documents of a text in simple YAML, which are parsed when a place in them is asked for; few ever are. */
function readLazily(text: string, file: string, limits: YamlLimits): ParsedYaml | undefined {
  if (text.length > limits.characters || limits.depth < SIMPLE_DEPTH || firstForbidden(text) !== -1)
    return undefined;
  const documents = readSimple(text);
  if (documents === undefined) return undefined;
  const lines = new LineIndex(text);
  const recent = new Recent();
  return {
    documents: documents.map(
      (simple, index) => new LazyDocument(file, index, simple, { lines, limits, recent }),
    ),
    diagnostics: [],
  };
}

// Scalars are typed by scalar.ts, so the parser sees nothing but text; duplicate keys are found by tree.ts.
const OPTIONS = {
  schema: new Schema({ schema: 'failsafe', resolveKnownTags: false }),
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

class Reader {
  readonly #file: string;
  readonly #limits: YamlLimits;
  readonly #lines: LineIndex;
  readonly #documents: YamlDocument[] = [];
  readonly #diagnostics: Diagnostic[] = [];
  readonly #brackets = new Brackets();
  /** What go-yaml refuses and the parser does not, in documents that have not been read yet. */
  readonly #refusals: Finding[] = [];

  constructor(text: string, file: string, limits: YamlLimits) {
    this.#file = file;
    this.#limits = limits;
    this.#lines = new LineIndex(text);
  }

  read(): ParsedYaml {
    if (this.#isText()) this.#readStream();
    return { documents: this.#documents, diagnostics: this.#diagnostics };
  }

  #isText(): boolean {
    const { text } = this.#lines;
    if (text.length > this.#limits.characters) {
      this.#report({
        rule: 'yaml/too-large',
        severity: 'error',
        message: `the text has ${text.length} characters, more than the ${this.#limits.characters} that are read`,
        at: [0, 0],
      });
      return false;
    }
    const forbidden = firstForbidden(text);
    if (forbidden === -1) return true;
    const code = text.charCodeAt(forbidden).toString(16).toUpperCase().padStart(4, '0');
    this.#report({
      rule: 'yaml/not-text',
      severity: 'error',
      message: `the control character U+${code} cannot stand in YAML, so this is not a text`,
      at: [forbidden, forbidden + 1],
    });
    return false;
  }

  #readStream(): void {
    const composer = new Composer(OPTIONS);
    try {
      for (const document of composer.compose(this.#tokens())) this.#readDocument(document);
    } catch (error) {
      if (!(error instanceof TooDeep)) throw error;
      for (const document of composer.end()) this.#readDocument(document);
      const at = [error.offset, error.offset + 1] as const;
      this.#report({ rule: 'yaml/too-deep', severity: 'error', message: tooDeep(this.#limits.depth), at });
    }
    this.#reportSyntax(composer.streamInfo().errors);
  }

  /** The text's tokens; gives up before the parser's own stack grows without bound. */
  *#tokens(): Generator<CST.Token, void> {
    const parser = new Parser();
    // kubectl reads what begins like JSON as JSON, where a tab is a blank like any other.
    const tabs = looksLikeJson(this.#lines.text) ? undefined : new Tabs();
    let lineStart = 0;
    for (const lexeme of lenientLexer().lex(normaliseBreaks(this.#lines.text))) {
      this.#brackets.add(lexeme, parser.offset);
      if (tabs?.add(lexeme, parser.offset - lineStart) === true)
        this.#refusals.push(tabAt(parser.offset, lexeme));
      if (lexeme === '\n' || lexeme === '\r\n') lineStart = parser.offset + lexeme.length;
      for (const token of parser.next(lexeme)) {
        if (token.type === 'directive') this.#checkDirective(token);
        yield token;
      }
      if (parser.stack.length > this.#limits.depth + 1) throw new TooDeep(parser.offset);
    }
    this.#brackets.finish();
    yield* parser.end();
  }

  /** go-yaml knows %YAML 1.1 and %TAG. Source: go.yaml.in/yaml/v2 parserc.go (yaml_parser_process_directives). */
  #checkDirective({ source, offset }: CST.Directive): void {
    if (/^%(?:YAML\s+1\.1|TAG)(?:\s|$)/.test(source)) return;
    this.#refusals.push({
      rule: 'yaml/syntax',
      severity: 'error',
      message: `the tools of Kubernetes do not take the directive "${source}"`,
      at: [offset, offset + source.length],
      help: 'remove the line',
    });
  }

  #readDocument(document: Document.Parsed): void {
    const errors = document.errors.filter((error) => !isTolerated(error));
    this.#reportSyntax(errors);
    const { text } = this.#lines;
    const tree = new Tree(document.contents, this.#limits, /[\r\n]$/.test(text) ? undefined : text.length);
    const refusal = this.#refusalBefore(document.range[2]);
    if (errors.length === 0 && refusal !== undefined) this.#report(refusal);
    const broken = errors.length > 0 || refusal !== undefined;
    // An unfinished tree has anchors and keys missing: what it seems to say is no news.
    if (!broken) for (const finding of tree.findings) this.#report(finding);
    this.#documents.push(
      new ParsedDocument(this.#file, this.#documents.length, tree, this.#lines, {
        value: broken || tree.findings.some(({ severity }) => severity === 'error') ? null : tree.value,
        whole: [document.range[0], document.range[1]],
        empty: isEmpty(document),
      }),
    );
  }

  /** The first refusal up to the end of a document; the parser is ahead of the documents that it gives. */
  #refusalBefore(end: number): Finding | undefined {
    const [first] = this.#refusals;
    if (first === undefined || first.at[0] >= end) return undefined;
    this.#refusals.splice(0, this.#refusals.filter(({ at }) => at[0] < end).length);
    return first;
  }

  /** Only the first mistake: where the text goes on after it is a guess, and so is everything that is wrong there. */
  #reportSyntax(errors: readonly YAMLError[]): void {
    const error = errors.find(isUnclosed) ?? errors[0];
    if (error === undefined) return;
    const tooMuch = error.code === 'RESOURCE_EXHAUSTION';
    const { text } = this.#lines;
    let [start] = error.pos;
    while (text[start] === ' ') start++;
    const opener = isUnclosed(error) ? this.#brackets.opener(error.message, start) : undefined;
    this.#report({
      rule: tooMuch ? 'yaml/too-deep' : 'yaml/syntax',
      severity: 'error',
      message: tooMuch ? tooDeep(this.#limits.depth) : describeSyntaxError(error, this.#near(start)),
      at: [start, Math.max(error.pos[1], start)],
      ...(opener && { related: { message: 'opened here', at: opener } }),
    });
  }

  /** What stands at an offset, up to the end of the line or some twenty characters. */
  #near(offset: number): string {
    const { text } = this.#lines;
    const line = text.slice(offset, offset + 40).split(/[\r\n]/, 1)[0] ?? '';
    const short = line.length > 24 ? `${line.slice(0, 23)}…` : line;
    return short.trimEnd();
  }

  #report({ at, related, ...finding }: Finding): void {
    const place = ([start, end]: readonly [number, number]) => ({
      file: this.#file,
      range: this.#lines.range(start, end),
    });
    this.#diagnostics.push({
      ...finding,
      at: place(at),
      ...(related === undefined ? {} : { related: [{ message: related.message, at: place(related.at) }] }),
    });
  }
}

function tabAt(offset: number, blanks: string): Finding {
  const start = offset + blanks.indexOf('\t');
  return {
    rule: 'yaml/syntax',
    severity: 'error',
    message: 'a tab where a key or an item could start: the tools of Kubernetes allow only spaces there',
    at: [start, start + 1],
    help: 'replace the tab with spaces, or remove it from a line that is otherwise empty',
  };
}

class TooDeep extends Error {
  readonly offset: number;

  constructor(offset: number) {
    super('too deep');
    this.offset = offset;
  }
}

/** What the documents of one text share. */
interface Source {
  readonly lines: LineIndex;
  readonly limits: YamlLimits;
  readonly recent: Recent;
}

/** The documents that were parsed last: whoever asks for a place soon asks for another one beside it. */
class Recent {
  static readonly #MOST = 4;
  readonly #parsed = new Map<LazyDocument, YamlDocument>();

  get(document: LazyDocument, parse: () => YamlDocument): YamlDocument {
    const known = this.#parsed.get(document);
    if (known !== undefined) return known;
    const [oldest] = this.#parsed.keys();
    // All of them, in a text with a finding in each of its thousands, would fill the memory.
    if (oldest !== undefined && this.#parsed.size >= Recent.#MOST) this.#parsed.delete(oldest);
    const parsed = parse();
    this.#parsed.set(document, parsed);
    return parsed;
  }
}

class LazyDocument implements YamlDocument {
  readonly file: string;
  readonly index: number;
  readonly canonical = true;
  readonly value: JsonValue;
  readonly empty: boolean;
  readonly #start: number;
  readonly #end: number;
  readonly #source: Source;

  constructor(file: string, index: number, { value, empty, start, end }: SimpleDocument, source: Source) {
    this.file = file;
    this.index = index;
    this.value = value;
    this.empty = empty;
    this.#start = start;
    this.#end = end;
    this.#source = source;
  }

  rangeOf(path: Path, what: 'value' | 'key' = 'value'): Range {
    const { lines, recent } = this.#source;
    const { start, end } = recent.get(this, () => this.#parse()).rangeOf(path, what);
    // A document without content stands where the parser of the whole text says.
    const from = this.empty ? 0 : this.#start;
    return lines.range(from + start.offset, from + end.offset);
  }

  #parse(): YamlDocument {
    const { lines, limits } = this.#source;
    const { text } = lines;
    const part = this.empty ? text : text.slice(this.#start, this.#end);
    const parsed = parseText(part, this.file, limits).documents[this.empty ? this.index : 0];
    if (parsed === undefined) throw new Error(`"${this.file}" reads differently the second time`);
    return parsed;
  }
}

class ParsedDocument implements YamlDocument {
  readonly file: string;
  readonly index: number;
  readonly canonical = false;
  readonly value: JsonValue;
  readonly empty: boolean;
  readonly #tree: Tree;
  readonly #lines: LineIndex;
  readonly #whole: readonly [number, number];

  constructor(
    file: string,
    index: number,
    tree: Tree,
    lines: LineIndex,
    {
      value,
      whole,
      empty,
    }: { readonly value: JsonValue; readonly whole: readonly [number, number]; readonly empty: boolean },
  ) {
    this.file = file;
    this.index = index;
    this.value = value;
    this.empty = empty;
    this.#tree = tree;
    this.#lines = lines;
    this.#whole = whole;
  }

  rangeOf(path: Path, what: 'value' | 'key' = 'value'): Range {
    const [start, end] = this.#tree.spanOf(path, what) ?? this.#whole;
    return this.#lines.range(start, this.#trimmed(start, end));
  }

  /** Mappings and block texts end where their last line does, not at the start of the next one. */
  #trimmed(start: number, end: number): number {
    let last = end;
    while (last > start && /\s/.test(this.#lines.text[last - 1] ?? '')) last--;
    return last;
  }
}

/** go-yaml ends lines at a lone carriage return too; the replacement keeps all offsets. */
function normaliseBreaks(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
}

function isEmpty({ contents }: Document.Parsed): boolean {
  if (contents === null) return true;
  const [start, end] = contents.range;
  return (
    start === end && contents.tag === undefined && !('anchor' in contents && contents.anchor !== undefined)
  );
}
