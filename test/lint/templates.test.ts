import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { listTemplates } from '../../src/scaffold/templates.ts';
import { argoflow } from '../support/binary.ts';

const TEMPLATES = new URL('../../templates/', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'argoflow-lint-templates-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// All templates are checked in test/scaffold; these through the program.
const names = (await listTemplates(fileURLToPath(TEMPLATES))).filter((name) =>
  ['webhook', 'calendar', 'github', 's3'].includes(name),
);

it.each(names)(
  'what the template %s writes has nothing to find in it, and passes its own flow test',
  async (template) => {
    const project = join(folder, template);
    const args = ['init', project, '--template', template, '--yes', '--no-check'];
    expect(await argoflow(args)).toMatchObject({ code: 0 });
    const { code, stdout } = await argoflow(['lint', project, '--output', 'concise']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    // Its flow test passes, and leaves nothing of the flow untried.
    const tested = await argoflow(['test', project, '--coverage-min', '100']);
    expect(tested).toMatchObject({ code: 0, stderr: '' });
  },
);

it('the config of a project says that its files are the whole flow', async () => {
  const project = join(folder, 'broken');
  await argoflow(['init', project, '--yes', '--no-check']);
  rmSync(join(project, 'event-source.yaml'));
  const broken = await argoflow(['lint', '--output', 'concise'], { cwd: project });
  expect(broken.code).toBe(1);
  expect(broken.stdout).toContain('[reference/event-source-missing]');
});
