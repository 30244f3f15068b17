import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifestsOf } from '../payloads/event-source.ts';
import { argoflow, type Surroundings } from '../support/binary.ts';

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'argoflow-events-'));
  for (const type of ['github', 'kafka', 'slack', 'webhook']) {
    mkdirSync(join(folder, type));
    writeFileSync(join(folder, type, 'flow.yaml'), await manifestsOf(type));
  }
  writeFileSync(join(folder, 'secret'), 'hush\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: readonly string[], more: Surroundings = {}) => argoflow(args, { cwd: folder, ...more });

describe('events list', () => {
  it('shows all types, or one', async () => {
    const all = await run(['events', 'list', '-o', 'json']);
    expect(all).toMatchObject({ code: 0, stderr: '' });
    const { events } = JSON.parse(all.stdout) as { events: { type: string; name: string }[] };
    expect(new Set(events.map(({ type }) => type)).size).toBe(32);
    const one = await run(['events', 'list', 'sns', '-o', 'json']);
    expect(JSON.parse(one.stdout)).toEqual({ events: events.filter(({ type }) => type === 'sns') });
  });

  it('refuses a type that there is none of', async () => {
    expect(await run(['events', 'list', 'gitlb'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('no type of event source "gitlb", did you mean "gitlab"?'),
    });
  });
});

describe('events show', () => {
  it('gives an event file that test-event fires', async () => {
    const shown = await run(['events', 'show', 'github/release.published', '-o', 'json']);
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    const fired = await run(['test-event', '-f', 'github', '--event', '-', '-o', 'json'], {
      stdin: shown.stdout,
    });
    expect(fired.code).toBe(0);
    const { firings } = JSON.parse(fired.stdout) as { firings: { event: { data: string } }[] };
    const data = JSON.parse(firings[0]?.event.data ?? '') as { body: Record<string, unknown> };
    expect(data.body['X-GitHub-Event']).toBe('release');
  });

  it.each(['kafka/debezium.update', 'slack/block_actions'])(
    'gives the same event by its file and by its name: %s',
    async (spelling) => {
      const [type = ''] = spelling.split('/');
      const fixed = ['-f', type, '--at', '2026-03-14T09:26:53Z', '--seed', '1', '-o', 'json'];
      const { stdout } = await run(['events', 'show', spelling, '-o', 'json']);
      writeFileSync(join(folder, `${type}.json`), stdout);
      const byFile = await run(['test-event', ...fixed, '--event', `${type}.json`]);
      const byName = await run(['test-event', ...fixed, '--event', spelling]);
      const data = ({ stdout: out }: { stdout: string }) =>
        (JSON.parse(out) as { firings: { event?: { data: string } }[] }).firings[0]?.event?.data;
      expect(data(byName)).toBeTypeOf('string');
      expect(data(byFile)).toBe(data(byName));
    },
  );

  it('signs with the secret of a variable, of a file, and of the manifests', async () => {
    const args = ['events', 'show', 'github/ping', '-o', 'json'];
    const signature = async (more: readonly string[], env = {}, stdin = '') => {
      const { stdout } = await run([...args, ...more], { env, stdin });
      const file = JSON.parse(stdout) as { headers: Record<string, string> };
      return file.headers['X-Hub-Signature-256'];
    };
    const byVariable = await signature(['--secret-env', 'HOOK'], { HOOK: 'hush' });
    expect(byVariable).toMatch(/^sha256=[0-9a-f]{64}$/);
    expect(await signature(['--secret-file', 'secret'])).toBe(byVariable);
    expect(await signature(['--secret-file', '-'], {}, 'hush')).toBe(byVariable);
    expect(await signature([])).toBeUndefined();
    const byManifests = await signature(['-f', 'github']);
    expect(byManifests).toMatch(/^sha256=/);
    expect(byManifests).not.toBe(byVariable);
  });

  it('takes the event source from the manifests', async () => {
    const { stdout } = await run(['events', 'show', 'kafka', '-f', 'kafka', '--as', 'arrived', '-o', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      events: [{ context: { source: 'kafka' }, data: { topic: 'orders' } }],
    });
    const webhook = await run([
      'events',
      'show',
      'github/push',
      '-f',
      'webhook',
      '--as',
      'arrived',
      '-o',
      'json',
    ]);
    expect(JSON.parse(webhook.stdout)).toMatchObject({
      events: [{ context: { type: 'webhook' }, data: { header: { 'X-Github-Event': ['push'] } } }],
    });
  });

  it.each<[readonly string[], number, string]>([
    [['nats/jsn'], 2, 'no sample "jsn" of type nats, did you mean "nats/json"?'],
    [['kafka', '--set', 'headers'], 2, '"headers" is not PATH=VALUE'],
    [['kafka', '--set', 'key.a=1'], 2, '"key" is the text "order-1042", which has no "a"'],
    [['kafka', '--set', 'body=hello'], 2, 'is not JSON, and with "jsonBody: true" the event source drops it'],
    [['github', '--secret-env', 'NO_SUCH'], 2, 'there is no environment variable "NO_SUCH"'],
    [['github', '--secret-file', 'no-such'], 3, 'cannot read the secret: ENOENT'],
    [['github', '-f', 'kafka'], 2, 'no event source of type github in the manifests'],
    [['github', '-f', '.', '--source', 'gihub'], 2, 'no event source "gihub", did you mean "github"?'],
    [['github', '--at', 'now'], 2, '"now" is not an RFC 3339 time'],
    [[], 2, 'EVENT is missing: one of "argoflow events list"'],
  ])('%j ends with %i', async (args, code, message) => {
    const ending = await run(['events', 'show', ...args]);
    expect(ending).toMatchObject({ code, stdout: '' });
    expect(ending.stderr).toContain(message);
  });

  it('ends with 1 where nothing arrives', async () => {
    const ending = await run(['events', 'show', 'stripe', '--as', 'arrived', '--set', 'body.type=none']);
    expect(ending.code).toBe(1);
    expect(ending.stdout).toContain('nothing arrives');
  });
});

describe('events edit', () => {
  const edit = (args: readonly string[], editor: string | undefined) =>
    run(['events', 'edit', ...args], { env: { VISUAL: undefined, EDITOR: editor, TMPDIR: folder } });

  it('writes what comes out of the editor', async () => {
    const ending = await edit(['github/push', 'own.json'], 'sed -i.bak s:heads/main:heads/next:');
    expect(ending).toMatchObject({ code: 0, stdout: 'own.json written\n', stderr: '' });
    expect(JSON.parse(readFileSync(join(folder, 'own.json'), 'utf8'))).toMatchObject({
      body: { ref: 'refs/heads/next' },
    });
    expect(await edit(['github/push', 'events/new.json'], 'true')).toMatchObject({ code: 0 });
    expect(existsSync(join(folder, 'events/new.json'))).toBe(true);
    const again = await edit(['github/push', 'own.json'], 'true');
    expect(again).toMatchObject({ code: 3 });
    expect(again.stderr).toContain('"own.json" is there already');
    expect(await edit(['github/ping', 'own.json', '--force'], 'true')).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'own.json'), 'utf8')).toContain('"zen"');
  });

  it.each<[string, string | undefined, number, string]>([
    ['no editor', undefined, 2, 'there is no editor: neither VISUAL nor EDITOR is set'],
    ['an editor that fails', 'false', 3, 'the editor "false" ended with 1'],
    ['a copy that is no JSON', 'sed -i.bak 1d', 2, 'is not JSON'],
    ['a copy that holds no event', 'sed -i.bak "s/\\"payload\\"/\\"pay\\"/"', 2, 'holds no event'],
  ])('writes nothing with %s', async (_, editor, code, message) => {
    const ending = await edit(['kafka', 'none.json'], editor);
    expect(ending.code).toBe(code);
    expect(ending.stderr).toContain(message);
    expect(existsSync(join(folder, 'none.json'))).toBe(false);
  });
});

