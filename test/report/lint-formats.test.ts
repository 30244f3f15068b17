import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostic.ts';
import { renderGithub } from '../../src/report/lint/github.ts';
import { renderGitlab } from '../../src/report/lint/gitlab.ts';
import { renderJunit } from '../../src/report/lint/junit.ts';
import { renderMarkdown } from '../../src/report/lint/markdown.ts';

function finding(message: string, line = 3, parts: Partial<Diagnostic> = {}): Diagnostic {
  const start = { line, column: 2, offset: 10 };
  const end = { line, column: 6, offset: 14 };
  return {
    rule: 'sensor/refused',
    severity: 'error',
    message,
    at: { file: './deploy/a.yaml', range: { start, end }, resource: 'Sensor/ci/build', path: ['spec'] },
    ...parts,
  };
}

const result = (...diagnostics: Diagnostic[]) => ({
  diagnostics,
  hidden: 0,
  unchecked: new Map<string, number>(),
  files: 1,
  objects: 1,
});
/** Texts that each format has to escape in its own way. */
const NASTY = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'a%b\r\nc',
    ']]>',
    '<a b="c">&amp;',
    '::error::',
    '| a | `b` |',
    '\u0000\u001b[31m',
    '\ud800',
  ),
);

/** What the schema of JUnit reports in Jenkins (junit-10.xsd) lets these elements have and hold. */
const JUNIT: Readonly<
  Record<string, { readonly attributes: readonly string[]; readonly inside: readonly string[] }>
> = {
  testsuites: { attributes: ['name', 'tests', 'failures'], inside: [''] },
  testsuite: { attributes: ['name', 'tests', 'failures'], inside: ['testsuites'] },
  testcase: { attributes: ['classname', 'name'], inside: ['testsuite'] },
  failure: { attributes: ['message', 'type'], inside: ['testcase'] },
};

/** Reads XML strictly: every element with its parent and attributes. Throws on what is not well-formed. */
function elements(
  xml: string,
): readonly { name: string; parent: string; attributes: Record<string, string> }[] {
  const found: { name: string; parent: string; attributes: Record<string, string> }[] = [];
  const open: string[] = [];
  const TOKEN = /<(\/?)(\w+)((?: \w+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  const text = xml.replace('<?xml version="1.0" encoding="UTF-8"?>\n', '');
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index !== at) break;
    at += match[0].length;
    const [, closes, name = '', attributes = '', empty, content] = match;
    if (/&(?!(?:amp|lt|gt|quot|#10);)/.test(attributes + (content ?? '')))
      throw new Error(`bare & in ${match[0]}`);
    if (content !== undefined) continue;
    if (closes === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
      continue;
    }
    const pairs = [...attributes.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
      key,
      value,
    ]);
    found.push({
      name,
      parent: open.at(-1) ?? '',
      attributes: Object.fromEntries(pairs) as Record<string, string>,
    });
    if (empty !== '/') open.push(name);
  }
  if (at !== text.length || open.length > 0)
    throw new Error(`not well-formed at ${at}: ${text.slice(at, at + 40)}`);
  return found;
}

describe('JUnit', () => {
  it('is well-formed whatever the messages, with the elements and counts that servers read', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(NASTY, fc.integer({ min: 1, max: 3 })), { maxLength: 5 }), (messages) => {
        const xml = renderJunit(result(...messages.map(([message, line]) => finding(message, line))));
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 cannot hold
        expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ud800-\udfff]/u);
        const all = elements(xml);
        for (const { name, parent, attributes } of all) {
          expect(JUNIT[name]?.inside).toContain(parent);
          expect(JUNIT[name]?.attributes).toEqual(expect.arrayContaining(Object.keys(attributes)));
        }
        const cases = all.filter(({ name }) => name === 'testcase');
        const names = cases.map(({ attributes: { classname, name } }) => `${classname} ${name}`);
        expect(new Set(names).size).toBe(names.length);
        const [whole] = all;
        expect(whole?.attributes['tests']).toBe(String(cases.length));
        expect(whole?.attributes['failures']).toBe(String(messages.length));
      }),
    );
  });

  it('is one passed test when nothing is found', () => {
    expect(elements(renderJunit(result())).map(({ name }) => name)).toEqual([
      'testsuites',
      'testsuite',
      'testcase',
    ]);
  });
});

describe('Code Quality of GitLab', () => {
  it('has what its documentation asks for, and no two fingerprints alike', () => {
    const found = [finding('a'), finding('a', 9), finding('b'), finding('c', 1, { severity: 'info' })];
    const report = JSON.parse(renderGitlab(result(...found))) as Record<string, unknown>[];
    expect(report.map(({ severity }) => severity)).toEqual(['major', 'major', 'major', 'info']);
    expect(new Set(report.map(({ fingerprint }) => fingerprint)).size).toBe(4);
    expect(report[1]).toEqual({
      description: 'a',
      check_name: 'sensor/refused',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      severity: 'major',
      location: { path: 'deploy/a.yaml', lines: { begin: 9 } },
    });
  });

  it('keeps a fingerprint when lines move', () => {
    const of = (line: number) => (JSON.parse(renderGitlab(result(finding('a', line)))) as object[])[0];
    expect(of(80)).toMatchObject({ fingerprint: (of(3) as { fingerprint: string }).fingerprint });
  });
});

describe('commands of GitHub', () => {
  it('are a line each, whatever the messages', () => {
    fc.assert(
      fc.property(NASTY, NASTY, (message, help) => {
        const text = renderGithub(result(finding(message, 3, { help })));
        expect(text.split('\n')).toHaveLength(2);
        expect(text).not.toContain('\r');
        expect(text).toMatch(
          /^::error file=.\/deploy\/a.yaml,line=3,col=2,endColumn=6,title=sensor\/refused::/,
        );
      }),
    );
  });

  it('have no columns where there are several lines, which GitHub would refuse', () => {
    const range = { start: { line: 3, column: 2, offset: 1 }, end: { line: 5, column: 1, offset: 9 } };
    const text = renderGithub(
      result(finding('a', 3, { severity: 'info', at: { file: 'a,b:c.yaml', range } })),
    );
    expect(text).toBe('::notice file=a%2Cb%3Ac.yaml,line=3,endLine=5,title=sensor/refused::a\n');
  });
});

describe('Markdown', () => {
  it('is a table of four columns, whatever the messages', () => {
    fc.assert(
      fc.property(NASTY, (message) => {
        const rows = renderMarkdown(result(finding(message))).split('\n');
        expect(rows).toHaveLength(4);
        expect(rows[2]?.replaceAll(/\\[\\|]/g, '').match(/\|/g)).toHaveLength(5);
      }),
    );
  });
});
