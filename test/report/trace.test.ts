import { describe, expect, it } from 'vitest';
import { renderTestEvent } from '../../src/report/test-event.ts';
import { RESULTS, SOURCES } from './samples.ts';

// The flows of test/test-event show whole reports; here are the corners that they do not reach.

const render = (name: keyof typeof RESULTS, style: Partial<Parameters<typeof renderTestEvent>[2]> = {}) =>
  renderTestEvent(RESULTS[name], SOURCES, { color: false, columns: 80, unicode: true, ...style });

describe('a report', () => {
  it('is the same text with and without colour', () => {
    for (const name of ['fires', 'filtered', 'silence'] as const) {
      const coloured = render(name, { color: true });
      expect(coloured).toContain('\u001b[');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what an escape sequence starts with
      expect(coloured.replace(/\u001b\[[\d;]*m/g, '')).toBe(render(name));
    }
  });

  it('ends with the answer, and why', () => {
    expect(render('filtered').trimEnd().split('\n').slice(-3)).toEqual([
      '✗ filtered  deploy/run: body.message = "Dont call me Shirley", asked =',
      '            "^deploy$" (regular expression)',
      '✗ expected fires, got filtered',
    ]);
    expect(render('fires').trimEnd().split('\n').at(-1)).toBe('✓ fires  deploy/run: Workflow deploy-xxxxx');
  });

  it('uses nothing but ASCII where nothing else can be shown', () => {
    for (const name of ['fires', 'filtered', 'silence'] as const) {
      expect(render(name, { unicode: false })).toMatch(/^[\n\x20-\x7e]*$/);
    }
  });

  it('cuts long scripts for a person only', () => {
    const [firing] = RESULTS.fires.firings;
    const [trigger] = firing?.triggers ?? [];
    const root = trigger?.workflow?.root;
    if (firing === undefined || trigger?.workflow === undefined || root === undefined)
      throw new Error('no tree');
    const script = Array.from({ length: 40 }, (_, index) => `echo line ${index}`).join('\n');
    const leaf = { ...root, type: 'Pod', command: ['sh', '-c'], args: [script], children: [] } as const;
    const result = {
      ...RESULTS.fires,
      firings: [{ ...firing, triggers: [{ ...trigger, workflow: { ...trigger.workflow, root: leaf } }] }],
    };
    const person = renderTestEvent(result, SOURCES, { color: false, columns: 80, unicode: true });
    expect(person).toContain('echo line 11\n');
    expect(person).toContain('… 28 more lines');
    const pipe = renderTestEvent(result, SOURCES, { color: false, columns: undefined, unicode: true });
    expect(pipe).toContain('echo line 39');
  });

  it('shows a tree of ten thousand nodes in a row', () => {
    const [firing] = RESULTS.fires.firings;
    const [trigger] = firing?.triggers ?? [];
    const workflow = trigger?.workflow;
    if (firing === undefined || trigger === undefined || workflow?.root === undefined)
      throw new Error('no tree');
    const children = Array.from({ length: 10_000 }, (_, index) => ({
      ...workflow.root,
      id: `n${index}`,
      name: `n${index}`,
      displayName: `node-${index}`,
      type: 'Pod' as const,
      phase: 'Succeeded' as const,
      children: [],
    }));
    const root = { ...workflow.root, children };
    const result = {
      ...RESULTS.fires,
      firings: [{ ...firing, triggers: [{ ...trigger, workflow: { ...workflow, root } }] }],
    };
    const person = renderTestEvent(result, SOURCES, { color: false, columns: 80, unicode: true });
    expect(person).toContain('the first 24 of 10000');
    expect(person).not.toContain('node-24 ');
    const pipe = renderTestEvent(result, SOURCES, { color: false, columns: undefined, unicode: true });
    expect(pipe).toContain('node-9999');
  });
});
