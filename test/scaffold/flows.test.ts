import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RENDERERS } from '../../src/cli/init/run.ts';
import { DEFAULT_TEMPLATE } from '../../src/cli/init/template-parameters.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import { brokenLinks } from '../../src/graph/flow-graph.ts';
import { isObject, valueAt } from '../../src/json.ts';
import { lint } from '../../src/lint/lint.ts';
import { realFiles } from '../../src/load/files.ts';
import { readTextFile } from '../../src/load/text-file.ts';
import { buildModel } from '../../src/model/build.ts';
import { TRIGGER_KINDS } from '../../src/model/kinds/sensor.ts';
import { sampleId } from '../../src/payloads/sample.ts';
import type { Proposals } from '../../src/proposals/proposals.ts';
import { audit } from '../../src/rbac/audit.ts';
import { needsOf } from '../../src/rbac/needs.ts';
import type { Person } from '../../src/scaffold/flow/person.ts';
import { type PlannedProject, planProject } from '../../src/scaffold/flow/project.ts';
import type { ProjectWords } from '../../src/scaffold/flow/words.ts';
import type { StoppedEvent } from '../../src/scaffold/template.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';
import { SOURCE_TYPES } from '../../src/simulate/sources/source-type.ts';
import { createWorld } from '../../src/simulate/world.ts';
import { testEvent } from '../../src/test-event/test-event.ts';
import { parseYaml } from '../../src/yaml/parse.ts';
import { graphOf } from '../graph/graphs.ts';
import { LIBRARY } from '../payloads/library.ts';

const NOW = '2026-03-14T09:26:53Z';
const engine = openEngine({ now: NOW, seed: 1 });
afterAll(() => engine.close());
const world = createWorld({ now: NOW, seed: 1 });

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const GOLDEN = fileURLToPath(new URL('golden/', import.meta.url));
const templates = await readTemplates(join(ROOT, 'templates'));

type Given = Readonly<Record<string, string>>;

async function plan(words: ProjectWords, given: Given = {}, person?: Person): Promise<PlannedProject> {
  const request = {
    templates: join(ROOT, 'templates'),
    payloads: join(ROOT, 'payloads'),
    usual: DEFAULT_TEMPLATE,
    folder: 'demo',
    words,
    given: new Map(Object.entries(given)),
    person,
    readEvent: (path: string) => readTextFile(realFiles, path),
    render: RENDERERS,
  };
  const project = await planProject(request, { engine, world });
  if (project === undefined) throw new Error('given up');
  return project;
}

function texts({ files }: PlannedProject): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}

function isManifest(path: string): boolean {
  return /^[^.].*\.yaml$/.test(path) && !/^kustomization\.yaml$|\.flowtest\.yaml$/.test(path);
}

/** What becomes of its event, or of the one that its filters stop. */
function fired(project: PlannedProject, stopped?: StoppedEvent): string {
  const { answers, files, type } = project;
  const yaml = files.filter(({ path }) => isManifest(path));
  const model = buildModel(yaml.flatMap(({ path, text }) => parseYaml(text, path).documents));
  const { outcome } = testEvent(
    {
      targets: [`${answers.get('name')}/${answers.get('event')}`],
      samples: [{ value: texts(project)['event.json'] ?? '', origin: 'event.json' }],
      ...(stopped?.event !== undefined && { sample: `${type}/${stopped.event}` }),
      assignments: stopped?.set ?? [],
      headers: [],
      repeat: 1,
      expectations: [],
      nodeOutputs: {},
    },
    { model, engine, world, library: LIBRARY, diagnostics: [] },
  );
  return outcome;
}

/** What is wrong with it: the same questions, without files, and with the engine that is open. */
function faults(project: PlannedProject): readonly string[] {
  const { files } = project;
  const yaml = files.filter(({ path }) => isManifest(path));
  const parsed = yaml.map(({ path, text }) => parseYaml(text, path));
  const diagnostics = parsed.flatMap((one) => one.diagnostics);
  const model = buildModel(parsed.flatMap(({ documents }) => documents));
  const horizon = { complete: true, external: [] };
  const input = { model, files: yaml.map(({ path, text }) => ({ name: path, text })), diagnostics };
  const found = lint(input, { engine, horizon, ignores: true }).diagnostics.filter(
    ({ severity }) => severity !== 'info',
  );
  const { gaps, homeless } = audit(model, needsOf(model, {}), horizon);
  const outcome = fired(project);
  return [
    ...found.map(({ rule, message }) => `${rule}: ${message}`),
    ...gaps.map(({ need }) => need.reason),
    ...homeless.map(({ account }) => account.name),
    ...(outcome === 'fires' ? [] : [outcome]),
  ];
}

