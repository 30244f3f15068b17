import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isArray, isObject, type JsonObject } from '../../src/json.ts';
import { buildModel } from '../../src/model/build.ts';
import { audit } from '../../src/rbac/audit.ts';
import { Authorizer } from '../../src/rbac/authorizer.ts';
import { VERBS } from '../../src/rbac/catalogue.ts';
import { parseForbidden } from '../../src/rbac/forbidden.ts';
import { generateObjects } from '../../src/rbac/generate.ts';
import { needsOf } from '../../src/rbac/needs.ts';
import { type Account, identityOf, type ResourceRequest } from '../../src/rbac/request.ts';
import { renderObjects, renderRequired } from '../../src/report/rbac.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const RECORDED = fileURLToPath(new URL('recorded/', import.meta.url));
const TEMPLATES = fileURLToPath(new URL('../../templates/', import.meta.url));
const SCOPE = { complete: false, external: [] };

function modelOf(text: string) {
  return buildModel(parseYaml(text, 'flow.yaml').documents);
}

function gapsOf(text: string) {
  const model = modelOf(text);
  return audit(model, needsOf(model), SCOPE);
}

function recorded(name: string): string {
  const lines = readFileSync(`${RECORDED}${name}.jsonl`, 'utf8').split('\n');
  return lines.filter((line) => line !== '').join('\n---\n');
}

function isPermission(kind: string): boolean {
  return ['ServiceAccount', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'].includes(kind);
}

function withoutPermissions(text: string): string {
  const { resources } = modelOf(text);
  return resources
    .filter(({ kind }) => !isPermission(kind))
    .map(({ value }) => JSON.stringify(value))
    .join('\n---\n');
}

const texts = (objects: readonly JsonObject[]) => objects.map((object) => JSON.stringify(object));

/** A folder of other manifests to hold to the same: `ARGOFLOW_EXAMPLES=… npx vitest run test/rbac/flows.test.ts`. */
const EXAMPLES = process.env['ARGOFLOW_EXAMPLES'];

/** Manifests that can be read; what cannot asks for nothing. */
function filesIn(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file): [string, string] => [file, readFileSync(join(folder, file), 'utf8')])
    .filter(([, text]) => modelOf(text).resources.length > 0);
}

const OWN = filesIn(fileURLToPath(new URL('flows/', import.meta.url)));

const FLOWS: readonly (readonly [string, string])[] = [
  ...OWN,
  ...(EXAMPLES === undefined ? [] : filesIn(EXAMPLES)),
  ...readdirSync(TEMPLATES).map((name): [string, string] => {
    const folder = `${TEMPLATES}${name}/`;
    const files = readdirSync(folder).filter((file) => /^(?:event-|sensor|rbac)[\w-]*\.yaml$/.test(file));
    return [name, files.map((file) => readFileSync(folder + file, 'utf8')).join('\n---\n')];
  }),
  ...readdirSync(RECORDED)
    .filter((file) => file.endsWith('.jsonl'))
    .map((file): [string, string] => [file, recorded(file.replace('.jsonl', ''))]),
];

describe('what a cluster refused', () => {
  // The text that the cluster gave for each flow stands beside it.
  const REFUSED = JSON.parse(readFileSync(`${RECORDED}refused.json`, 'utf8')) as Record<string, string>;

  test.each(Object.entries(REFUSED))('%s is found in its manifests', (name, text) => {
    const { gaps, homeless } = gapsOf(recorded(name));
    const [refusal] = parseForbidden(text);
    if (refusal?.kind === 'no-account') {
      expect(homeless.map(({ account }) => account)).toEqual([refusal.account]);
      return;
    }
    expect(refusal?.kind).toBe('denied');
    if (refusal?.kind !== 'denied') return;
    expect(gaps[0]?.need.account).toEqual(refusal.account);
    expect(gaps[0]?.need.request).toEqual(refusal.request);
    const others = gaps.filter(({ need }) => need.account.name !== refusal.account?.name);
    expect(others).toEqual([]);
  });
});

