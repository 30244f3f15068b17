import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { argoflow } from '../support/binary.ts';
import { CTRL_C, CTRL_U, DOWN, ENTER, ESCAPE, TAB } from '../support/person.ts';
import { HAS_TERMINAL, openScreen, type Screen, type ScreenOptions } from '../support/screen.ts';

// What a person at a terminal sees and types: a pseudo-terminal, the built program in it, its screen read as drawn.

const RED = 1;
const GREEN = 2;

let folder = '';
const open: Screen[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argoflow-screen-'));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((screen) => screen.close()));
  rmSync(folder, { recursive: true, force: true });
});

function start(args: readonly string[], options: ScreenOptions = {}): Screen {
  const screen = openScreen(args, { cwd: folder, ...options });
  open.push(screen);
  return screen;
}

async function project(): Promise<void> {
  const { code } = await argoflow(['init', 'demo', '--yes', '--no-check'], { cwd: folder });
  expect(code).toBe(0);
}

/** Of the template that comes first, in their order. */
const QUESTIONS = [
  'What starts the flow?',
  'Which event?',
  'What does the sensor do then?',
  'Which events pass?',
  'Which values of it',
  'What is the flow called?',
  'Which namespace',
  'Which path',
  'Which port',
  'How many servers',
  'Write these files?',
];

describe.runIf(HAS_TERMINAL)('the questions of init', () => {
  it('are answered key by key, and a name that will not do is asked for again', async () => {
    const screen = start(['init', 'demo', '--no-check'], { rows: 40 });
    await screen.shows('What starts the flow?');
    screen.press(DOWN, DOWN, DOWN, DOWN, ENTER);
    await screen.shows('Which event?');
    screen.press(ENTER);
    await screen.shows('What does the sensor do then?');
    screen.press(ENTER);
    await screen.shows('Which events pass?');
    screen.press(ESCAPE);
    await screen.showsTimes('What does the sensor do then?', 2);
    screen.press(ENTER);
    await screen.showsTimes('Which events pass?', 2);
    screen.press(ENTER);
    await screen.shows('Which values of it');
    screen.press('pusher.na');
    await screen.shows('body.pusher.name');
    screen.press(TAB, ENTER);
    await screen.shows('What is the flow called?');
    screen.press(CTRL_U, 'Bad_Name', ENTER);
    await screen.shows('"Bad_Name" is not valid');
    screen.press(CTRL_U, 'build', ENTER);
    for (const question of ['Which namespace', 'Whose repository', 'Which repository', 'Which address']) {
      await screen.shows(question);
      screen.press(
        question.startsWith('Whose') ? 'ada' : question === 'Which repository' ? 'app' : '',
        ENTER,
      );
    }
    for (const question of ['Which path', 'Which port', 'Which image', 'How many servers']) {
      await screen.shows(question);
      screen.press(ENTER);
    }
    await screen.shows('Write these files?');
    expect(existsSync(join(folder, 'demo'))).toBe(false);
    screen.press(ENTER);
    await screen.shows('next: argoflow');
    expect(await screen.ended).toBe(0);
    expect(screen.broken().filter((line) => !line.startsWith('next:'))).toEqual([]);
    expect(screen.printed().join('\n')).toContain('Esc goes back a question, Ctrl-C gives up');
    const sensor = readFileSync(join(folder, 'demo/sensor.yaml'), 'utf8');
    expect(sensor).toContain('name: build');
    expect(sensor).toContain('dataKey: body.pusher.name');
  });

  it.each(['What starts the flow?', 'Which events pass?', 'What is the flow called?', 'Write these files?'])(
    'leave nothing behind when Ctrl-C ends them at "%s"',
    async (last) => {
      const screen = start(['init', 'demo'], { rows: 40 });
      for (const question of QUESTIONS) {
        await screen.shows(question);
        if (question === last) break;
        screen.press(ENTER);
      }
      screen.press(CTRL_C);
      expect(await screen.ended).toBe(130);
      expect(readdirSync(folder)).toEqual([]);
      expect(screen.printed().join('\n')).toContain('given up: nothing was written');
    },
  );
});

