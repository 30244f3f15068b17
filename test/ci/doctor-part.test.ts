import { describe, expect, it } from 'vitest';
import { type CiRequest, type Examined, runCi, verdictOf } from '../../src/ci/run.ts';
import { UserError } from '../../src/errors.ts';
import { renderCiGithub } from '../../src/report/ci/github.ts';
import { renderCiJson } from '../../src/report/ci/json.ts';
import { renderCiJunit } from '../../src/report/ci/junit.ts';
import { renderCiMarkdown } from '../../src/report/ci/markdown.ts';
import { renderCiText } from '../../src/report/ci/text.ts';

const STYLE = { color: false, columns: 80, unicode: true };
const REQUEST: CiRequest = {
  lint: { paths: [], complete: false, assume: [], ignores: true },
  failOn: 'error',
  test: { paths: [], filter: [], bail: false, update: false, coverage: true },
  coverageMin: undefined,
  skip: ['lint', 'rbac', 'test'],
};

function run(doctor: () => Promise<Examined>) {
  return runCi(REQUEST, { crew: { run: async () => undefined }, doctor });
}

const SEEN: Examined = {
  context: 'lab',
  server: 'https://lab.example.com',
  kubernetes: 'v1.36.3',
  results: [
    { id: 'cluster/kinds', title: 'the kinds of Argo are served', findings: [] },
    {
      id: 'sensors/pods',
      title: 'sensors run',
      findings: [
        {
          severity: 'error',
          title: 'no pod of it runs',
          object: 'Sensor/argo/demo',
          hint: 'look at its Deployment',
        },
      ],
    },
  ],
};

describe('the part of argoflow ci that examines a cluster', () => {
  it('fails with what doctor finds, in every form', async () => {
    const result = await run(async () => SEEN);
    expect(verdictOf(result)).toBe('failed');
    expect(renderCiText(result, STYLE)).toContain('error: Sensor/argo/demo: no pod of it runs\n');
    expect(renderCiText(result, STYLE)).toMatch(/\n✗ doctor {2}2 checks: 1 error\n\nfailed: doctor\n$/);
    expect(renderCiGithub(result)).toBe(
      '::error title=doctor%3A sensors/pods::Sensor/argo/demo: no pod of it runs%0Ahelp: look at its Deployment\n',
    );
    expect(renderCiMarkdown(result)).toContain('| doctor | **failed** | 2 checks: 1 error |');
    expect(renderCiJunit(result)).toContain('<testsuite name="sensors" tests="1" failures="1"');
    expect(JSON.parse(renderCiJson(result))).toMatchObject({ verdict: 'failed', doctor: { context: 'lab' } });
  });

  it('passes where nothing is wrong', async () => {
    const result = await run(async () => ({ ...SEEN, results: SEEN.results.slice(0, 1) }));
    expect(verdictOf(result)).toBe('passed');
    expect(renderCiText(result, STYLE)).toMatch(/\n✓ doctor {2}1 check: nothing found\n\npassed\n$/);
  });

  it('is work that could not be done where the cluster cannot be reached', async () => {
    const result = await run(async () => {
      throw new UserError('work', 'the cluster cannot be reached', 'kubectl cluster-info');
    });
    expect(verdictOf(result)).toBe('work');
    expect(renderCiText(result, STYLE)).toContain(
      '✗ doctor  the cluster cannot be reached\n          help: kubectl cluster-info\n\ncould not be done: doctor\n',
    );
    expect(renderCiJunit(result)).toContain('<error message="the cluster cannot be reached"/>');
    expect(renderCiGithub(result)).toBe(
      '::error title=argoflow doctor::the cluster cannot be reached%0Ahelp: kubectl cluster-info\n',
    );
  });
});
