import { describe, expect, it } from 'vitest';
import { compareDiagnostics, type Diagnostic, formatPath, worst } from '../src/diagnostic.ts';

function diagnostic(
  severity: Diagnostic['severity'],
  file: string,
  offset: number,
  rule = 'a/b',
): Diagnostic {
  const position = { line: 1, column: offset + 1, offset };
  return { rule, severity, message: 'm', at: { file, range: { start: position, end: position } } };
}

describe('diagnostics', () => {
  it('are sorted by file, position and rule', () => {
    const sorted = [
      diagnostic('info', 'a.yaml', 3),
      diagnostic('error', 'a.yaml', 7, 'a/a'),
      diagnostic('error', 'a.yaml', 7, 'a/b'),
      diagnostic('error', 'b.yaml', 0),
    ];
    expect([...sorted].reverse().sort(compareDiagnostics)).toEqual(sorted);
  });

  it('are as bad as the worst of them', () => {
    expect(worst([])).toBeUndefined();
    expect(worst([diagnostic('info', 'a', 0), diagnostic('warning', 'a', 0)])).toBe('warning');
    expect(worst([diagnostic('error', 'a', 0), diagnostic('warning', 'a', 0)])).toBe('error');
  });
});

describe('formatPath', () => {
  it.each([
    [[], ''],
    [['spec', 'triggers', 0, 'template'], 'spec.triggers[0].template'],
    [['metadata', 'labels', 'app.kubernetes.io/name'], 'metadata.labels["app.kubernetes.io/name"]'],
    [['a-b', '0'], 'a-b["0"]'],
  ])('%j', (path, text) => {
    expect(formatPath(path)).toBe(text);
  });
});
