import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostic.ts';
import { countDiagnostics, renderDiagnostics } from '../../src/report/diagnostics.ts';
import { formatDuration } from '../../src/report/duration.ts';
import type { Style } from '../../src/report/pen.ts';

const PLAIN: Style = { color: false, columns: 80, unicode: true };

function diagnostic(line: number, from: number, to: number, more: Partial<Diagnostic> = {}): Diagnostic {
  const range = {
    start: { line, column: from, offset: line * 100 },
    end: { line, column: to, offset: line * 100 + 1 },
  };
  return {
    rule: 'a/rule',
    severity: 'error',
    message: 'something is wrong',
    at: { file: 'a.yaml', range },
    ...more,
  };
}

function render(text: string, found: readonly Diagnostic[], style = PLAIN): string {
  return renderDiagnostics(found, new Map([['a.yaml', text]]), style);
}

describe('a diagnostic', () => {
  it('has its place, its lines with a mark, and what to do', () => {
    const found = diagnostic(3, 7, 10, {
      help: 'write it right',
      related: [{ message: 'the other one', at: { resource: 'Sensor/n/x', path: ['spec', 0] } }],
    });
    expect(render('a: 1\nb: 2\nspec: bad\nd: 4\ne: 5\n', [found])).toBe(`a.yaml:3:7
error: something is wrong
  1 │ a: 1
  2 │ b: 2
  3 │ spec: bad
    │       ^^^
  4 │ d: 4
see: the other one (Sensor/n/x spec[0])
help: write it right
[a/rule]
`);
  });

  it('marks wide characters where they stand, and reads CRLF', () => {
    const text = 'k: "日本" # x\r\nl: 1\r\n';
    expect(
      render(text, [diagnostic(1, 4, 8)])
        .split('\n')
        .slice(2, 4),
    ).toEqual(['  1 │ k: "日本" # x', '    │    ^^^^^^']);
  });

  it('shows nothing of a Secret', () => {
    const text = 'kind: ConfigMap\ndata: { a: visible }\n---\nkind: Secret\nstringData:\n  token: hidden\n';
    expect(render(text, [diagnostic(6, 3, 16)])).not.toContain('hidden');
    expect(render(text, [diagnostic(2, 1, 5)])).toContain('visible');
    expect(render(text, [diagnostic(2, 1, 5)])).not.toContain('hidden');
    const flowStyle = '{"apiVersion": "v1", "kind": "Secret", "stringData": {"a": "hidden"}}';
    expect(render(flowStyle, [diagnostic(1, 3, 16)])).not.toContain('hidden');
    const named = diagnostic(1, 1, 3);
    const at = { ...named.at, resource: 'Secret/n/x' };
    expect(render('a: hidden', [{ ...named, at }])).not.toContain('hidden');
  });

  it('is in the order of the places, whatever order it came in', () => {
    const text = render('a\nb\nc\n', [diagnostic(3, 1, 2), diagnostic(1, 1, 2, { severity: 'warning' })]);
    expect(text.indexOf('a.yaml:1:1')).toBeLessThan(text.indexOf('a.yaml:3:1'));
    expect(text).toContain('warning: something is wrong');
  });

  it('keeps to the width, however deep the line is', () => {
    const deep = `${' '.repeat(60)}key: value`;
    for (const line of render(`${deep}\n${deep}`, [diagnostic(2, 61, 64)], { ...PLAIN, columns: 40 }).split(
      '\n',
    )) {
      expect(line.length).toBeLessThanOrEqual(40);
    }
    expect(render(`${deep}\n${deep}`, [diagnostic(2, 61, 64)], { ...PLAIN, columns: 40 })).toContain('^^^');
  });

  it.each([40, 80, undefined])(
    'shows of a line of a megabyte what is around the mark: %s columns',
    (columns) => {
      const line = `{"data":"${'x'.repeat(500_000)}","kind":"Senser","more":"${'y'.repeat(500_000)}"}`;
      const at = line.indexOf('"Senser"') + 1;
      const lines = render(line, [diagnostic(1, at, at + 8)], { ...PLAIN, columns }).split('\n');
      const [, , code = '', carets = ''] = lines;
      expect(code).toMatch(/^ {2}1 │ …x*","kind":"Senser","m?.*…$/);
      expect(code.length).toBeLessThanOrEqual(columns ?? 410);
      expect(code.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('"Senser"');
    },
  );

  it('marks no more than it shows of a long value', () => {
    const line = `key: ${'z'.repeat(500_000)}`;
    for (const columns of [40, undefined]) {
      const [, , code = '', carets = ''] = render(line, [diagnostic(1, 6, line.length + 1)], {
        ...PLAIN,
        columns,
      }).split('\n');
      expect(carets.length).toBeLessThanOrEqual(code.length);
      expect(carets.indexOf('^')).toBe(code.indexOf('z'));
    }
  });

  it('cannot steer the terminal', () => {
    const text = render('a: "\u001b[2J"', [diagnostic(1, 1, 2, { message: 'bad \u001b[31m' })]);
    expect(text).not.toContain('\u001b');
  });

  it('needs no text', () => {
    expect(renderDiagnostics([diagnostic(3, 1, 2)], new Map(), PLAIN)).toBe(
      'a.yaml:3:1\nerror: something is wrong\n[a/rule]\n',
    );
    expect(renderDiagnostics([], new Map(), PLAIN)).toBe('');
  });

  it('is counted', () => {
    const warning = diagnostic(1, 1, 1, { severity: 'warning' });
    expect(countDiagnostics([warning, diagnostic(1, 1, 1), warning])).toBe('1 error, 2 warnings');
    expect(countDiagnostics([])).toBe('');
  });
});

describe('a duration', () => {
  it.each([
    [0, '0.00 ms'],
    [1.234, '1.23 ms'],
    [9.999, '10.0 ms'],
    [12.34, '12.3 ms'],
    [999.6, '1.00 s'],
    [59_999, '1 min 0 s'],
    [125_000, '2 min 5 s'],
  ])('of %d is %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});
