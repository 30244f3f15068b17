import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { argoflow, BINARY, cleanEnvironment, type Ending, type Surroundings } from '../support/binary.ts';

// Unlucky places: what a command does where it cannot write, cannot be heard, or is not alone.

const SHOP = fileURLToPath(new URL('../flow-test/fixtures/shop/', import.meta.url));
const HAS_SHELL = process.platform !== 'win32';

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'argoflow-hostile-'));
  const { code } = await argoflow(['init', 'demo', '--yes', '--no-check'], { cwd: folder });
  expect(code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a line of the shell, in which `"$@"` is the program with these words. */
function shell(
  line: string,
  args: readonly string[],
  { cwd = folder, env }: Surroundings = {},
): Promise<Ending> {
  const child = spawn('sh', ['-c', line, 'sh', process.execPath, BINARY, ...args], {
    cwd,
    env: cleanEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr })),
  );
}

/** Every file below a folder, with what is in it. */
function contents(root: string): ReadonlyMap<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return new Map(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort((a, b) => (a < b ? -1 : 1))
      .map((file) => [file.slice(root.length), readFileSync(file, 'utf8')]),
  );
}

describe.runIf(HAS_SHELL)('where no file can grow, as on a full disk', () => {
  // A file of more than 512 bytes is refused, whoever runs the tests; EFBIG comes where a full disk gives ENOSPC.
  const FULL = 'ulimit -f 1; exec "$@"';
  let place = '';
  beforeAll(() => {
    place = join(folder, 'full');
    mkdirSync(place);
    cpSync(join(folder, 'demo'), join(place, 'demo'), { recursive: true });
    cpSync(SHOP, join(place, 'shop'), { recursive: true });
    rmSync(join(place, 'shop/orders.flowtest.snap'));
    mkdirSync(join(place, 'broken'));
    const change = (from: string, to: string, before: string, after: string) => {
      const text = readFileSync(join(place, 'demo', from), 'utf8');
      expect(text).toContain(before);
      writeFileSync(join(place, 'broken', to), text.replace(before, after));
    };
    change('event-source.yaml', 'event-source.yaml', 'port: "12000"', 'port: 12000');
    change('sensor.yaml', 'sensor.yaml', 'eventName: deploy', 'eventName: nothing');
    change('rbac.yaml', 'rbac.yaml', 'verbs: [create]', 'verbs: [get]');
  });

  it.each<[string, Record<string, string>?]>([
    ['init new --yes --no-check'],
    ['scaffold event-source github demo --set owner=a --set repository=b --yes'],
    ['scaffold sensor slack demo --yes'],
    ['scaffold ci github demo --yes'],
    ['lint broken --fix'],
    ['lint broken --baseline known.json --write-baseline'],
    ['lint broken -o sarif=out.sarif'],
    ['rbac generate broken --patch --write'],
    [`record -f demo --to kept.flowtest.yaml --name ${'x'.repeat(600)}`],
    ['test shop --update'],
    ['graph demo -o html=flow.html'],
    ['schema --output schemas'],
    ['schema --editor vscode'],
    ['events edit github/push own.json', { EDITOR: 'true' }],
    ['ci broken --reports reports'],
  ])('%s says so, and leaves everything as it was', async (line, env = {}) => {
    const before = contents(place);
    const { code, stderr } = await shell(FULL, line.split(' '), { cwd: place, env });
    expect(stderr).toMatch(/^error: cannot write .*: it is larger than a file may be here$/m);
    expect(code).toBe(3);
    expect(contents(place)).toEqual(before);
  });
});

