import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { type Diagnostic, formatPath, type Path, type Range } from '../../src/diagnostic.ts';
import { encodeGo, isArray, isObject, type JsonValue } from '../../src/json.ts';
import type { YamlDocument } from '../../src/yaml/document.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const FIXTURES = fileURLToPath(new URL('fixtures/', import.meta.url));

/** fixtures/NAME.yaml → fixtures/NAME.out: every value with its place, and every finding. */
it.each(readdirSync(FIXTURES).filter((name) => name.endsWith('.yaml')))('%s', async (name) => {
  const text = readFileSync(FIXTURES + name, 'utf8');
  const { documents, diagnostics } = parseYaml(text, name);
  const lines = [
    ...documents.flatMap((document) => describeDocument(document, text)),
    ...diagnostics.flatMap(describeDiagnostic),
  ];
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`${FIXTURES}${name.replace('.yaml', '.out')}`);
});

function describeDocument(document: YamlDocument, text: string): readonly string[] {
  const lines = [
    `document ${document.index}${document.empty ? ' (empty)' : ''}: ${encodeGo(document.value)}`,
  ];
  for (const path of leaves(document.value)) {
    const value = document.rangeOf(path);
    const key = typeof path.at(-1) === 'string' ? `, key ${span(document.rangeOf(path, 'key'))}` : '';
    const slice = JSON.stringify(text.slice(value.start.offset, value.end.offset));
    lines.push(`  ${formatPath(path) || '(root)'} at ${span(value)} ${slice}${key}`);
  }
  return lines;
}

function describeDiagnostic({ at, severity, rule, message, related, help }: Diagnostic): readonly string[] {
  return [
    `${at.range === undefined ? '?' : span(at.range)} ${severity} ${rule}: ${message}`,
    ...(related ?? []).map(
      (note) => `  ${note.at.range === undefined ? '?' : span(note.at.range)} ${note.message}`,
    ),
    ...(help === undefined ? [] : [`  help: ${help}`]),
  ];
}

function span({ start, end }: Range): string {
  return `${start.line}:${start.column}-${end.line}:${end.column}`;
}

function* leaves(value: JsonValue, path: Path = []): Generator<Path> {
  if (isArray(value) && value.length > 0) {
    for (const [index, item] of value.entries()) yield* leaves(item, [...path, index]);
  } else if (isObject(value) && Object.keys(value).length > 0) {
    for (const key of Object.keys(value)) yield* leaves(value[key] ?? null, [...path, key]);
  } else {
    yield path;
  }
}
