import fc from 'fast-check';
import { parse, visit } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { vscodeSettings } from '../../src/editor/vscode.ts';

const SCHEMAS = new Map([
  ['./s/manifest.schema.json', ['*.yaml', '*.yml']],
  ['./s/config.schema.json', ['.argoflow.yaml']],
]);

function settings(before: string | undefined): string {
  return vscodeSettings(before, SCHEMAS, '.vscode/settings.json');
}

function refusal(before: string): string {
  try {
    settings(before);
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
}

/** Every comment of a text of JSON, in order. */
function commentsIn(text: string): string[] {
  const comments: string[] = [];
  visit(text, { onComment: (offset, length) => comments.push(text.slice(offset, offset + length)) });
  return comments;
}

describe('settings of VS Code', () => {
  it.each([undefined, '', '\n'])('are written where there are none: %j', (before) => {
    expect(settings(before)).toBe(`{
  "yaml.schemas": {
    "./s/manifest.schema.json": [
      "*.yaml",
      "*.yml"
    ],
    "./s/config.schema.json": [
      ".argoflow.yaml"
    ]
  }
}
`);
  });

  it('keep what is in them, and their comments and indents', () => {
    const before = `// ours
{
    // four, as everywhere
    "editor.tabSize": 4, /* here too */
    "yaml.schemas": {
        "https://example.com/compose.json": "compose.yaml" // theirs
    },
}
`;
    expect(settings(before)).toBe(`// ours
{
    // four, as everywhere
    "editor.tabSize": 4, /* here too */
    "yaml.schemas": {
        "./s/manifest.schema.json": [
            "*.yaml",
            "*.yml"
        ],
        "./s/config.schema.json": [
            ".argoflow.yaml"
        ],
        "https://example.com/compose.json": "compose.yaml" // theirs
    },
}
`);
  });

  it('keep files that somebody added to a schema', () => {
    const before = `{"yaml.schemas": {"./s/manifest.schema.json": "*.yaml.tpl"}}`;
    expect(parse(settings(before))).toEqual({
      'yaml.schemas': {
        './s/manifest.schema.json': ['*.yaml.tpl', '*.yaml', '*.yml'],
        './s/config.schema.json': ['.argoflow.yaml'],
      },
    });
  });

  it('keep the ends of lines of Windows, and tabs', () => {
    const after = settings('{\r\n\t"a": 1\r\n}\r\n');
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
    expect(after).toContain('\r\n\t"yaml.schemas": {\r\n\t\t"./s/');
  });

  it.each([
    ['{"a": 1,, }', '.vscode/settings.json:1: the settings cannot be read: PropertyNameExpected'],
    ['{\n  "a": 1\n', '.vscode/settings.json:3: the settings cannot be read: CloseBraceExpected'],
    ['[]', '".vscode/settings.json" is no mapping, so it holds no settings'],
    ['{"yaml.schemas": []}', '"yaml.schemas" in ".vscode/settings.json" is no mapping from schemas to files'],
  ])('that are broken are left alone: %j', (before, message) => {
    expect(refusal(before)).toBe(message);
  });

  it('say the same otherwise, keep every comment, and are written once', () => {
    const comment = fc.constantFrom('', ' // note\n', ' /* note */ ', '\n// note\n');
    const member = fc.tuple(comment, fc.string(), fc.jsonValue(), comment);
    fc.assert(
      fc.property(fc.uniqueArray(member, { selector: ([, key]) => key }), comment, (members, end) => {
        const inner = members
          .filter(([, key]) => key !== 'yaml.schemas')
          .map(
            ([front, key, value, back]) => `${front}${JSON.stringify(key)}: ${JSON.stringify(value)}${back}`,
          );
        const before = `{${inner.join(',')}${end}}`;
        const after = settings(before);
        const { 'yaml.schemas': added, ...others } = parse(after) as Record<string, unknown>;
        expect(others).toEqual(parse(before));
        expect(added).toEqual(Object.fromEntries(SCHEMAS));
        expect(commentsIn(after)).toEqual(commentsIn(before));
        expect(settings(after)).toBe(after);
      }),
      { numRuns: 200 },
    );
  });
});