describe.runIf(HAS_SHELL)('where nobody listens', () => {
  it.each([
    'lint --list',
    'lint broken -o json',
    'events list',
    'events show github/push',
    'explain sensors',
    'graph demo',
    'rbac required demo',
    'test demo',
    'test-event -f demo',
    'ci demo',
    'schema --kind manifest',
    'completion bash',
    'init below --yes --dry-run',
    'doctor --help',
  ])('%s ends without a word', async (line) => {
    const child = spawn(process.execPath, [BINARY, ...line.split(' ')], {
      cwd: folder,
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    await new Promise((resolve) => child.on('close', resolve));
    expect(stderr.replace('error: there is no file or folder "broken"\n', '')).toBe('');
  });

  it.each<[string, string, number]>([
    ['exec "$@" <&-', 'lint demo', 0],
    ['exec "$@" >&-', 'lint demo', 0],
    ['exec "$@" 2>&-', 'lint nowhere', 2],
    ['exec "$@" <&- >&- 2>&-', 'ci demo', 0],
    // Nobody to ask.
    ['exec "$@" <&-', 'init unasked --no-check', 0],
    ['exec "$@" <&-', 'rbac explain demo', 2],
    ['exec "$@" <&-', 'test-event -f demo --data -', 2],
  ])('%s: %s', async (line, args, code) => {
    const ending = await shell(line, args.split(' '));
    expect(ending).toMatchObject({ code, signal: null });
    expect(ending.stderr).not.toContain('failed in a way it should not');
  });
});

describe('without a home, or with a poor locale', () => {
  it.each([
    ['none', { HOME: undefined, XDG_CACHE_HOME: undefined }],
    ['one that is not there', { HOME: '/no/such/home', XDG_CACHE_HOME: '/no/such/home/.cache' }],
    ['one that is a file', { HOME: BINARY, XDG_CACHE_HOME: BINARY }],
  ])('%s', async (_, env) => {
    expect(await argoflow(['ci', 'demo'], { cwd: folder, env })).toMatchObject({ code: 0, stderr: '' });
    const doctor = await argoflow(['doctor'], { cwd: folder, env: { ...env, KUBECONFIG: undefined } });
    expect(doctor.code).toBe(3);
    expect(doctor.stderr).toMatch(/^error: no kubeconfig found: .*\nhelp: /);
  });

  it.each([
    'lint demo',
    'graph demo',
    'test demo --coverage',
    'test-event -f demo',
    'rbac required demo',
    'ci demo',
    'record -f demo --to recorded.flowtest.yaml',
    'init poor --yes',
    'scaffold sensor log demo --yes --dry-run',
    'events list',
    'schema --list',
    '--help',
  ])('LANG=C: %s writes no symbol that it cannot show', async (line) => {
    const { code, stdout, stderr } = await argoflow(line.split(' '), { cwd: folder, env: { LANG: 'C' } });
    expect(code).toBe(0);
    expect(stdout + stderr).toMatch(/^[\x20-\x7e\n]*$/);
  });
});

describe('in a folder whose name is hard', () => {
  it('goes the whole way', async () => {
    const cwd = join(folder, "it's a ü✓ $HOME; *");
    mkdirSync(cwd);
    for (const line of [
      ['init', 'a b', '--yes'],
      ['lint', 'a b'],
      ['scaffold', 'sensor', 'log', 'a b', '--yes'],
      ['rbac', 'check', 'a b'],
      ['test', 'a b', '-o', 'junit=x y.xml'],
      ['record', '-f', 'a b', '--to', 'a b/new one.flowtest.yaml'],
      ['test', 'a b'],
      ['graph', 'a b', '-o', 'svg=x y.svg'],
      ['ci', 'a b'],
    ]) {
      const { code, stderr } = await argoflow(line, { cwd });
      expect([line.join(' '), code, stderr]).toEqual([line.join(' '), 0, '']);
    }
    expect(existsSync(join(cwd, 'x y.svg'))).toBe(true);
  });

  it('names it in the next command as a shell takes it', async () => {
    const { stdout } = await argoflow(['init', "it's a b", '--yes', '--no-check', '--name', 'x'], {
      cwd: folder,
    });
    expect(stdout).toContain(String.raw`next: argoflow test-event -f 'it'\''s a b'`);
  });
});

describe('two runs at once', () => {
  it('of init make one whole project', async () => {
    const run = () => argoflow(['init', 'twice', '--yes', '--no-check', '--name', 'demo'], { cwd: folder });
    const endings = await Promise.all([run(), run(), run()]);
    expect(endings.some(({ code }) => code === 0)).toBe(true);
    for (const { code, stderr } of endings) {
      expect([0, 3]).toContain(code);
      expect(stderr === '').toBe(code === 0);
    }
    expect(contents(join(folder, 'twice'))).toEqual(contents(join(folder, 'demo')));
  });

  it('that write the same file leave one of the two', async () => {
    const run = (form: string) =>
      argoflow(['graph', 'demo', '-o', 'tree', '-o', `${form}=same`], { cwd: folder });
    const forms = ['json', 'svg', 'mermaid', 'dot'];
    for (const { code } of await Promise.all(forms.map(run))) expect(code).toBe(0);
    const written = readFileSync(join(folder, 'same'), 'utf8');
    const alone = await Promise.all(
      forms.map(async (form) => (await argoflow(['graph', 'demo', '-o', form], { cwd: folder })).stdout),
    );
    expect(alone).toContain(written);
    expect(readdirSync(folder).filter((name) => name.startsWith('.argoflow-'))).toEqual([]);
  });
});

describe('a file that is not there', () => {
  it.each(['apply demmo', 'diff demmo', 'delete demmo'])(
    '%s is told before a cluster is looked for',
    async (line) => {
      const ending = await argoflow(line.split(' '), { cwd: folder, env: { KUBECONFIG: '/no/such' } });
      expect(ending).toMatchObject({
        code: 2,
        stderr: 'error: there is no file or folder "demmo"\nhelp: did you mean "demo"?\n',
      });
    },
  );
});

describe('what is no text', () => {
  it.each([
    'test-event -f zeros.yaml',
    'graph zeros.yaml',
    'rbac check zeros.yaml',
    'rbac generate zeros.yaml --patch',
    'record -f zeros.yaml',
    'test-event -f demo --event zeros.yaml',
    'test-event -f demo --data @zeros.yaml',
    'record -f demo --from zeros.yaml',
    'init none --yes --from-event zeros.yaml',
    'lint demo --config zeros.yaml',
    'lint demo --baseline zeros.yaml',
    'doctor --kubeconfig zeros.yaml',
  ])('%s is one error', async (line) => {
    writeFileSync(join(folder, 'zeros.yaml'), new Uint8Array(1000));
    const { code, stdout, stderr } = await argoflow(line.split(' '), { cwd: folder });
    expect([2, 3]).toContain(code);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^error: .*zeros\.yaml/);
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
    expect(stderr).not.toContain('failed in a way it should not');
  });
});