it('there is a template for everything that people begin with', () => {
  const names =
    'amqp calendar generic github gitlab kafka minio nats pubsub redis-stream resource s3 slack sns sqs stripe webhook';
  expect(templates.map(({ name }) => name)).toEqual(expect.arrayContaining(names.split(' ')));
});

it('no file of a template has a name that npm packs nothing of', () => {
  const files = readdirSync(join(ROOT, 'templates'), { recursive: true, encoding: 'utf8' });
  expect(files.filter((path) => /(?:^|[/\\])\.(?:gitignore|npmignore|npmrc)$/.test(path))).toEqual([]);
});

describe.each(templates)('a project of the template $name', (template) => {
  let project: PlannedProject;
  beforeAll(async () => {
    project = await plan({ template: template.name });
  });

  it('is clean, fires, and its filters stop another event', () => {
    expect(faults(project)).toEqual([]);
    const filters = template.flow?.filters ?? [];
    // What an HTTP request or a clock starts has nothing to filter yet.
    expect(filters.length === 0).toBe(['webhook', 'calendar'].includes(template.name));
    expect(project.stopped.length > 0).toBe(filters.length > 0);
    for (const one of project.stopped) expect(fired(project, one), one.what).toBe('filtered');
  });

  it('has all parts of a flow in its graph, and no broken link', () => {
    const manifests = project.files.filter(({ path }) => isManifest(path)).map(({ text }) => text);
    const graph = graphOf(engine, manifests.join('---\n'), 'flow.yaml', true);
    expect(brokenLinks(graph)).toEqual([]);
    const kinds = new Set(graph.nodes.map(({ kind }) => kind));
    const parts = [
      ...(['event-source', 'event', 'event-bus', 'sensor'] as const),
      ...(['dependency', 'trigger', 'service-account'] as const),
    ];
    expect(parts.filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  it('holds no marker, and lists all that is to be applied', () => {
    const files = texts(project);
    for (const [path, text = ''] of Object.entries(files))
      expect(text.match(/argoflow-[a-z]+/g) ?? [], path).toEqual([]);
    const listed = valueAt(parseYaml(files['kustomization.yaml'] ?? '', '').documents[0]?.value ?? null, [
      'resources',
    ]);
    const manifests = Object.keys(files).filter(isManifest);
    expect(new Set(listed as string[])).toEqual(
      new Set(manifests.filter((path) => !path.endsWith('secret.yaml'))),
    );
  });

  it('says in its README what is to be filled in, and what there is', () => {
    const files = texts(project);
    const readme = files['README.md'] ?? '';
    for (const path of Object.keys(files))
      if (path !== 'README.md') expect(readme).toContain(`| \`${path}\` |`);
    const secret = parseYaml(files['secret.yaml'] ?? '', '').documents[0]?.value;
    const data = isObject(secret) ? secret['stringData'] : {};
    for (const key of Object.keys(isObject(data) ? data : {})) {
      expect(readme).toMatch(new RegExp(`\\| \`secret.yaml\` \\| \`${key}\` \\| \\S`));
    }
    // Nothing of it is wider than a page, but for tables, commands and addresses.
    const prose = readme
      .replace(/```[\s\S]*?```/g, '')
      .split('\n')
      .filter((line) => !line.startsWith('|'));
    expect(prose.filter((line) => line.length > 140)).toEqual([]);
  });

  it('is the same when all of it is said by flags', async () => {
    const flow = template.flow;
    if (flow === undefined) throw new Error('no flow');
    const flags: ProjectWords = {
      template: template.name,
      source: flow.source,
      event: flow.event,
      trigger: flow.trigger,
      param: flow.parameters,
      ...(flow.filters.length === 0 ? { 'no-filter': true } : { filter: flow.filters }),
    };
    expect(texts(await plan(flags))).toEqual(texts(project));
  });

  it('is the same when a person takes what is proposed', async () => {
    const person = agreeing();
    expect(texts(await plan({ template: template.name }, {}, person))).toEqual(texts(project));
  });
});

/** Somebody who takes what is proposed, or what `choose` says. */
function agreeing(
  choose: {
    filters?: (proposals: Proposals) => readonly string[];
    parameters?: (proposals: Proposals) => readonly string[];
  } = {},
  given: Given = {},
): Person {
  return {
    flow: {
      start: (_templates, _sources, initial) => Promise.resolve({ template: initial }),
      event: (_samples, initial) => Promise.resolve(initial),
      trigger: (_kinds, initial) => Promise.resolve(initial),
      show: () => undefined,
      filters: (proposals, chosen) => Promise.resolve(choose.filters?.(proposals) ?? chosen),
      parameters: (proposals, chosen) => Promise.resolve(choose.parameters?.(proposals) ?? chosen),
      agree: () => Promise.resolve(true),
    },
    answers: () => Promise.resolve(new Map(Object.entries(given))),
  };
}

describe('a project of parts', () => {
  it.each(['github', 's3', 'kafka'])('of the template %s is what it was', async (name) => {
    const { files } = await plan({ template: name });
    const text = files.map((file) => `=== ${file.path}\n${file.text}`).join('\n');
    await expect(text).toMatchFileSnapshot(join(GOLDEN, `${name}.out`));
  });

  // Every type with some kind of trigger, and every kind with some type.
  const pairs = SOURCE_TYPES.map(({ key }, index): [string, string] => [
    key,
    TRIGGER_KINDS[index % TRIGGER_KINDS.length] ?? 'k8s',
  ]);
  it.each(pairs)('of %s and %s is clean with what is proposed', async (source, trigger) => {
    expect(faults(await plan({ source, trigger }))).toEqual([]);
  });

  it('of any sample is clean, whichever way it was asked', async () => {
    const trigger = fc.constantFrom<string>(...TRIGGER_KINDS);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...LIBRARY),
        trigger,
        fc.nat(),
        fc.nat(),
        async (sample, kind, a, b) => {
          const flags = { source: sample.type, event: sample.name, trigger: kind };
          let filter: readonly string[] = [];
          let param: readonly string[] = [];
          const person = agreeing({
            filters: ({ filters }) => {
              filter = pick(filters, a, 2).map(({ path, values }) => `${path}=${values[0]}`);
              return filter;
            },
            parameters: ({ parameters }) => {
              const plain = parameters.filter(({ path, value }) => !path.includes('@') && value !== '');
              param = pick(plain, b, 3).map(({ name, path }) => `${name}=${path}`);
              return param;
            },
          });
          const asked = await plan(flags, {}, person);
          const said = await plan({
            ...flags,
            ...(filter.length === 0 ? { 'no-filter': true } : { filter }),
            ...(param.length > 0 && { param }),
          });
          expect(texts(asked), sampleId(sample)).toEqual(texts(said));
          expect(faults(said), sampleId(sample)).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('writes whole numbers into texts as they are, however large', async () => {
    const words = { template: 'github', event: 'pull_request.opened', trigger: 'slack' };
    const param = ['number=body.number', 'title=body.pull_request.title'];
    const sensor = texts(await plan({ ...words, param }))['sensor.yaml'];
    expect(sensor).toContain('.Input.body.number | int64');
    expect(sensor).toContain('.Input.body.pull_request.title }}');
  });

  it.each<[string, string, string, readonly string[]]>([
    ['github', 'push', 'body.ref=refs/heads/next', ['"ref": "refs/heads/next"']],
    ['github', 'pull_request.opened', 'body.pull_request.draft=true', ['"draft": true']],
    ['github', 'push', 'body.repository.id>900000', ['"id": 900001']],
    ['kafka', 'json', 'body.total<=10', ['"total": 10']],
    ['kafka', 'json', 'headers.type!=order.created', ['"type": "not-order.created"']],
    ['stripe', 'checkout.session.completed', 'event.data.object.currency=usd', ['"currency": "usd"']],
    ['slack', 'app_mention', 'Data.channel=C0OTHER', ['"channel": "C0OTHER"']],
    ['slack', 'slash-command', 'command=/build', ['"command": "/build"']],
    ['slack', 'block_actions', 'user.name=teo', ['"name": "teo"']],
    ['redisStream', 'entry', 'values.lux>=500', ['"lux": "500"']],
    ['minio', 'object-created.put', 'notification.0.s3.bucket.name=other', ['"name": "other"']],
  ])('of %s/%s has a sample that passes %s', async (source, event, filter, inEvent) => {
    const project = await plan({ source, event, filter: [filter] });
    expect(faults(project)).toEqual([]);
    for (const text of inEvent) expect(texts(project)['event.json']).toContain(text);
  });

  it('holds an expression over places of the event', async () => {
    const expr = ['body.action == "closed" && body.pull_request.merged && body.number > 3'];
    const project = await plan({ event: 'github/pull_request.closed-merged', expr });
    expect(faults(project)).toEqual([]);
    expect(texts(project)['sensor.yaml']).toContain(`        exprs:
          - expr: "action == \\"closed\\" && merged && number > 3"
            fields:
              - name: action
                path: "body.action"
`);
    // The same flow with a pull request that is closed without a merge.
    expect(fired(project, { what: '', event: 'pull_request.closed-unmerged', set: [] })).toBe('filtered');
  });

  it('of an event of one type takes what is asked of it', async () => {
    const files = texts(
      await plan({ event: 'github/pull_request.opened' }, { repository: 'lamps', name: 'pr' }),
    );
    expect(files['event-source.yaml']).toContain('events: [pull_request]');
    expect(files['event-source.yaml']).toContain('names: [lamps]');
    expect(files['sensor.yaml']).toContain('value: ["^opened$"]');
    expect(files['sensor.yaml']).toContain('name: pr');
  });
});

/** Up to `most` of them, another choice for each seed. */
function pick<T>(all: readonly T[], seed: number, most: number): readonly T[] {
  if (all.length === 0) return [];
  const count = 1 + (seed % most);
  const start = seed % all.length;
  return [...all.slice(start), ...all.slice(0, start)].slice(0, count);
}

describe('is refused', () => {
  it.each<[ProjectWords, string]>([
    [{ source: 'kafk' }, 'no type of event source "kafk", did you mean "kafka"?'],
    [{ template: 'gihub' }, 'no template "gihub", did you mean "github"?'],
    [
      { template: 'github', source: 'kafka' },
      'the template "github" begins with an event source of type github, not kafka',
    ],
    [{ source: 'github', event: 'pusch' }, 'no sample "pusch" of type github, did you mean "github/push"?'],
    [{ source: 'github', trigger: 'htp' }, 'no kind "htp", did you mean "http"?'],
    [
      { source: 'github', param: ['ref=body.reff'] },
      'the event has no "body.reff": its parameter would get nothing',
    ],
    [{ source: 'github', param: ['a b=body.ref'] }, '"a b" is no name of a parameter'],
    [{ source: 'github', param: ['a=body.ref', 'a=body.after'] }, 'two parameters are called "a"'],
    [{ source: 'github', param: ['a='] }, '"a=" names no value of the event'],
    [
      { source: 'github', trigger: 'log', param: ['a=body.ref'] },
      'a trigger of kind log takes no parameters',
    ],
    [
      { source: 'github', filter: ['body.reff=a'] },
      'the event has no "body.reff": a filter on it would stop the event',
    ],
    [
      { source: 'github', expr: ['body.rev == "a"'] },
      'the event has no "body.rev": an expression on it would stop',
    ],
    [{ source: 'github', expr: ['body.ref =='] }, 'the expression "body.ref ==" fails: '],
    [{ source: 'github', expr: ['body.deleted'] }, 'the event itself does not pass "body.deleted"'],
    [{ source: 'github', filter: ['body.ref'] }, '"body.ref" is no filter'],
    [
      { source: 'github', filter: ['body.ref>2'] },
      '"body.ref" is "refs/heads/main", and ">" compares numbers',
    ],
    [
      { source: 'github', filter: ['body.deleted=2'] },
      '"body.deleted" is false, and "2" is neither true nor false',
    ],
    [
      { source: 'github', filter: ['body.repository.id=x'] },
      '"body.repository.id" is the number 730001, and "x" is none',
    ],
    [{ source: 'github', filter: ['body.repository=x'] }, '"body.repository" is an object'],
    [
      { source: 'github', filter: ['body.ref=a'], 'no-filter': true },
      '--filter and --no-filter cannot be used together',
    ],
    [
      { 'from-event': join(ROOT, 'package.json'), event: 'push', source: 'github' },
      '--event and --from-event cannot be used together',
    ],
    [{ 'from-event': '/nowhere/event.json' }, 'there is no file "/nowhere/event.json"'],
    [{ 'from-event': ROOT }, 'is a folder, not a file'],
    [
      { 'from-event': join(ROOT, 'package.json') },
      'nothing in the event tells which type of event source it comes from',
    ],
    [{ 'from-event': join(ROOT, 'LICENSE') }, 'is neither JSON nor an HTTP request'],
  ])('%j', async (flags, message) => {
    await expect(plan(flags)).rejects.toThrow(message);
  });

  it('a parameter of the parts that there is none of', async () => {
    await expect(plan({ source: 'github' }, { repo: 'x' })).rejects.toThrow('has no parameter "repo"');
    await expect(plan({ source: 'github' }, { port: 'x' })).rejects.toThrow(
      '"x" is not valid, expected a whole number',
    );
  });
});
