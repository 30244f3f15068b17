import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { CHECKS } from '../../src/doctor/checks/index.ts';
import { runChecks } from '../../src/doctor/run.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import { UserError } from '../../src/errors.ts';
import { flowGraph } from '../../src/graph/build.ts';
import { isArray, isObject, type JsonObject, type JsonValue, valueAt } from '../../src/json.ts';
import { lint } from '../../src/lint/lint.ts';
import { buildModel } from '../../src/model/build.ts';
import { audit } from '../../src/rbac/audit.ts';
import { generateObjects } from '../../src/rbac/generate.ts';
import { needsOf } from '../../src/rbac/needs.ts';
import { renderDoctor } from '../../src/report/doctor.ts';
import { renderDot } from '../../src/report/graph/dot.ts';
import { renderGraphJson } from '../../src/report/graph/json.ts';
import { renderMermaid } from '../../src/report/graph/mermaid.ts';
import { renderTree } from '../../src/report/graph/tree.ts';
import { renderLintText } from '../../src/report/lint/text.ts';
import { renderCheck, renderObjects } from '../../src/report/rbac.ts';
import { renderResult } from '../../src/report/test-event-output.ts';
import { RULES } from '../../src/rules/index.ts';
import { createWorld } from '../../src/simulate/world.ts';
import { testEvent } from '../../src/test-event/test-event.ts';
import { parseYaml } from '../../src/yaml/parse.ts';
import { type Laboratory, stateOfLaboratory, WELL_CLUSTER, withChanges } from '../doctor/laboratory.ts';
import { LIBRARY } from '../payloads/library.ts';

// Values that are no texts stand where texts belong, and have keys that every object of JavaScript has. Whatever
// argoflow says of them, it says it: nothing throws, and no `[object Object]` comes out.

const engine = openEngine();
afterAll(() => engine.close());

const TIME = 120_000;
const STYLE = { color: false, columns: 100, unicode: true };
const HORIZON = { complete: true, external: [] };

/** As JSON.parse makes it: `__proto__` is a key of its own. */
const MAPPING = JSON.parse(
  '{"toString": 1, "valueOf": "x", "constructor": null, "hasOwnProperty": [], "__proto__": {"a": 1}, "length": 3}',
) as JsonObject;
const ODD: readonly JsonValue[] = [MAPPING, [MAPPING], 'toString', 'constructor', '__proto__', null];

const FAULTS = fileURLToPath(new URL('../doctor/faults/', import.meta.url));
/** The cluster in which all is well, and those with a fault. */
const CLUSTERS: readonly Laboratory[] = [
  WELL_CLUSTER,
  ...readdirSync(FAULTS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => withChanges(readFileSync(`${FAULTS}${file}`, 'utf8'), file)),
];

