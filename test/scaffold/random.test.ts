import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import type { Addition } from '../../src/scaffold/addition.ts';
import { checkValue, resolveAnswers } from '../../src/scaffold/answers.ts';
import { sourceEvents } from '../../src/scaffold/dependencies.ts';
import { planFiles } from '../../src/scaffold/plan.ts';
import type { Project } from '../../src/scaffold/project.ts';
import type { Parameter, Template } from '../../src/scaffold/template.ts';
import { readTemplate } from '../../src/scaffold/templates.ts';
import { everyTriggerFires, flowOf, named } from './flow.ts';
import {
  emptyProject,
  engine,
  planSource,
  planTrigger,
  problemsOf,
  SENSORS,
  SOURCES,
  written,
} from './project.ts';

afterAll(() => engine.close());

describe('with options of every form', () => {
  it('nothing is wrong, and every trigger fires', async () => {
    const one = fc.constantFrom(...SOURCES).chain((type) =>
      fc.record({
        type: fc.constant(type.name),
        source: optionsOf(type, ['name', 'namespace', 'event', 'bus', 'endpoint', 'port']),
        sensors: fc.tuple(...SENSORS.map((kind) => optionsOf(kind))),
      }),
    );
    await fc.assert(
      fc.asyncProperty(one, async ({ type, source, sensors }) => {
        const flow = flowOf(named(SOURCES, type), source);
        const files = SENSORS.flatMap((kind, index) => {
          // The namespace and the bus are those of the event source; names and accounts are each sensor's own.
          const given = Object.entries(sensors[index] ?? {}).flatMap(([key, value]) => {
            if (key === 'namespace' || key === 'bus') return [];
            const own = ['name', 'account', 'workflow-account'].includes(key);
            return [[key, own ? `${value.slice(0, 40)}-${index}${key[0]}` : value] as const];
          });
          return planTrigger(flow, kind, { given: Object.fromEntries(given) }).files;
        });
        const project = written(flow, { files });
        expect(await problemsOf(project)).toEqual([]);
        everyTriggerFires(project, SENSORS.length);
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });
});

describe('a project that grew by 30 steps', () => {
  it('is clean, and has all its comments', async () => {
    const webhook = await readTemplate(
      fileURLToPath(new URL('../../templates/', import.meta.url)),
      'webhook',
    );
    const steps = fc.array(
      fc.record({
        what: fc.constantFrom('source', 'sensor', 'sensor', 'again'),
        type: fc.constantFrom(...SOURCES.map(({ name }) => name)),
        kind: fc.constantFrom(...SENSORS.map(({ name }) => name)),
        events: fc.array(fc.nat(1000), { minLength: 1, maxLength: 3 }),
        number: fc.nat(9),
      }),
      { minLength: 30, maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const files = planFiles(webhook, resolveAnswers(webhook, new Map(), 'demo'));
        const manifests = files.filter(({ path }) => /^[a-z-]+\.yaml$/.test(path));
        const start = emptyProject(files.find(({ path }) => path === 'kustomization.yaml')?.text);
        let project = written(start, { files: manifests });
        let refused = 0;
        for (const step of all) {
          const before = project;
          try {
            const addition = grown(project, step);
            refuseLosses(project, addition);
            project = written(project, addition);
          } catch (error) {
            // A name that is taken, or a file that differs.
            if (!(error instanceof UserError)) throw error;
            refused += 1;
          }
          for (const [path, text] of textsOf(before)) {
            expect(commentsOf(textsOf(project).get(path) ?? '')).toEqual(commentsOf(text));
          }
        }
        expect(refused).toBeLessThan(all.length);
        // Nobody has to wait for every event.
        const problems = (await problemsOf(project)).filter(
          (text) => !text.includes('event-bus/unused-event'),
        );
        expect(problems).toEqual([]);
      }),
      { numRuns: 2, endOnFailure: true },
    );
  });
});

interface Step {
  readonly what: string;
  readonly type: string;
  readonly kind: string;
  readonly events: readonly number[];
  readonly number: number;
}

function grown(project: Project, { what, type, kind, events, number }: Step) {
  if (what === 'source') {
    const name = `${type.toLowerCase()}-${number}`;
    const template = named(SOURCES, type);
    // Two that read from one queue would take each other's messages, and lint says so.
    const queue = template.parameters.some((parameter) => parameter.name === 'queue') ? { queue: name } : {};
    return planSource(project, template, { name, ...queue });
  }
  const known = sourceEvents(project.model).map(({ name }) => name);
  const chosen = [...new Set(events.map((event) => known[event % known.length] ?? ''))];
  const addition = planTrigger(project, named(SENSORS, kind), {
    events: chosen,
    given: { name: `s-${number}-${events[0]}` },
  });
  if (what !== 'again') return addition;
  // The same once more changes nothing.
  const there = written(project, addition);
  const again = planTrigger(there, named(SENSORS, kind), {
    events: chosen,
    given: { name: `s-${number}-${events[0]}` },
  });
  expect(textsOf(written(there, again))).toEqual(textsOf(there));
  return addition;
}

/** As writing does. */
function refuseLosses({ texts }: Project, { files }: Pick<Addition, 'files'>): void {
  for (const { path, text, before } of files) {
    const there = texts.get(path);
    if (before === undefined && there !== undefined && there !== text) throw new UserError('work', path);
  }
}

function textsOf({ texts, kustomization }: Project): ReadonlyMap<string, string> {
  return new Map([...texts, ['kustomization.yaml', kustomization?.text ?? '']]);
}

/** The comments that a person or a template has written; those of another file of the same name would differ. */
function commentsOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => /^\s*#|\s#\s/.test(line));
}

/** Values for parameters: what their patterns let through, and words that YAML takes for something else. */
function optionsOf({ parameters }: Template, only?: readonly string[]): fc.Arbitrary<Record<string, string>> {
  const chosen = parameters.filter(({ name }) => only === undefined || only.includes(name));
  return fc.record(Object.fromEntries(chosen.map((parameter) => [parameter.name, optionFor(parameter)])));
}

const TRAPS = ['on', 'off', 'yes', 'no', 'y', 'n', 'null', 'true', '1e3', '0x1f', '12', '007', '1.5', '~'];

function optionFor(parameter: Parameter): fc.Arbitrary<string> {
  const { choices, pattern, type, minimum, maximum } = parameter;
  if (choices.length > 0) return fc.constantFrom(...choices.map(({ value }) => value));
  if (type === 'integer') {
    const whole = fc.integer({ min: minimum ?? 0, max: maximum ?? 1000 }).map(String);
    return whole.filter((value) => checkValue(parameter, value) === undefined);
  }
  const matching =
    pattern === undefined
      ? fc.string({ minLength: 1, maxLength: 20 })
      : fc.stringMatching(pattern, { maxLength: 30 });
  return fc
    .oneof({ weight: 3, arbitrary: matching }, fc.constantFrom(...TRAPS))
    .filter((value) => value !== '' && checkValue(parameter, value) === undefined);
}
