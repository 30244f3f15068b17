import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runLint } from '../../src/lint/run.ts';
import { RULES } from '../../src/rules/index.ts';

/** Depends on who runs the tests: nothing is closed to root. The tests of the load room show it. */
const UNSHOWN: ReadonlySet<string> = new Set(['load/unreadable']);
/** Rules about whole runs: a document that names its file in a first comment is written into that file. */
const OWN = RULES.filter(({ id }) => /^(?:lint|load)\//.test(id) && !UNSHOWN.has(id));
const root = mkdtempSync(join(tmpdir(), 'argoflow-own-rules-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let runs = 0;
async function findings(text: string) {
  const folder = join(root, String(runs++));
  mkdirSync(folder);
  const files = text.split(/^---\n/m).map((document) => {
    const name = /^# (\S+\.\w+)\n/.exec(document)?.[1];
    if (name !== undefined) mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name ?? 'manifest.yaml'), name ? document.slice(name.length + 3) : document);
    return join(folder, name ?? 'manifest.yaml');
  });
  const request = {
    // What kustomize and Helm mean by their files is seen in folders only.
    paths: files.some((file) => /\/(?:kustomization|Chart)\.yaml$/.test(file))
      ? [folder]
      : files.filter((file) => file.endsWith('.yaml')),
    baseline: files.find((file) => file.endsWith('.json')),
    complete: false,
    assume: [],
    ignores: true,
  };
  return (await runLint(request, async () => '')).result.diagnostics;
}

describe.each(OWN)('the examples of $id', ({ id, severity, docs }) => {
  it('show it', async () => {
    const bad = (await findings(docs.bad)).filter(({ rule }) => rule === id);
    expect(bad.map((one) => one.severity)).toEqual([severity]);
  });

  it('show what is right', async () => {
    expect(await findings(docs.good)).toEqual([]);
  });
});
