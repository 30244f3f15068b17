import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostic.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import { lint } from '../../src/lint/lint.ts';
import { withOrigins } from '../../src/lint/origins.ts';
import { originsOf } from '../../src/load/rendered.ts';
import { buildModel } from '../../src/model/build.ts';
import { renderSarif } from '../../src/report/lint/sarif.ts';
import { RULES } from '../../src/rules/index.ts';
import { editYaml } from '../../src/yaml/edit.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

/**
 * The shape of what argoflow writes, and, where the variable SARIF_SCHEMA names a file with it, the schema that OASIS
 * publishes (sarif-schema-2.1.0.json), whose terms keep it out of this repository.
 */
const SUBSET = new URL('sarif/subset.schema.json', import.meta.url).pathname;
const SCHEMAS = [SUBSET, ...(process.env['SARIF_SCHEMA'] ?? '').split(':').filter((path) => path !== '')];

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex?: number;
  readonly locations: readonly {
    readonly physicalLocation?: { readonly artifactLocation: { readonly uri: string } };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly fixes?: readonly {
    readonly artifactChanges: readonly {
      readonly replacements: readonly {
        readonly deletedRegion: Region;
        readonly insertedContent: { readonly text: string };
      }[];
    }[];
  }[];
}
interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly Result[];
    },
  ];
}

const engine = openEngine();
afterAll(() => engine.close());

interface File {
  readonly name: string;
  readonly text: string;
}

/** Each file is linted for itself, and all findings go into one log. */
function run(...files: readonly File[]): { diagnostics: readonly Diagnostic[]; log: Log } {
  const diagnostics = files.flatMap(({ name, text }) => {
    const { documents, diagnostics: found } = parseYaml(text, name);
    const model = buildModel(documents);
    const loaded = [{ name, text, origins: originsOf(text, documents) }];
    const input = { model, files: loaded, diagnostics: [...found, ...model.diagnostics] };
    const horizon = { complete: true, external: [] };
    return withOrigins(lint(input, { engine, horizon, ignores: true }).diagnostics, loaded);
  });
  const result = { diagnostics, hidden: 0, unchecked: new Map(), files: files.length, objects: 0 };
  const sources = new Map(files.map(({ name, text }) => [name, text]));
  return { diagnostics, log: JSON.parse(renderSarif(result, sources)) as Log };
}

/** A position as a SARIF viewer finds it: lines and UTF-16 columns, both from 1. */
function offsetOf(text: string, line: number, column: number): number {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (starts[line - 1] ?? text.length) + column - 1;
}

function replaced(text: string, { fixes = [] }: Result): string {
  const [change] = fixes[0]?.artifactChanges ?? [];
  const [replacement] = change?.replacements ?? [];
  if (replacement === undefined) return text;
  const { startLine, startColumn, endLine, endColumn } = replacement.deletedRegion;
  return (
    text.slice(0, offsetOf(text, startLine, startColumn)) +
    replacement.insertedContent.text +
    text.slice(offsetOf(text, endLine, endColumn))
  );
}

const EXAMPLES: readonly File[] = RULES.filter(({ id }) => !/^(?:lint|load)\//.test(id)).map(
  ({ id, docs }) => ({
    name: `${id}.yaml`,
    text: docs.bad,
  }),
);

/** All of them as they are: what several tests look at. */
const found = run(...EXAMPLES);

describe.each(SCHEMAS)('SARIF, as %s has it', (path) => {
  // The published one is of draft 4, of which it uses nothing that later drafts read otherwise but these two members.
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  // Formats are checked below, by what reads them.
  const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);

  it('fits whatever is found', () => {
    const { log } = found;
    expect(log.runs[0].results.length).toBeGreaterThan(RULES.length);
    expect(validate(log) ? [] : validate.errors).toEqual([]);
  });

  it('fits when there is nothing to find, and does not fit anything', () => {
    const { log } = run();
    expect(validate(log) ? [] : validate.errors).toEqual([]);
    expect(validate({ ...log, version: '2.0.0' })).toBe(false);
    expect(validate({ ...log, runs: [{ results: [] }] })).toBe(false);
  });
});

describe('SARIF', () => {
  it('declares every rule, and every result names its own', () => {
    const [{ tool, results }] = found.log.runs;
    expect(tool.driver.rules.map((rule) => rule.id)).toEqual(RULES.map((rule) => rule.id));
    const others = results.filter(
      ({ ruleId, ruleIndex = -1 }) => tool.driver.rules[ruleIndex]?.id !== ruleId,
    );
    expect(others.map(({ ruleId }) => ruleId)).toEqual([]);
    const prints = results.map(({ partialFingerprints }) => partialFingerprints['argoflow/v1']);
    expect(new Set(prints).size).toBe(prints.length);
  });

  it.each([
    ['alone', (text: string) => text],
    ['behind other documents', (text: string) => `# first\n---\na: {b: "ü", "c\u0301": 1}\n---\n${text}`],
    ['with other breaks', (text: string) => `${text}\n---\nkind: Last\n`.replaceAll('\n', '\r\n')],
    ['with marks of documents that only a parser understands', (text: string) => `a: 1\n...\n---\n${text}`],
  ])('replaces text as the fixes of --fix would, %s', (how, change) => {
    const files = EXAMPLES.map(({ name, text }) => ({ name, text: change(text) }));
    const texts = new Map(files.map(({ name, text }) => [name, text]));
    const { diagnostics, log } = how === 'alone' ? found : run(...files);
    let fixes = 0;
    log.runs[0].results.forEach((result, index) => {
      const { fix, at } = diagnostics[index] ?? {};
      const text = texts.get(at?.file ?? '') ?? '';
      const edited = fix && editYaml(text, fix.document, fix.edits);
      if (edited !== undefined) fixes++;
      expect(replaced(text, result)).toBe(edited ?? text);
    });
    expect(fixes).toBeGreaterThan(10);
  });

  it('names files by URIs that lead back to them', () => {
    const text = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\ncolour: red\n';
    const uri = (name: string) =>
      run({ name, text }).log.runs[0].results[0]?.locations[0]?.physicalLocation?.artifactLocation.uri;
    expect(uri('./a b/c#d?.yaml')).toBe('a%20b/c%23d%3F.yaml');
    expect(uri('../a%20:b.yaml')).toBe('../a%2520%3Ab.yaml');
    expect(uri('/a b/ü.yaml')).toBe('file:///a%20b/%C3%BC.yaml');
    expect(uri('<stdin>')).toBe('%3Cstdin%3E');
  });

  it('has no fix for what is rendered: its template would have to be mended', () => {
    const text = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\nsecret: []\n';
    const fixes = (text: string) => run({ name: '<stdin>', text }).log.runs[0].results[0]?.fixes;
    expect(fixes(text)).toHaveLength(1);
    expect(fixes(`---\n# Source: chart/templates/a.yaml\n${text}`)).toBeUndefined();
  });
});
