import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildModel } from '../../src/model/build.ts';
import { audit } from '../../src/rbac/audit.ts';
import { grantedTo } from '../../src/rbac/excess.ts';
import { needsOf } from '../../src/rbac/needs.ts';
import { patchTexts } from '../../src/rbac/patch.ts';
import { renderObjects } from '../../src/report/rbac.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const GROUP = 'rbac.authorization.k8s.io';
const SCOPE = { complete: true, external: [] };

const FLOW = `apiVersion: v1
kind: ServiceAccount
metadata: {name: sensor, namespace: ci}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify, namespace: ci}
spec:
  template: {serviceAccountName: sensor}
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: renew
        k8s:
          operation: update
          source: {resource: {apiVersion: v1, kind: ConfigMap, metadata: {name: made}}}
    - template:
        name: build
        argoWorkflow:
          operation: stop
          source: {resource: {apiVersion: argoproj.io/v1alpha1, kind: Workflow, metadata: {name: w}}}
`;

function binding(
  more = 'namespace: ci',
  subject = '{kind: ServiceAccount, name: sensor, namespace: ci}',
): string {
  return `---
apiVersion: ${GROUP}/v1
kind: RoleBinding
metadata: {name: sensor, ${more}}
roleRef: {apiGroup: ${GROUP}, kind: Role, name: sensor}
subjects:
  - ${subject}
`;
}

function role(rules: string): string {
  return `apiVersion: ${GROUP}/v1
kind: Role # whose it is
metadata: {name: sensor, namespace: ci}
# what it may
rules:${rules}
`;
}

function judged(texts: ReadonlyMap<string, string>) {
  const model = buildModel([...texts].flatMap(([file, text]) => parseYaml(text, file).documents));
  const needs = needsOf(model);
  const found = audit(model, needs, SCOPE);
  const excess = grantedTo(model, found).filter(
    ({ wildcards, unneeded }) => wildcards.length + unneeded.length > 0,
  );
  return { gaps: found.gaps, excess };
}

/** The texts after a patch; a second one has nothing to do. */
function patched(permissions: string, what: { grant: boolean; shrink: boolean }, flow = FLOW) {
  const texts = new Map([
    ['flow.yaml', flow],
    ['rbac.yaml', permissions],
  ]);
  const options = {
    scope: SCOPE,
    releases: {},
    render: (object: object) => renderObjects([object], 'yaml'),
    ...what,
  };
  const { changed, left } = patchTexts(texts, options);
  const after = new Map([...texts, ...changed]);
  expect(patchTexts(after, options).changed).toEqual(new Map());
  return { after, left, rbac: after.get('rbac.yaml') ?? '', flow: after.get('flow.yaml') ?? '' };
}

const BOTH = { grant: true, shrink: true };
const GRANT = { grant: true, shrink: false };
const SHRINK = { grant: false, shrink: true };

describe('a patch', () => {
  test('adds verbs and rules where they belong, and keeps comments', () => {
    const rules = `
  # settings
  - apiGroups: [""]
    resources: [configmaps]
    resourceNames: [made] # ours
    verbs: [get] # reads
`;
    const { rbac, left } = patched(role(rules) + binding(), GRANT);
    expect(left).toEqual([]);
    expect(rbac).toBe(
      role(`
  # settings
  - apiGroups: [""]
    resources: [configmaps]
    resourceNames: [made] # ours
    verbs: [get, update] # reads
  - apiGroups: [argoproj.io]
    resources: [workflows]
    resourceNames: [w]
    verbs: [get, patch]
`) + binding(),
    );
  });

  test('takes away what nobody needs, and keeps comments', () => {
    const rules = `
  # all of it
  - apiGroups: ["", apps]
    resources:
      # settings
      - configmaps # ours
      - secrets
    verbs: ["*"]
  - apiGroups: [argoproj.io]
    resources: [workflows]
    verbs: [get, patch]
  # for later
  - apiGroups: [""]
    resources: [pods]
    verbs: [get]
`;
    const { rbac } = patched(role(rules) + binding(), SHRINK);
    expect(rbac).toBe(
      role(`
  # all of it
  - apiGroups: [""]
    resources:
      # settings
      - configmaps # ours
    verbs: [get, create, update]
  - apiGroups: [argoproj.io]
    resources: [workflows]
    verbs: [get, patch]
  # for later
`) + binding(),
    );
  });

  test.each([
    ['a role without rules', role(' []') + binding()],
    ['a role whose rules are null', role('') + binding()],
    ['the singular', role(' [{apiGroups: [""], resources: [configmap], verbs: [get]}]') + binding()],
    [
      'another group',
      role(' [{apiGroups: [v1], resources: [configmaps], verbs: [get, update]}]') + binding(),
    ],
    [
      'names for a verb without one',
      role(' [{apiGroups: [""], resources: [configmaps], resourceNames: [x], verbs: ["*"]}]') + binding(),
    ],
    [
      'a subject of another namespace',
      role(' []') + binding('namespace: ci', '{kind: ServiceAccount, name: sensor, namespace: x}'),
    ],
    ['a binding in another namespace', role(' []') + binding('namespace: x')],
    ['a user as a subject', role(' []') + binding('namespace: ci', '{kind: User, name: sensor}')],
    ['no binding', role(' [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]')],
    ['no role', binding()],
    ['nothing', '# nothing yet\n'],
    ['wildcards', role(' [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]') + binding()],
  ])('mends %s', (_, permissions) => {
    const { after, left } = patched(permissions, BOTH);
    expect(left).toEqual([]);
    const { gaps, excess } = judged(after);
    expect([gaps, excess]).toEqual([[], []]);
  });

  test('leaves a role alone that others have, too', () => {
    const wide = role(' [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]');
    const others = `${binding()}  - {kind: User, name: jane, apiGroup: ${GROUP}}\n`;
    expect(patched(wide + others, SHRINK).rbac).toBe(wide + others);
  });

  test('writes no YAML into a file of JSON', () => {
    const json = JSON.stringify({
      apiVersion: `${GROUP}/v1`,
      kind: 'List',
      items: [
        { apiVersion: `${GROUP}/v1`, kind: 'Role', metadata: { name: 'sensor', namespace: 'ci' }, rules: [] },
      ],
    });
    const { rbac } = patched(json, BOTH);
    expect(JSON.parse(rbac)).toEqual(JSON.parse(json));
  });

  const words = (...all: readonly string[]) => fc.uniqueArray(fc.constantFrom(...all), { minLength: 1 });
  const anyRule = fc.record({
    apiGroups: words('', 'argoproj.io', 'apps', '*'),
    resources: words('configmaps', 'workflows', 'workflow', 'secrets', 'pods/log', '*'),
    verbs: words('get', 'update', 'patch', 'create', '*'),
    resourceNames: fc.option(words('made', 'w', 'other'), { nil: undefined, freq: 3 }),
  });

  test('ends in exactly what is needed, whatever the rules were', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 4 }), fc.boolean(), (rules, block) => {
        const object = {
          apiVersion: `${GROUP}/v1`,
          kind: 'Role',
          metadata: { name: 'sensor', namespace: 'ci' },
          rules,
        };
        const text = block ? renderObjects([object], 'yaml') : `${JSON.stringify(object)}\n`;
        const { after, left } = patched(text + binding(), BOTH);
        const { gaps, excess } = judged(after);
        expect([left, gaps, excess]).toEqual([[], [], []]);
      }),
      { numRuns: 60 },
    );
  });
});
