import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { buildModel } from '../../src/model/build.ts';
import { audit } from '../../src/rbac/audit.ts';
import { explain } from '../../src/rbac/explain.ts';
import { parseForbidden } from '../../src/rbac/forbidden.ts';
import { needsOf } from '../../src/rbac/needs.ts';
import { RBAC_FORMATS, renderExplained } from '../../src/report/rbac.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const DENIED =
  'workflows.argoproj.io "w-1" is forbidden: User "system:serviceaccount:argo-events:a-sensor" cannot get resource "workflows/status" in API group "argoproj.io" in the namespace "ci"';
const REFUSAL = {
  kind: 'denied',
  user: 'system:serviceaccount:argo-events:a-sensor',
  account: { namespace: 'argo-events', name: 'a-sensor' },
  request: {
    verb: 'get',
    group: 'argoproj.io',
    resource: 'workflows',
    subresource: 'status',
    name: 'w-1',
    namespace: 'ci',
  },
};

describe('a refusal is read', () => {
  const wrapped = (width: number, indent = '') =>
    (DENIED.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(`\n${indent}`);

  test.each<[string, string]>([
    ['as it is', DENIED],
    ['behind what a client says', `Error from server (Forbidden): ${DENIED}`],
    ['in JSON', JSON.stringify({ level: 'error', error: `failed to execute trigger, ${DENIED}` })],
    ['in JSON in JSON', JSON.stringify({ log: JSON.stringify({ error: DENIED }) })],
    ['in an escaped log line', `time=x level=ERROR error=${JSON.stringify(DENIED)}`],
    ['in quotes of a shell', `'${DENIED.replaceAll('"', '\\"')}'`],
    ['in HTML', DENIED.replaceAll('"', '&quot;')],
    ['with escapes for quotes', DENIED.replaceAll('"', '\\u0022')],
    ['with curly quotes', DENIED.replace(/"([^"]*)"/g, '\u201c$1\u201d')],
    ['in colour', `\u001b[31m${DENIED.replace('forbidden', '\u001b[1mforbidden\u001b[0m')}\u001b[0m`],
    ['wrapped at spaces', DENIED.replaceAll(' ', '\n')],
    ['wrapped at 80 columns', wrapped(80)],
    ['wrapped at 37 columns, indented', wrapped(37, '    ')],
    ['wrapped at 11 columns', wrapped(11)],
    ['in a quotation', wrapped(40, '> ')],
    ['wrapped in JSON', JSON.stringify({ message: wrapped(30) })],
  ])('%s', (_, text) => {
    expect(parseForbidden(`before it\n${text}\nafter it`)).toEqual([REFUSAL]);
  });

  test('at the cluster scope, for no name and the core group', () => {
    const text =
      'pods is forbidden: User "system:serviceaccount:ci:a" cannot list resource "pods" in API group "" at the cluster scope';
    const request = { verb: 'list', group: '', resource: 'pods', subresource: '', name: '', namespace: '' };
    expect(parseForbidden(text)).toMatchObject([{ request }]);
  });

  test('several, each once, in their order', () => {
    const other = DENIED.replace('cannot get', 'cannot patch');
    const found = parseForbidden([DENIED, other, DENIED, other].join('\n'));
    expect(found.map((one) => one.kind === 'denied' && one.request.verb)).toEqual(['get', 'patch']);
  });

  test('and nothing is read from other texts, however long', () => {
    expect(parseForbidden('forbidden')).toEqual([]);
    expect(parseForbidden(`User "${'a'.repeat(200_000)}`)).toEqual([]);
    expect(parseForbidden('cannot get resource '.repeat(20_000))).toEqual([]);
    expect(parseForbidden('" User "a" '.repeat(20_000))).toEqual([]);
  });
});

describe('a refusal is explained', () => {
  const FLOW = readFileSync(fileURLToPath(new URL('explained/flow.yaml', import.meta.url)), 'utf8');
  const LOG = readFileSync(fileURLToPath(new URL('explained/log.txt', import.meta.url)), 'utf8');
  const model = buildModel(parseYaml(FLOW, 'flow.yaml').documents);
  const found = audit(model, needsOf(model), { complete: false, external: [] });
  const texts = new Map([['flow.yaml', FLOW]]);

  test.each(RBAC_FORMATS)('as %s', async (format) => {
    const style = { color: false, columns: 80, unicode: true };
    const shown = renderExplained(explain(parseForbidden(LOG), found, model), texts, format, style);
    const file = fileURLToPath(new URL(`explained/${format}.txt`, import.meta.url));
    await expect(shown).toMatchFileSnapshot(file);
  });
});

test('where the role is right and takes one more binding, no role is to be changed', () => {
  const { documents } = parseYaml(
    `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: maker, namespace: ci}
rules: [{apiGroups: [argoproj.io], resources: [workflows], verbs: [create]}]
`,
    'role.yaml',
  );
  const model = buildModel(documents);
  const scope = { complete: true, external: [] };
  const refusals = parseForbidden(
    'workflows.argoproj.io is forbidden: User "system:serviceaccount:ci:other" cannot create resource "workflows" in API group "argoproj.io" in the namespace "ci"',
  );
  expect(explain(refusals, audit(model, needsOf(model), scope), model)).toMatchObject([
    {
      why: 'nothing among the manifests asks for it, and the Role "maker" allows it, but no binding grants that to "other"',
      at: undefined,
      change: undefined,
      rule: undefined,
    },
  ]);
});
