import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { BINARY, cleanEnvironment } from '../support/binary.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
interface Job {
  readonly image: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly before_script: readonly string[];
  readonly script: readonly string[];
  readonly artifacts: { readonly reports: Readonly<Record<string, string>> };
}
const jobs = parse(readFileSync(join(ROOT, 'ci/gitlab.yml'), 'utf8')) as {
  readonly argoflow: Job;
};
const job = jobs.argoflow;

const folder = mkdtempSync(join(tmpdir(), 'argoflow-gitlab-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the job for GitLab', () => {
  it('has the Go that the engine asks for', () => {
    const go = /^go (\S+)$/m.exec(readFileSync(join(ROOT, 'engine/go.mod'), 'utf8'))?.[1];
    expect(job.image).toBe(`golang:${go}-trixie`);
    expect(job.before_script.join('\n')).toContain('npm run -s build');
  });

  it('writes the reports that it hands on', () => {
    writeFileSync(
      join(folder, 'account.yaml'),
      'apiVersion: argoproj.io/v1alpha1\nkind: EventBus\nmetadata: {name: default}\ncolour: red\nspec: {jetstream: {version: latest}}\n',
    );
    // What `npm link` puts on the PATH.
    const program = join(folder, 'argoflow');
    writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${BINARY}" "$@"\n`);
    chmodSync(program, 0o755);
    const { status, stdout } = spawnSync('bash', ['-eo', 'pipefail', '-c', job.script.join('\n')], {
      cwd: folder,
      env: cleanEnvironment({
        ...job.variables,
        ARGOFLOW_ARGUMENTS: '. --fail-on warning',
        PATH: `${folder}${delimiter}${process.env['PATH']}`,
      }),
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stdout).toContain('[schema/unknown-field]');
    for (const report of Object.values(job.artifacts.reports)) {
      expect(existsSync(join(folder, report)), report).toBe(true);
    }
    const [finding] = JSON.parse(
      readFileSync(join(folder, 'argoflow-reports/gl-code-quality-report.json'), 'utf8'),
    ) as object[];
    expect(finding).toMatchObject({
      location: { path: 'account.yaml', lines: { begin: 4 } },
      severity: 'major',
    });
  });
});
