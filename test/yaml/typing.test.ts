import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encodeGo } from '../../src/json.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

interface Recorded {
  readonly yaml: string;
  /** The JSON that sigs.k8s.io/yaml v1.6.0 made of the text; null when it refused the text. */
  readonly json: string | null;
}

function recorded(file: string): readonly Recorded[] {
  return readFileSync(new URL(file, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Recorded); // the files have this shape
}

/** What parseYaml says in the same terms. */
function read(yaml: string): string | null {
  const { documents, diagnostics } = parseYaml(yaml, 'text');
  if (diagnostics.some(({ severity }) => severity === 'error')) return null;
  return canonical(encodeGo(documents[0]?.value ?? null));
}

/** Go writes some characters as escapes that other encoders write plainly. */
function canonical(json: string): string {
  return json.replaceAll('\ufffd', '\\ufffd');
}

describe('texts are read as sigs.k8s.io/yaml reads them', () => {
  const cases = recorded('sigs-yaml.jsonl');
  it.each(cases)('$yaml', ({ yaml, json }) => {
    expect(read(yaml)).toBe(json);
  });
});

describe('the known differences are still there', () => {
  // Mostly corner cases of the grammar where YAML 1.2 and go-yaml part; no manifest has them.
  const cases = recorded('sigs-yaml-differs.jsonl');
  it.each(cases)('$yaml', ({ yaml, json }) => {
    expect(read(yaml)).not.toBe(json);
  });
});
