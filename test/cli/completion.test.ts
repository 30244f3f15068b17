import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHELL_SCRIPTS } from '../../src/completion/shells/index.ts';
import { argoflow, BINARY, cleanEnvironment } from '../support/binary.ts';

// Each shell itself completes a line, as far as it does so without a terminal.

let cwd: string;
let env: NodeJS.ProcessEnv;

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'argoflow-completion-'));
  const bin = join(cwd, 'bin');
  mkdirSync(bin);
  const program = `#!/bin/sh\nexec '${process.execPath}' '${BINARY}' "$@"\n`;
  writeFileSync(join(bin, 'argoflow'), program);
  chmodSync(join(bin, 'argoflow'), 0o755);
  mkdirSync(join(cwd, 'deploy'));
  const source = (name: string, events: string) =>
    `apiVersion: argoproj.io/v1alpha1\nkind: EventSource\nmetadata: {name: ${name}, namespace: ci}\n` +
    `spec: {webhook: {${events}}}\n`;
  writeFileSync(
    join(cwd, 'deploy', 'flow.yaml'),
    `${source('hooks', 'push: {}, tag: {}')}---\napiVersion: argoproj.io/v1alpha1\nkind: Sensor\nmetadata: {name: builds}\n`,
  );
  writeFileSync(join(cwd, 'broken.yaml'), 'apiVersion: argoproj.io/v1alpha1\nkind: [');
  writeFileSync(
    join(cwd, 'kubeconfig'),
    'contexts:\n- {name: "arn:aws:eks:eu:1", context: {cluster: one}}\n- {name: kind, context: {cluster: two}}\n',
  );
  env = {
    ...cleanEnvironment({ KUBECONFIG: join(cwd, 'kubeconfig'), HOME: cwd, ZDOTDIR: cwd }),
    PATH: `${bin}${delimiter}${process.env['PATH']}`,
  };
});
afterAll(() => rmSync(cwd, { recursive: true }));

/** The line that is typed, to what it may go on with. A space that matters stands at its end. */
const LINES: readonly (readonly [string, readonly string[]])[] = [
  ['argoflow exp', ['explain']],
  ['argoflow rbac ', ['check', 'explain', 'generate', 'required']],
  [
    'argoflow explain reference/event-',
    ['reference/event-bus-missing', 'reference/event-missing', 'reference/event-source-missing'],
  ],
  ['argoflow test-event -f deploy ', ['hooks/push', 'hooks/tag']],
  ['argoflow port-forward ', ['hooks']],
  ['argoflow logs ', ['builds', 'hooks']],
  ['argoflow lint --fail-on w', ['warning']],
  ['argoflow apply --context ', ['arn:aws:eks:eu:1', 'kind']],
  ['argoflow lint -n ', ['ci']],
  ['argoflow init --template w', ['webhook']],
  ['argoflow events show stripe/invoice', ['stripe/invoice.paid', 'stripe/invoice.payment_failed']],
  ['argoflow graph -o m', ['markdown', 'mermaid']],
  ['argoflow explain eventbus/po', ['eventbus/pods']],
  ['argoflow doctor --only sensors/po', ['sensors/pods']],
];

function shellIsThere(shell: string): boolean {
  return spawnSync(shell, ['-c', 'true']).status === 0;
}