/** What no text of argoflow's says. */
const ACCIDENT = /\[object \w+|\bnative code\b|\bNaN\b|"undefined"|\bexit code undefined\b/;

/** JSON is YAML. */
function read(values: readonly JsonValue[]) {
  const name = 'odd.yaml';
  const text = values.map((value) => JSON.stringify(value)).join('\n---\n');
  const { documents, diagnostics } = parseYaml(text, name);
  const model = buildModel(documents);
  return { model, files: [{ name, text }], diagnostics: [...diagnostics, ...model.diagnostics] };
}

function judged(values: readonly JsonValue[]) {
  return lint(read(values), { engine, horizon: HORIZON, ignores: true });
}

/** What lint, rbac, graph and test-event show of them. */
function showAll(values: readonly JsonValue[]): readonly string[] {
  const { model, diagnostics } = read(values);
  const found = judged(values);
  const needs = needsOf(model);
  const audited = audit(model, needs, HORIZON);
  const given = { model, diagnostics: found.diagnostics, engine, horizon: HORIZON, releases: {} };
  const graph = flowGraph(given);
  return [
    renderLintText(found, new Map(), STYLE),
    ...(['text', 'json'] as const).map((format) => renderCheck(audited, format, STYLE)),
    renderObjects(generateObjects(needs), 'yaml'),
    ...[renderTree, renderDot, renderMermaid, renderGraphJson].map((render) => render(graph, STYLE)),
    ...model.eventSources.flatMap((source) =>
      source.events.map((event) => fired(`${source.name}/${event.name}`, model, diagnostics)),
    ),
  ];
}

function fired(
  target: string,
  model: ReturnType<typeof buildModel>,
  diagnostics: Parameters<typeof testEvent>[1]['diagnostics'],
): string {
  const world = createWorld({ now: '2026-01-02T03:04:05Z', seed: 1, milliseconds: () => 0 });
  const request = {
    targets: [target],
    samples: [],
    assignments: [],
    headers: [],
    repeat: 1,
    expectations: [],
    nodeOutputs: {},
  };
  try {
    const result = testEvent(request, { model, engine, world, library: LIBRARY, diagnostics });
    return renderResult(result, new Map(), 'text', STYLE) + renderResult(result, new Map(), 'json', STYLE);
  } catch (error) {
    // What a person can mend is said as such: an event without a name, a type without a sample.
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

type Route = readonly (string | number)[];

function routes(value: JsonValue, route: Route = []): readonly Route[] {
  const members: readonly (readonly [string | number, JsonValue])[] = isArray(value)
    ? [...value.entries()]
    : isObject(value)
      ? Object.entries(value)
      : [];
  return [
    ...members.map(([key]) => [...route, key]),
    ...members.flatMap(([key, member]) => routes(member, [...route, key])),
  ];
}

function withValue(root: JsonValue, [key, ...rest]: Route, value: JsonValue): JsonValue {
  if (key === undefined) return value;
  if (isArray(root)) return root.map((item, at) => (at === key ? withValue(item, rest, value) : item));
  if (!isObject(root)) return root;
  return Object.fromEntries(
    Object.entries(root).map(([name, member]) => [
      name,
      name === key ? withValue(member, rest, value) : member,
    ]),
  );
}

const valuesOf = (text: string) => parseYaml(text, 'flow.yaml').documents.map(({ value }) => value);
const BAD = new Map(RULES.map(({ id, docs }) => [id, valuesOf(docs.bad)]));

/** The documents with one value in the place of another. */
function changed(values: readonly JsonValue[], document: number, route: Route, value: JsonValue) {
  return values.map((one, at) => (at === document ? withValue(one, route, value) : one));
}

function expectNoAccident(texts: readonly string[], route: Route): void {
  for (const text of texts) expect(text, route.join('.')).not.toMatch(ACCIDENT);
}

describe('a value that is no text', { timeout: TIME }, () => {
  it('is said as what it is, whichever text of a flow it stands for', () => {
    const values = valuesOf(readFileSync(new URL('../graph/flows/webhook.yaml', import.meta.url), 'utf8'));
    for (const [document, value] of values.entries()) {
      for (const route of routes(value)) {
        if (typeof valueAt(value, route) === 'object') continue;
        expectNoAccident(showAll(changed(values, document, route, MAPPING)), route);
      }
    }
  });

  // Rules that once threw, or said what JavaScript makes of an object.
  it.each(['parameter/into-script', 'parameter/text-into-number', 'event-source/service-selector'])(
    'is nothing that %s fails at',
    (id) => {
      const values = BAD.get(id) ?? [];
      expect(values).not.toEqual([]);
      for (const [document, value] of values.entries()) {
        for (const route of routes(value)) {
          for (const odd of [MAPPING, [MAPPING], 'toString'])
            expectNoAccident(
              [renderLintText(judged(changed(values, document, route, odd)), new Map(), STYLE)],
              route,
            );
        }
      }
    },
  );

  it('is nothing that any rule fails at', () => {
    const places = [...BAD.values()].flatMap((values) =>
      values.flatMap((value, document) => routes(value).map((route) => ({ values, document, route }))),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom(...ODD), ({ values, document, route }, odd) => {
        expectNoAccident(showAll(changed(values, document, route, odd)), route);
      }),
      { numRuns: 100 },
    );
  });

  it('is nothing that doctor fails at', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...CLUSTERS),
        fc.nat(),
        fc.constantFrom(...ODD),
        async (lab, nth, odd) => {
          const objects = [...lab.objects];
          const places = objects.flatMap((object, at) =>
            routes(object)
              .filter(([first]) => first !== 'kind' && first !== 'apiVersion')
              .map((route) => ({ object, at, route })),
          );
          const place = places[nth % places.length];
          if (place === undefined) return;
          const { object, at, route } = place;
          const other = withValue(object, route, odd);
          if (isObject(other)) objects[at] = other;
          const state = await stateOfLaboratory({ ...lab, objects }, { logs: true });
          const results = runChecks(CHECKS, state, engine);
          const { server, version: kubernetes } = state;
          const text = renderDoctor({ context: 'lab', server, kubernetes, results }, STYLE);
          expectNoAccident([text], [object['kind'] === undefined ? '' : at, ...route]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