describe.each(FLOWS)('the permissions generated for %s', (_, text) => {
  const bare = withoutPermissions(text);
  const model = modelOf(text);
  const objects = generateObjects(needsOf(model));

  test('are enough, and the same when they are there already', () => {
    const whole = [bare, ...texts(objects)].join('\n---\n');
    const judged = gapsOf(whole);
    expect([judged.gaps, judged.homeless, judged.unchecked]).toEqual([[], [], []]);
    expect(generateObjects(needsOf(modelOf(whole)))).toEqual(objects);
    expect(JSON.stringify(objects)).not.toContain('"*"');
  });

  test('allow what is needed, and nothing else', () => {
    const { uses, needs } = needsOf(model);
    const authorizer = new Authorizer(modelOf(texts(objects).join('\n---\n')));
    const always = needs.filter(({ when }) => when === undefined);
    const keyOf = (account: Account, request: ResourceRequest, name: string) =>
      [account.namespace, account.name, ...Object.values({ ...request, name })].join('\n');
    const keys = new Set(always.map(({ account, request }) => keyOf(account, request, request.name)));
    const asked = (account: Account, request: ResourceRequest) =>
      keys.has(keyOf(account, request, '')) || keys.has(keyOf(account, request, request.name));
    const targets = needs.map(({ request: { group, resource, subresource } }) => ({
      group,
      resource,
      subresource,
    }));
    const names = new Set(['', 'stranger', ...needs.map(({ request }) => request.name)]);
    const namespaces = new Set(['', 'nowhere', ...needs.map(({ request }) => request.namespace)]);
    const wrong: string[] = [];
    for (const account of distinct(uses.map((use) => use.account))) {
      for (const target of distinct([...targets, { group: '', resource: 'secrets', subresource: '' }])) {
        for (const verb of [...VERBS, '*']) {
          for (const name of names) {
            for (const namespace of namespaces) {
              const request = { verb, ...target, name, namespace };
              if (authorizer.allows(identityOf(account), request) !== reaches(account, request))
                wrong.push(JSON.stringify([account, request]));
            }
          }
        }
      }
    }
    expect(wrong).toEqual([]);

    /** What is needed for the whole cluster is granted in each of its namespaces. */
    function reaches(account: Account, request: ResourceRequest): boolean {
      return asked(account, request) || asked(account, { ...request, namespace: '' });
    }
  });

  test('lack something as soon as one verb is taken away', () => {
    let taken = 0;
    const flow = parseYaml(bare, 'flow.yaml').documents;
    for (const [at, object] of objects.entries()) {
      for (const [ruleAt, rule] of (isArray(object['rules']) ? object['rules'] : []).entries()) {
        const verbs = isObject(rule) && isArray(rule['verbs']) ? rule['verbs'] : [];
        for (const verb of verbs) {
          const rules = (object['rules'] as readonly JsonObject[]).map((one, index) =>
            index === ruleAt ? { ...one, verbs: verbs.filter((other) => other !== verb) } : one,
          );
          const less = objects.map((one, index) => (index === at ? { ...one, rules } : one));
          const written = parseYaml(texts(less).join('\n---\n'), 'rbac.yaml').documents;
          const lacking = buildModel([...flow, ...written]);
          const { gaps } = audit(lacking, needsOf(lacking), SCOPE);
          expect(gaps.map(({ need }) => need.request.verb)).toContain(verb);
          taken += 1;
        }
      }
    }
    // What asks for nothing has no role.
    expect(taken > 0).toBe(objects.some(({ kind }) => kind === 'Role' || kind === 'ClusterRole'));
  });
});

test.each(readdirSync(TEMPLATES))('the template %s has what would be generated for it', (name) => {
  const [, text = ''] = FLOWS.find(([of]) => of === name) ?? [];
  const model = modelOf(text);
  const written = model.resources.filter(({ kind }) => isPermission(kind)).map(({ value }) => value);
  const byText = (a: string, b: string) => (a < b ? -1 : 1);
  const sorted = (all: readonly JsonObject[]) => all.map((one) => JSON.stringify(sortKeys(one))).sort(byText);
  expect(sorted(written)).toEqual(sorted(generateObjects(needsOf(model))));
});

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

describe.each(OWN)('the permissions of %s', (file, text) => {
  const golden = (kind: string) =>
    fileURLToPath(new URL(`flows/${file.replace('.yaml', '')}.${kind}`, import.meta.url));
  const style = { color: false, columns: 80, unicode: true };

  test.each(['text', 'markdown'] as const)('are shown as a %s that fits', async (format) => {
    const model = buildModel(parseYaml(text, file).documents);
    const shown = renderRequired(audit(model, needsOf(model), SCOPE), format, style);
    await expect(shown).toMatchFileSnapshot(golden(format === 'text' ? 'required.txt' : 'required.md'));
    const lines = shown.split('\n').filter((line) => line.length > 80);
    // A word that is longer than the line stays whole.
    if (format === 'text') expect(lines.filter((line) => /\S\s+\S/.test(line.trim()))).toEqual([]);
  });

  test('are generated', async () => {
    const objects = generateObjects(needsOf(modelOf(text)));
    await expect(renderObjects(objects, 'yaml')).toMatchFileSnapshot(golden('objects.yaml.txt'));
  });
});

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sortKeys(member)]),
  );
}
