import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { isObject, type JsonValue } from '../../src/json.ts';
import { runLint } from '../../src/lint/run.ts';
import { loadManifests } from '../../src/load/load.ts';
import type { Model } from '../../src/model/model.ts';
import { audit } from '../../src/rbac/audit.ts';
import { needsOf } from '../../src/rbac/needs.ts';
import { checkValue, resolveAnswers } from '../../src/scaffold/answers.ts';
import { planFiles } from '../../src/scaffold/plan.ts';
import type { Parameter } from '../../src/scaffold/template.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';
import { SOURCE_TYPES } from '../../src/simulate/sources/source-type.ts';
import { createWorld } from '../../src/simulate/world.ts';
import { testEvent } from '../../src/test-event/test-event.ts';
import { EVENT_SOURCES, manifestsOf } from '../payloads/event-source.ts';
import { LIBRARY } from '../payloads/library.ts';

const NOW = '2026-03-14T09:26:53Z';
const engine = openEngine({ now: NOW, seed: 1 });
afterAll(() => engine.close());

const templates = await readTemplates(EVENT_SOURCES);

it('there is a template for each of the types', () => {
  expect(new Set(templates.map(({ name }) => name))).toEqual(new Set(SOURCE_TYPES.map(({ key }) => key)));
});

describe.each(templates)('an event source of type $name', (template) => {
  const type = template.name;
  const plan = (given: Readonly<Record<string, string>> = {}) =>
    planFiles(template, resolveAnswers(template, new Map(Object.entries(given)), 'demo'));

  it('has nothing in it that lint finds', async () => {
    const stdin = plan()
      .map(({ text }) => text)
      .join('---\n');
    const request = { paths: ['-'], complete: false, assume: [], ignores: true };
    const { result } = await runLint(request, () => Promise.resolve(stdin));
    const found = result.diagnostics.filter(({ severity }) => severity !== 'info');
    expect(found.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });

  it('may do what it does, and nothing else', async () => {
    const model = await modelOf(plan());
    const { gaps, homeless, needs } = audit(model, needsOf(model, {}), { complete: true, external: [] });
    expect(gaps).toEqual([]);
    expect(homeless).toEqual([]);
    const accounts = model.resources.filter(({ kind }) => kind === 'ServiceAccount');
    expect(accounts.map(({ value }) => value['automountServiceAccountToken'])).toEqual([
      needs.needs.length === 0 ? false : undefined,
    ]);
  });

  it('refers to keys that its Secret has, and has no others', async () => {
    const model = await modelOf(plan());
    const [secret] = model.resources.filter(({ kind }) => kind === 'Secret');
    const data = secret?.value['stringData'];
    const keys = isObject(data) ? Object.keys(data) : [];
    const [source] = model.eventSources;
    const used = selectors(source?.resource.value['spec'] ?? null);
    // Written in a comment, for those who have a proxy that adds it.
    const inComment = type === 'bitbucket' ? ['bearer'] : [];
    expect(new Set([...used.map(({ key }) => key), ...inComment])).toEqual(new Set(keys));
    expect(used.every(({ name }) => name === secret?.name)).toBe(true);
  });

  it('leaves no marker behind, and uses every one', () => {
    for (const { path, text } of plan()) {
      expect(path).not.toContain('argoflow-');
      expect(text.match(/argoflow-[a-z]+/g) ?? [], path).toEqual([]);
    }
    const all = template.files.map(({ path, text }) => path + text).join('\n');
    expect(template.parameters.filter(({ marker }) => !all.includes(marker))).toEqual([]);
  });

  it('fires its sample event at a trigger, whatever it is called', async () => {
    await fc.assert(
      fc.asyncProperty(answersFor(template.parameters), async (given) => {
        const text = await manifestsOf(type, new Map(Object.entries(given)));
        const { model, diagnostics } = await loadManifests(['-'], { stdin: text });
        expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
        const result = testEvent(
          {
            targets: [],
            samples: [],
            assignments: [],
            headers: [],
            repeat: 1,
            expectations: [],
            nodeOutputs: {},
          },
          { model, engine, world: createWorld({ now: NOW, seed: 1 }), library: LIBRARY, diagnostics },
        );
        expect(result.outcome).toBe('fires');
        expect(result.firings[0]).toMatchObject({ eventSource: given['name'], eventName: given['event'] });
      }),
      { numRuns: 8 },
    );
  });
});

async function modelOf(files: readonly { readonly text: string }[]): Promise<Model> {
  return (await loadManifests(['-'], { stdin: files.map(({ text }) => text).join('---\n') })).model;
}

/** Everything that has the form of a reference to a Secret's key. */
function selectors(value: JsonValue): readonly { readonly name: JsonValue; readonly key: JsonValue }[] {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap(selectors);
  if (!isObject(value)) return [];
  const { name, key } = value;
  if (name !== undefined && key !== undefined && Object.keys(value).length === 2) return [{ name, key }];
  return Object.values(value).flatMap(selectors);
}

/** Words that YAML takes for something else, and names of every length; where a pattern is more special, the default. */
function answersFor(parameters: readonly Parameter[]): fc.Arbitrary<Record<string, string>> {
  const traps = ['on', 'off', 'yes', 'no', 'y', 'n', 'null', '1e3', '0x1f', '12', '~', 'a: b', '#a', "it's"];
  const label = fc.oneof(fc.constantFrom(...traps), fc.stringMatching(/^[a-z0-9-]{1,63}$/));
  const own: Readonly<Record<string, fc.Arbitrary<string>>> = {
    endpoint: fc.stringMatching(/^\/[a-zA-Z0-9._~/-]{0,20}$/),
    port: fc.integer({ min: 1, max: 65_535 }).map(String),
  };
  return fc.record(
    Object.fromEntries(
      parameters.map((parameter) => {
        const { name } = parameter;
        const any = own[name] ?? label;
        const isName = ['name', 'namespace', 'event', 'bus', 'endpoint', 'port'].includes(name);
        // Paths are regular expressions, versions and groups are checked by others.
        const free = parameter.pattern === undefined && !['path'].includes(name);
        const values = isName || free ? any : fc.constant(parameter.default);
        return [name, values.filter((value) => checkValue(parameter, value) === undefined)] as const;
      }),
    ),
  );
}
