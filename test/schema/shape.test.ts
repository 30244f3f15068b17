import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatPath } from '../../src/diagnostic.ts';
import { isObject, type JsonObject } from '../../src/json.ts';
import { checkShape } from '../../src/schema/schema.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');

/** Each finding as a line, and what would mend it. */
function explain(value: JsonObject): string {
  const { apiVersion, kind } = value;
  const found = checkShape(value, String(apiVersion), String(kind)).map(
    ({ rule, path, message, help, fix }) =>
      [
        `${formatPath(path)}`,
        `  ${message} [${rule}]`,
        ...(help === undefined ? [] : [`  help: ${help}`]),
        ...(fix === undefined ? [] : [`  ${fix.safe ? 'safe' : 'unsafe'} fix: ${fix.message}`]),
      ].join('\n'),
  );
  return [`# ${kind}`, ...found].join('\n');
}

describe('what is wrong with the shape of', () => {
  const files = readdirSync(FIXTURES).filter((file) => file.endsWith('.yaml'));

  it.each(files)('%s', async (file) => {
    const text = readFileSync(join(FIXTURES, file), 'utf8');
    const objects = parseYaml(text, file).documents.map(({ value }) => value);
    const report = objects.filter(isObject).map(explain).join('\n\n');
    await expect(`${report}\n`).toMatchFileSnapshot(join(FIXTURES, file.replace('.yaml', '.out')));
  });
});
