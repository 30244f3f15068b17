import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMAND_GROUPS } from '../../src/cli/command-group.ts';
import { COMMANDS } from '../../src/cli/commands.ts';
import { describeTerminal } from '../../src/cli/terminal.ts';
import { argoflow, BINARY, cleanEnvironment } from '../support/binary.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

describe('the program', () => {
  it.each(['--version', '-V'])('tells its version with %s', async (flag) => {
    expect(await argoflow([flag])).toMatchObject({ code: 0, stdout: `argoflow ${version}\n`, stderr: '' });
  });

  it.each([[[]], [['--help']], [['help']]])(
    'tells its commands and exit codes when called with %j',
    async (args) => {
      const { code, stdout } = await argoflow(args);
      expect(code).toBe(0);
      // The commands of a topic stand in the help of the topic.
      const names = Object.keys(COMMANDS).map((name) => name.split(':', 1)[0]);
      for (const name of names) expect(stdout).toContain(`  ${name} `);
      expect(stdout).toContain('Exit codes');
    },
  );

  it('lists every command in one group', async () => {
    const { stdout } = await argoflow(['--help']);
    const headings = Object.values(COMMAND_GROUPS);
    expect(stdout.match(/^[A-Z][A-Z ]+$/gm)).toEqual(['VERSION', 'USAGE', 'DESCRIPTION', ...headings]);
    const names = Object.keys(COMMANDS).map((name) => name.split(':', 1)[0]);
    const list = stdout.slice(stdout.indexOf(headings[0] ?? ''));
    const listed = list.match(/(?<=^ {2})[a-z-]+(?= )/gm) ?? [];
    expect(listed).toHaveLength(new Set(listed).size);
    expect(new Set(listed)).toEqual(new Set(names));
  });

  it.each(Object.keys(COMMANDS))('explains %s', async (name) => {
    const { code, stdout } = await argoflow([name, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^USAGE\n {2}\$ argoflow [a-z -]+( \[?[A-Z|-]+(\.\.\.)?\]?)* \[FLAGS\]$/m);
    expect(stdout).toContain('EXAMPLES');
  });

  it('serves a user whom nothing knows, as in a container', async () => {
    // What Node says of an id without a name: os.userInfo, and os.homedir where HOME is not set.
    const unknown = `import os from 'node:os'; import { syncBuiltinESMExports } from 'node:module';
      const fail = () => { throw new Error('uv_os_get_passwd returned ENOENT'); };
      os.userInfo = fail;
      const { homedir } = os;
      os.homedir = () => (process.env.HOME === undefined ? fail() : homedir());
      syncBuiltinESMExports();`;
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(unknown)}`;
    const env = { HOME: undefined, SHELL: undefined, NODE_OPTIONS };
    const { code, stdout, stderr } = await argoflow(['lint', '--list'], { env });
    expect(stderr).toBe('');
    expect(stdout).toContain('reference/event-missing');
    expect(code).toBe(0);
  });

  it('names the nearest command', async () => {
    expect(await argoflow(['test-evnt'])).toEqual({
      code: 2,
      signal: null,
      stdout: '',
      stderr: 'error: unknown command "test-evnt", did you mean "test-event"?\nhelp: argoflow --help\n',
    });
  });

  it('knows no flags of a topic', async () => {
    expect(await argoflow(['scaffold', '--nope'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'error: unknown flag "--nope"\nhelp: argoflow scaffold --help\n',
    });
  });

  it('names the nearest flag', async () => {
    expect(await argoflow(['init', '--tmplate', 'x'])).toMatchObject({
      code: 2,
      stderr: 'error: unknown flag "--tmplate", did you mean "--template"?\nhelp: argoflow init --help\n',
    });
  });

  it.each([
    [['rbac', 'chek'], 'unknown command "rbac chek", did you mean "rbac check"?', 'argoflow rbac --help'],
    [
      ['help', 'rbac', 'chek'],
      'unknown command "rbac chek", did you mean "rbac check"?',
      'argoflow rbac --help',
    ],
    [
      ['rbac', 'check', '--complet'],
      'unknown flag "--complet", did you mean "--complete"?',
      'argoflow rbac check --help',
    ],
    [
      ['new', 'bus', '--dryrun'],
      'unknown flag "--dryrun", did you mean "--dry-run"?',
      'argoflow scaffold bus --help',
    ],
    [['--nothing'], 'unknown flag "--nothing"', 'argoflow --help'],
  ])('says of %j what is wrong, and where the help for it is', async (args, message, help) => {
    expect(await argoflow(args)).toMatchObject({ code: 2, stderr: `error: ${message}\nhelp: ${help}\n` });
  });

  it('ends without a word when its reader goes away', async () => {
    const child = spawn(process.execPath, [BINARY, 'init', '--help'], {
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
  });
});

it.runIf(existsSync('/dev/full'))('says in one line that the disk is full', () => {
  const { status, stderr } = spawnSync(
    'sh',
    ['-c', '"$0" "$1" init --help > /dev/full', process.execPath, BINARY],
    {
      encoding: 'utf8',
      env: cleanEnvironment(),
    },
  );
  expect({ status, stderr }).toEqual({
    status: 3,
    stderr:
      'error: standard output could not be written to the end: ENOSPC: no space left on device, write\n',
  });
});

describe('the terminal', () => {
  const tty = { stdin: { isTTY: true }, stdout: { isTTY: true, columns: 120 } };
  const pipe = { stdin: {}, stdout: {} };

  it.each([
    ['a terminal', undefined, {}, tty, { color: true, columns: 120, interactive: true }],
    ['a pipe', undefined, {}, pipe, { color: false, columns: undefined, interactive: false }],
    ['NO_COLOR', undefined, { NO_COLOR: '1' }, tty, { color: false }],
    ['an empty NO_COLOR', undefined, { NO_COLOR: '' }, tty, { color: true }],
    ['--color against NO_COLOR', true, { NO_COLOR: '1' }, tty, { color: true }],
    ['--no-color', false, { FORCE_COLOR: '1' }, tty, { color: false }],
    ['FORCE_COLOR in a pipe', undefined, { FORCE_COLOR: '1' }, pipe, { color: true }],
    ['a dumb terminal', undefined, { TERM: 'dumb' }, tty, { color: false }],
    ['CI with a terminal', undefined, { CI: 'true' }, tty, { color: true, interactive: false }],
    ['LANG=C', undefined, { LANG: 'C' }, tty, { unicode: false }],
    ['LC_ALL over LANG', undefined, { LC_ALL: 'en_US.UTF-8', LANG: 'C' }, tty, { unicode: true }],
    ['no locale at all', undefined, {}, tty, { unicode: true }],
  ])('%s', (_name, flag, env, streams, expected) => {
    expect(describeTerminal(flag, env, streams)).toMatchObject(expected);
  });

  it('is never narrower than 40 columns', () => {
    const narrow = { stdin: {}, stdout: { isTTY: true, columns: 12 } };
    expect(describeTerminal(undefined, {}, narrow).columns).toBe(40);
  });
});