describe.runIf(HAS_TERMINAL)('what goes on until Ctrl-C', () => {
  it('lint --watch shows what a change brings', async () => {
    await project();
    const screen = start(['lint', 'demo', '--watch']);
    await screen.shows('nothing found in 10 objects');
    const file = join(folder, 'demo/sensor.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('eventName: deploy', 'eventName: deplyo'));
    await screen.shows('did you mean "deploy"?');
    screen.press(CTRL_C);
    expect(await screen.ended).toBe(130);
  });

  it('test --watch runs again', async () => {
    await project();
    const screen = start(['test', 'demo', '--watch']);
    await screen.shows('3 passed');
    const file = join(folder, 'demo/event-source.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('method: POST', 'method: PUT'));
    await screen.shows('failed');
    screen.press(CTRL_C);
    expect(await screen.ended).toBe(130);
  });

  it('test-event --listen answers a request and shows its way', async () => {
    await project();
    const screen = start(['test-event', '-f', 'demo', '--listen', '--port', '0'], { rows: 60, columns: 100 });
    await screen.shows('http://');
    const url = /http:\/\/\S+/.exec(screen.printed().join('\n'))?.[0] ?? '';
    const answer = await fetch(url, { method: 'POST', body: '{"message":"from a test"}' });
    expect([answer.status, await answer.text()]).toEqual([200, 'success']);
    await screen.shows('fires');
    expect(screen.printed().join('\n')).toContain('echo "from a test"');
    screen.press(CTRL_C);
    expect(await screen.ended).toBe(130);
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe.runIf(HAS_TERMINAL)('colours', () => {
  it('are those of the terminal', async () => {
    const wrong = start(['lint', 'nowhere']);
    expect(await wrong.ended).toBe(2);
    expect(wrong.color('error:')).toBe(RED);
    await project();
    const right = start(['ci', 'demo']);
    expect(await right.ended).toBe(0);
    expect(right.color('✓ lint')).toBe(GREEN);
  });

  it.each([
    ['NO_COLOR', { NO_COLOR: '1' }, []],
    ['a dumb terminal', { TERM: 'dumb' }, []],
    ['--no-color', {}, ['--no-color']],
  ])('are left out for %s', async (_, env, flags) => {
    const screen = start(['lint', 'nowhere', ...flags], { env });
    expect(await screen.ended).toBe(2);
    expect(screen.color('error:')).toBeUndefined();
  });

  it('and symbols are plain where the locale has no others', async () => {
    await project();
    const screen = start(['ci', 'demo'], { env: { LANG: 'C' } });
    expect(await screen.ended).toBe(0);
    expect(screen.printed().join('\n')).toMatch(/^[\x20-\x7e\n]*$/);
  });
});

describe.runIf(HAS_TERMINAL)('a terminal of 40 columns', () => {
  // What is to be copied stays whole, and the terminal breaks it: commands, and the words of files.
  const COPIED = /^(?:help: |next: |hide one: |this one alone: | {2}\$ |[a-z-]+\/[a-z-]+$)/;

  it.each([
    ['--help'],
    ['rbac --help'],
    ['lint --list'],
    ['schema --list'],
    ['events list github'],
    ['explain sensors'],
    ['explain eventbus/pods'],
    ['init --list-templates'],
    ['init demo --dry-run --yes'],
    ['scaffold event-source --list'],
    ['scaffold sensor slack demo --dry-run --yes'],
    ['lint demo'],
    ['rbac required demo'],
    ['test demo --coverage'],
    ['test-event -f demo'],
    ['ci demo'],
  ])('holds the lines of %s', async (line) => {
    await project();
    const screen = start(line.split(' '), { columns: 40 });
    expect(await screen.ended).toBe(0);
    expect(screen.printed().join('').length).toBeGreaterThan(20);
    expect(screen.broken().filter((text) => !COPIED.test(text))).toEqual([]);
  });

  it('breaks nothing in a pipe', async () => {
    const { stdout } = await argoflow(['lint', '--list'], { env: { COLUMNS: '40' } });
    const longest = Math.max(...stdout.split('\n').map((text) => text.length));
    expect(longest).toBeGreaterThan(100);
    expect(stdout).toMatch(/^condition\/constant +(?:error|warning|info) +\S/m);
  });
});