describe('test-event --event', () => {
  it('takes a name, also without its type, and changes to it', async () => {
    const ending = await run([
      'test-event',
      '-f',
      'github',
      '--event',
      'pull_request.opened',
      '--set',
      'body.number=99',
      '-o',
      'json',
    ]);
    expect(ending).toMatchObject({ code: 0, stderr: '' });
    const { firings } = JSON.parse(ending.stdout) as {
      firings: { stimulus: { origin: string; body: string } }[];
    };
    expect(firings[0]?.stimulus.origin).toBe('the sample github/pull_request.opened');
    expect(JSON.parse(firings[0]?.stimulus.body ?? '')).toMatchObject({ number: 99 });
  });

  it('finds the only event that gets such events', async () => {
    const all = ['test-event', '-f', '.', '-o', 'json', '--event'];
    for (const [name, type] of [
      ['github/ping', 'github'],
      ['kafka', 'kafka'],
    ] as const) {
      // Their sensors have one name, so that only one of them is there.
      const { stdout } = await run([...all, name]);
      expect(JSON.parse(stdout)).toMatchObject({
        firings: [{ type, stimulus: { origin: expect.stringContaining(type) } }],
      });
    }
    expect((await run([...all, 'ping'])).stderr).toContain('there are 4 events: say which to fire');
  });

  it.each<[readonly string[], string]>([
    [['-f', 'github', '--event', 'pushh'], 'no sample "pushh" of type github, did you mean "github/push"?'],
    [
      ['-f', 'github', '--event', 'gitlab/push'],
      '"github/example" is of type github, and the sample "gitlab/push" is sent to an event source of type gitlab',
    ],
    [['-f', 'github', '--event', 'push', '--set', 'body.ref.a=1'], '"body.ref" is the text'],
    [['-f', 'github', '--event', 'missing.json'], 'missing.json'],
  ])('%j is refused', async (args, message) => {
    const ending = await run(['test-event', ...args]);
    expect([2, 3]).toContain(ending.code);
    expect(ending.stderr).toContain(message);
  });
});