function run(shell: string, script: string, args: readonly string[]): string[] {
  const { status, stdout, stderr } = spawnSync(shell, [...args, '-c', script], {
    cwd,
    env,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\n').filter((line) => line !== '');
}

describe.runIf(shellIsThere('bash'))('bash', () => {
  /** Words as bash takes them apart at its COMP_WORDBREAKS. */
  function completions(line: string): string[] {
    const words = line.split(/(\s+|[:=]+)/).filter((word) => !/^\s*$/.test(word));
    if (/\s$/.test(line)) words.push('');
    const quoted = words.map((word) => `'${word}'`).join(' ');
    const script = `${SHELL_SCRIPTS.bash}
      COMP_LINE='${line}' COMP_POINT=${line.length} COMP_WORDS=(${quoted}) COMP_CWORD=${words.length - 1}
      _argoflow; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return run('bash', script, ['--norc']);
  }

  it.each(LINES)('%s', (line, expected) => {
    expect(new Set(completions(line))).toEqual(new Set(expected));
  });

  it.each([
    // Only what stands behind the last ":" or "=" takes the place of the word.
    ['argoflow apply --context arn:aws:e', ['eks:eu:1']],
    ['argoflow apply --context=arn:aws:e', ['eks:eu:1']],
    ['argoflow lint --fail-on=w', ['warning']],
    ['argoflow lint --fail-on=', ['error', 'info', 'warning']],
    ['argoflow lint dep', []],
  ])('%s, which it takes apart', (line, expected) => {
    expect(new Set(completions(line))).toEqual(new Set(expected));
  });

  it('has it for argoflow', () => {
    expect(run('bash', `${SHELL_SCRIPTS.bash}\ncomplete -p argoflow`, ['--norc'])).toEqual([
      'complete -F _argoflow argoflow',
    ]);
  });
});

describe.runIf(shellIsThere('zsh'))('zsh', () => {
  it.each(LINES)('%s', (line, expected) => {
    const words = line.split(' ').map((word) => `'${word}'`);
    // What would be shown, and where files would be, is printed.
    const script = `compdef() { }
      _describe() { print -rl -- "\${(@P)4}" }
      _files() { print files }
      ${SHELL_SCRIPTS.zsh}
      words=(${words.join(' ')}) CURRENT=${words.length}
      _argoflow`;
    const shown = run('zsh', script, ['-f']).map((text) =>
      text.replace(/(?<!\\):.*/, '').replaceAll('\\:', ':'),
    );
    expect(new Set(shown)).toEqual(new Set(expected));
  });
});

describe.runIf(shellIsThere('fish'))('fish', () => {
  it.each(LINES)('%s', (line, expected) => {
    const script = `${SHELL_SCRIPTS.fish}\ncomplete -C '${line}'`;
    const shown = run('fish', script, ['--no-config']).map((text) => text.split('\t', 1)[0] ?? '');
    expect(new Set(shown)).toEqual(new Set(expected));
  });

  it('offers files where one may stand', () => {
    const script = `${SHELL_SCRIPTS.fish}\ncomplete -C 'argoflow lint dep'`;
    expect(run('fish', script, ['--no-config'])[0]).toMatch(/^deploy\//);
  });
});

describe('argoflow __complete', () => {
  it('answers as cobra does: a line a candidate, and a directive', async () => {
    const { code, stdout } = await argoflow(['__complete', 'lint', '--fail-on', ''], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'error\nwarning\ninfo\n:4\n' });
  });

  it('offers files where one may stand', async () => {
    expect(await argoflow(['__complete', 'lint', ''], { cwd })).toMatchObject({ code: 0, stdout: ':0\n' });
  });

  it.each([
    [['__complete']],
    [['__complete', 'test-event', '-f', 'missing', '']],
    [['__complete', 'apply', '--kubeconfig', 'missing', '--context', '']],
  ])('is silent about what it cannot read: %j', async (args) => {
    const { code, stderr } = await argoflow(args, { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('answers kubectl, which asks a program of another name', () => {
    const program = BINARY.replace(/run\.js$/, 'complete.js');
    const { stdout } = spawnSync(process.execPath, [program, 'expl'], { encoding: 'utf8' });
    expect(stdout).toMatch(/^explain\t.+\n:4\n$/);
  });
});

describe('argoflow completion', () => {
  it.each(Object.entries(SHELL_SCRIPTS))('prints that of %s', async (shell, script) => {
    expect(await argoflow(['completion', shell])).toMatchObject({ code: 0, stdout: script, stderr: '' });
  });

  it('knows no other shell', async () => {
    const { code, stderr } = await argoflow(['completion', 'tcsh']);
    expect(code).toBe(2);
    expect(stderr).toContain('bash, zsh, fish');
  });
});
