import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { personAt } from '../../src/cli/init/person.ts';
import { RENDERERS } from '../../src/cli/init/run.ts';
import { DEFAULT_TEMPLATE } from '../../src/cli/init/template-parameters.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import { realFiles } from '../../src/load/files.ts';
import { readTextFile } from '../../src/load/text-file.ts';
import { textWidth } from '../../src/report/text-width.ts';
import type { Person } from '../../src/scaffold/flow/person.ts';
import { planProject } from '../../src/scaffold/flow/project.ts';
import type { ProjectWords } from '../../src/scaffold/flow/words.ts';
import { createWorld } from '../../src/simulate/world.ts';
import { CTRL_C, CTRL_U, DOWN, ENTER, ESCAPE, person, TAB, UP } from '../support/person.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NOW = '2026-03-14T09:26:53Z';
const engine = openEngine({ now: NOW, seed: 1 });
afterAll(() => engine.close());
const world = createWorld({ now: NOW, seed: 1 });
const folder = mkdtempSync(join(tmpdir(), 'argoflow-asked-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TERMINAL = { color: false, columns: 80, unicode: true, interactive: true };
type Keys = Parameters<typeof person>[0];

function plan(words: ProjectWords, given: ReadonlyMap<string, string>, person: Person | undefined) {
  const request = {
    templates: join(ROOT, 'templates'),
    payloads: join(ROOT, 'payloads'),
    usual: DEFAULT_TEMPLATE,
    folder: 'demo',
    words,
    given,
    person,
    readEvent: (path: string) => readTextFile(realFiles, path),
    render: RENDERERS,
  };
  return planProject(request, { engine, world });
}

async function asked(words: ProjectWords, keys: Keys, given: ReadonlyMap<string, string> = new Map()) {
  const someone = person(keys);
  const at = personAt(TERMINAL, given, 'demo', someone.streams);
  const project = await at.asked(() => plan(words, given, at));
  return { ...someone, files: project?.files, again: project?.again };
}

async function said(words: ProjectWords, given: Readonly<Record<string, string>> = {}) {
  return (await plan(words, new Map(Object.entries(given)), undefined))?.files;
}

/** What was written on each line of the screen, one after the other. */
function lines(screen: string): readonly string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes of a terminal begin with one
  const codes = /\u001b\[[0-9;?]*([A-Za-z])/g;
  // All but colours move the cursor.
  return screen.replace(codes, (_, letter: string) => (letter === 'm' ? '' : '\n')).split(/[\r\n]+/);
}

const NAMED: Keys = [
  ['What is the flow called?', [ENTER]],
  ['Which namespace', [ENTER]],
];

it('asks for everything, and makes what the flags of the same choices make', async () => {
  const { files, unasked, screen, again } = await asked({}, [
    ['What starts the flow?', [DOWN, DOWN, DOWN, DOWN, DOWN, DOWN, ENTER]],
    ['Which event?', [DOWN, ENTER]],
    ['What does the sensor do then?', [ENTER]],
    // The proposals of another event: Debezium's.
    ['Which events pass?', [ENTER]],
    ['Which values of it', [TAB, DOWN, TAB, ENTER]],
    ...NAMED,
    ['Which broker', [ENTER]],
    ['Which topic', [CTRL_U, ...'changes', ENTER]],
    ['Which image', [ENTER]],
    ['How many servers', [ENTER]],
    ['Write these files?', [ENTER]],
  ]);
  expect(unasked()).toEqual([]);
  expect(files?.length).toBeGreaterThan(7);
  expect(again?.slice(0, 4)).toEqual(['--template', 'kafka', '--event', 'debezium.update']);
  const flags = {
    template: 'kafka',
    event: 'debezium.update',
    'no-filter': again?.includes('--no-filter') === true,
    param: again?.filter((_, index) => again[index - 1] === '--param') ?? [],
    ...(again?.includes('--filter') === true && {
      filter: again.filter((_, index) => again[index - 1] === '--filter'),
    }),
  };
  expect(await said(flags, { topic: 'changes' })).toEqual(files);
  expect(lines(screen()).filter((line) => textWidth(line) > 80)).toEqual([]);
});

it('goes back a question with Esc, and keeps what was answered before it', async () => {
  const { files, unasked, again } = await asked({ template: 'redis-stream' }, [
    ['What does the sensor do then?', [ENTER]],
    ['Which events pass?', [ESCAPE]],
    ['What does the sensor do then?', [UP, ENTER]],
    ['Which events pass?', [ENTER]],
    ['Which values of it', [ENTER]],
    ['What is the flow called?', [CTRL_U, ...'wrong', ENTER]],
    // Two back, over the parameter before.
    ['Which namespace', [ESCAPE]],
    ['What is the flow called?', [ESCAPE]],
    ['Which values of it', [ENTER]],
    ['What is the flow called?', [ENTER]],
    ['Which namespace', [ENTER]],
    ['Which server', [ENTER]],
    ['Which stream', [ENTER]],
    ['Which address', [ENTER]],
    ['With which method?', [ENTER]],
    ['How many servers', [ENTER]],
    ['Write these files?', [ESCAPE]],
    ['How many servers', [ENTER]],
    ['Write these files?', [ENTER]],
  ]);
  expect(unasked()).toEqual([]);
  expect(again).toContain('http');
  expect(files).toEqual(await said({ template: 'redis-stream', trigger: 'http' }));
});

it('gives up with Esc at the first question, which has none before it', async () => {
  const { files, unasked } = await asked({}, [['What starts the flow?', [ESCAPE]]]);
  expect({ files, unasked: unasked() }).toEqual({ files: undefined, unasked: [] });
});

it('shows the event, and lets values be searched for', async () => {
  const { files, unasked, screen } = await asked(
    { template: 'github', event: 'push', trigger: 'k8s' },
    [
      ['Which events pass?', [ENTER]],
      ['Which values of it', [...'pusher.na', TAB, ENTER]],
      ['Write these files?', [ENTER]],
    ],
    new Map(
      Object.entries({
        name: 'a',
        namespace: 'b',
        owner: 'c',
        repository: 'd',
        url: 'https://e.example.com',
        endpoint: '/f',
        port: '1',
        image: 'busybox:1.37',
        replicas: '1',
      }),
    ),
  );
  expect(unasked()).toEqual([]);
  const shown = lines(screen()).join('\n');
  expect(shown).toContain('commits are pushed to a branch');
  expect(shown).toMatch(/^│ {4}ref: refs\/heads\/main +│$/m);
  expect(shown).toMatch(/^│ {4}commits: \(2 items\) +│$/m);
  expect(shown).toContain('if body.ref=refs/heads/main');
  expect(shown).toContain('with pusher-name=body.pusher.name');
  const sensor = files?.find(({ path }) => path === 'sensor.yaml')?.text;
  for (const key of ['body.repository.clone_url', 'body.after', 'body.pusher.name']) {
    expect(sensor).toContain(`dataKey: ${key}\n`);
  }
});

it('takes what is proposed for a project that is the same without questions', async () => {
  const { files, unasked } = await asked({ template: 'redis-stream' }, [
    ['What does the sensor do then?', [ENTER]],
    ['Which events pass?', [ENTER]],
    ['Which values of it', [ENTER]],
    ...NAMED,
    ['Which server', [ENTER]],
    ['Which stream', [ENTER]],
    ['Which image', [ENTER]],
    ['How many servers', [ENTER]],
    ['Write these files?', [ENTER]],
  ]);
  expect(unasked()).toEqual([]);
  expect(files).toEqual(await said({ template: 'redis-stream' }));
});

it('asks of an event of your own only what it does not say', async () => {
  const file = join(folder, 'delivery.txt');
  const body =
    '{"action":"labeled","label":{"name":"preview"},"number":7,"pull_request":{},"sender":{"login":"a"},"repository":{"full_name":"a/b"}}';
  writeFileSync(
    file,
    `X-GitHub-Event: pull_request\nContent-Type: application/json\nX-Hub-Signature-256: sha256=00\n\n${body}\n`,
  );
  const { files, unasked, screen } = await asked({ 'from-event': file, trigger: 'log' }, [
    ['Which events pass?', [ENTER]],
    ...NAMED,
    ['Whose repository', [ENTER]],
    ['Which repository', [ENTER]],
    ['Which address', [ENTER]],
    ['Which path', [ENTER]],
    ['Which port', [ENTER]],
    ['How many servers', [ENTER]],
    ['Write these files?', [ENTER]],
  ]);
  expect(unasked()).toEqual([]);
  expect(lines(screen()).join('\n')).toContain('action: labeled');
  const text = (path: string) => files?.find((one) => one.path === path)?.text ?? '';
  expect(text('sensor.yaml')).toContain('value: ["^labeled$"]');
  expect(text('event-source.yaml')).toContain('events: [pull_request]');
  expect(JSON.parse(text('event.json'))).toMatchObject({ body: { label: { name: 'preview' } } });
  expect(text('event.json')).not.toContain('Signature');
});

it.each<[string, Keys]>([
  ['at the first question', [['What starts the flow?', [CTRL_C]]]],
  [
    'at the values',
    [
      ['What starts the flow?', [DOWN, ENTER]],
      ['Which event?', [ENTER]],
      ['What does the sensor do then?', [ENTER]],
      ['Which events pass?', [ENTER]],
      ['Which values of it', [CTRL_C]],
    ],
  ],
])('ends with nothing when the person gives up %s', async (_, keys) => {
  const { files, unasked } = await asked({}, keys);
  expect(files).toBeUndefined();
  expect(unasked()).toEqual([]);
});
