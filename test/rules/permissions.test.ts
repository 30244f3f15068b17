import { afterAll, describe, expect, test } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { lint } from '../../src/lint/lint.ts';
import { buildModel } from '../../src/model/build.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const engine = openEngine();
afterAll(() => engine.close());

const GROUP = 'rbac.authorization.k8s.io';

/** `severity rule: message` of what is found about permissions, and every error. */
function found(texts: readonly string[], horizon = { complete: false, external: [] as readonly string[] }) {
  const files = texts.map((text, index) => ({ name: `${index}.yaml`, text }));
  const parsed = files.map(({ name, text }) => parseYaml(text, name));
  const model = buildModel(parsed.flatMap(({ documents }) => documents));
  const diagnostics = [...parsed.flatMap((one) => one.diagnostics), ...model.diagnostics];
  const result = lint({ model, files, diagnostics }, { engine, horizon, ignores: true });
  const lines = result.diagnostics
    .filter(({ rule, severity }) => severity === 'error' || /^(?:rbac|model)\/|service-account/.test(rule))
    .map(({ rule, severity }) => `${severity} ${rule}`);
  return { lines, unchecked: [...result.unchecked.keys()], diagnostics: result.diagnostics };
}

const SENSOR = `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify, namespace: ci}
spec:
  template: {serviceAccountName: sensor}
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: build
        k8s:
          operation: create
          source:
            resource:
              apiVersion: argoproj.io/v1alpha1
              kind: Workflow
              metadata: {generateName: build-}
              spec:
                serviceAccountName: builder
                entrypoint: main
                templates: [{name: main, container: {image: alpine}}]
`;

const account = (name: string, namespace = 'ci') =>
  `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: ${name}, namespace: ${namespace}}\n`;

const ACCOUNTS = [account('sensor'), account('builder')];

interface Written {
  readonly rules?: string;
  readonly namespace?: string;
  readonly roleRef?: string;
  readonly subject?: string;
  readonly kind?: string;
}

function role(name: string, { rules = '[]', namespace = 'ci', kind = 'Role' }: Written): string {
  const place = kind === 'Role' ? `, namespace: ${namespace}` : '';
  return `apiVersion: ${GROUP}/v1\nkind: ${kind}\nmetadata: {name: ${name}${place}}\nrules: ${rules}\n`;
}

function binding(
  name: string,
  { namespace = 'ci', roleRef = `kind: Role, name: ${name}`, subject }: Written = {},
) {
  const to = subject ?? `kind: ServiceAccount, name: ${name}, namespace: ci`;
  return `apiVersion: ${GROUP}/v1
kind: RoleBinding
metadata: {name: ${name}, namespace: ${namespace}}
roleRef: {apiGroup: ${GROUP}, ${roleRef}}
subjects: [{${to}}]
`;
}

const CREATE = '[{apiGroups: [argoproj.io], resources: [workflows], verbs: [create]}]';
const REPORT = '[{apiGroups: [argoproj.io], resources: [workflowtaskresults], verbs: [create, patch]}]';
const BUILDER = [role('builder', { rules: REPORT }), binding('builder')];

const sensorRole = (rules: string, more: Written = {}) => [
  SENSOR,
  ...ACCOUNTS,
  ...BUILDER,
  role('sensor', { rules, ...more }),
  binding('sensor', more),
];

const CLUSTER_BINDING = binding('reader', {
  roleRef: 'kind: ClusterRole, name: view',
  subject: 'kind: ServiceAccount, name: sensor',
})
  .replace('kind: RoleBinding', 'kind: ClusterRoleBinding')
  .replace(', namespace: ci', '');

describe('one mistake is said once', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['none', sensorRole(CREATE), []],
    [
      'a verb that is absent',
      sensorRole(CREATE.replace('create', 'list')),
      ['error rbac/right-missing', 'info rbac/unneeded'],
    ],
    [
      'another resource',
      sensorRole(CREATE.replace('workflows', 'sensors')),
      ['error rbac/right-missing', 'warning rbac/dangerous'],
    ],
    ['the singular', sensorRole(CREATE.replace('workflows', 'workflow')), ['error rbac/resource-name']],
    ['the kind', sensorRole(CREATE.replace('workflows', 'Workflow')), ['error rbac/resource-name']],
    ['the core group', sensorRole(CREATE.replace('argoproj.io', '""')), ['error rbac/wrong-group']],
    [
      'a group with its version',
      sensorRole(CREATE.replace('argoproj.io', 'argoproj.io/v1alpha1')),
      ['error rbac/wrong-group'],
    ],
    [
      'names for a create',
      sensorRole(CREATE.replace('}]', ', resourceNames: [a]}]')),
      ['error rbac/names-without-effect'],
    ],
    ['no rules', sensorRole('[]'), ['error rbac/role-empty']],
    [
      'a verb that no request has',
      sensorRole(CREATE.replace('create', 'Create')),
      ['error rbac/right-missing', 'warning rbac/verb-unknown'],
    ],
    ['another namespace', sensorRole(CREATE, { namespace: 'argo' }), ['error rbac/binding-elsewhere']],
    [
      'a role that is not there',
      sensorRole(CREATE, { roleRef: 'kind: Role, name: sensr' }),
      ['error reference/role-missing'],
    ],
    [
      'a ClusterRole that is not there',
      [
        ...sensorRole(CREATE, { roleRef: 'kind: ClusterRole, name: maker' }),
        role('other', { kind: 'ClusterRole', rules: CREATE }),
      ],
      ['error reference/role-missing'],
    ],
    [
      'a subject of another namespace',
      sensorRole(CREATE, { subject: 'kind: ServiceAccount, name: sensor, namespace: argo' }),
      ['error reference/subject-missing'],
    ],
    [
      'a subject of another namespace that is there',
      [
        ...sensorRole(CREATE, { subject: 'kind: ServiceAccount, name: sensor, namespace: argo' }),
        account('sensor', 'argo'),
      ],
      ['error rbac/subject-namespace'],
    ],
    [
      'none in a subject of the namespace of its binding',
      sensorRole(CREATE, { subject: 'kind: ServiceAccount, name: sensor' }),
      [],
    ],
    ['a user', sensorRole(CREATE, { subject: 'kind: User, name: sensor' }), ['error rbac/subject-kind']],
    [
      'a subject of no kind that there is',
      sensorRole(CREATE, { subject: 'kind: Account, name: sensor' }),
      ['error schema/unknown-value'],
    ],
    [
      'a subject without a namespace',
      [...sensorRole(CREATE), CLUSTER_BINDING],
      ['error rbac/object-refused'],
    ],
    ['no binding', sensorRole(CREATE).slice(0, -1), ['error rbac/right-missing']],
    ['no role and no binding', sensorRole(CREATE).slice(0, -2), ['error rbac/right-missing']],
    [
      'no account',
      sensorRole(CREATE).filter((one) => one !== account('builder')),
      ['error reference/service-account-missing', 'error reference/subject-missing'],
    ],
    [
      'a rule without a group',
      sensorRole('[{resources: [workflows], verbs: [create]}]'),
      ['error rbac/object-refused'],
    ],
    ['every verb', sensorRole(CREATE.replace('create', '"*"')), ['warning rbac/wildcard']],
    [
      'everything',
      sensorRole('[{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]'),
      ['warning rbac/wildcard'],
    ],
    ['a verb too many', sensorRole(CREATE.replace('create', 'create, get')), ['info rbac/unneeded']],
    [
      'secrets',
      sensorRole(CREATE.replace('}]', '}, {apiGroups: [""], resources: [secrets], verbs: [get, list]}]')),
      ['warning rbac/dangerous'],
    ],
    [
      'a cluster resource in a Role',
      sensorRole(CREATE.replace('workflows', 'workflows, clusterworkflowtemplates')),
      ['warning rbac/cluster-resource-in-role'],
    ],
    [
      'the administrator',
      sensorRole(CREATE, { roleRef: 'kind: ClusterRole, name: cluster-admin' }),
      ['warning rbac/wildcard'],
    ],
    [
      'two roles of one name',
      [...sensorRole(CREATE), role('sensor', { rules: CREATE.replace('create', 'get') })],
      ['error rbac/right-missing', 'info rbac/unneeded', 'warning model/duplicate-object'],
    ],
  ])('%s', (_, texts, expected) => {
    const byText = (a: string, b: string) => (a < b ? -1 : 1);
    expect([...found(texts).lines].sort(byText)).toEqual([...expected].sort(byText));
  });

  test('with both places of an object that is given twice', () => {
    const { diagnostics } = found([...sensorRole(CREATE), role('sensor', { rules: '[]' })]);
    const twice = diagnostics.find(({ rule }) => rule === 'model/duplicate-object');
    expect(twice?.at.file).toBe('7.yaml');
    expect(twice?.related?.[0]?.at.file).toBe('5.yaml');
  });
});

describe('what the files do not tell is no finding', () => {
  const nothing = (texts: readonly string[], external: readonly string[] = []) =>
    expect(found(texts, { complete: false, external }).lines).toEqual([]);

  test('roles that are not among them', () => {
    nothing([SENSOR]);
    nothing([SENSOR, ...ACCOUNTS]);
    expect(found([SENSOR]).unchecked).toContain('RoleBinding');
    expect(found([SENSOR, ...ACCOUNTS], { complete: true, external: [] }).lines).toContain(
      'error rbac/right-missing',
    );
  });

  test('bindings and accounts that live elsewhere', () => {
    const others = [...ACCOUNTS, ...BUILDER];
    expect(found([SENSOR, ...others]).lines).toEqual(['error rbac/right-missing']);
    nothing([SENSOR, ...others], ['RoleBinding/ci/sensor']);
    nothing([SENSOR, account('builder'), ...BUILDER], ['ServiceAccount/ci/sensor']);
    nothing([SENSOR, ...others, binding('sensor')], ['Role/ci/sensor']);
    nothing([SENSOR, ...others, binding('sensor', { roleRef: 'kind: ClusterRole, name: maker' })]);
  });

  test('roles for users that take in what is installed', () => {
    for (const name of ['edit', 'admin', 'view'])
      nothing([
        SENSOR,
        ...ACCOUNTS,
        ...BUILDER,
        binding('sensor', { roleRef: `kind: ClusterRole, name: ${name}` }),
      ]);
  });

  test('what only a run decides', () => {
    const remote = SENSOR.replace(/source:[\s\S]*$/, 'source: {url: {path: "https://example.com/a"}}\n');
    nothing([remote, account('sensor'), role('sensor', { rules: CREATE }), binding('sensor')]);
  });

  test('accounts that other pods have, too', () => {
    const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: ci}
spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {serviceAccountName: sensor, containers: [{name: a, image: b}]}}}
`;
    nothing([...sensorRole(CREATE.replace('create', 'create, get')), deployment]);
  });

  test('groups that every account is in', () => {
    const group = 'kind: Group, name: "system:serviceaccounts:ci"';
    nothing([
      SENSOR,
      ...ACCOUNTS,
      ...BUILDER,
      role('sensor', { rules: CREATE }),
      binding('sensor', { subject: group }),
    ]);
  });
});

describe('the roles of every cluster', () => {
  const configMap = SENSOR.replace(
    /source:[\s\S]*$/,
    'source: {resource: {apiVersion: v1, kind: ConfigMap, metadata: {generateName: a-}}}\n',
  );
  test.each([
    ['edit', []],
    ['admin', []],
    ['cluster-admin', ['warning rbac/wildcard']],
    // It takes in others, and one of those may allow it; the whole flow has no other.
    ['view', ['error rbac/right-missing']],
  ])('%s', (name, expected) => {
    const texts = [
      configMap,
      account('sensor'),
      binding('sensor', { roleRef: `kind: ClusterRole, name: ${name}` }),
    ];
    expect(
      found(texts, { complete: true, external: ['EventSource/github', 'EventBus/default'] }).lines,
    ).toEqual(expected);
  });

  test('take in what the files hold', () => {
    const label = 'rbac.authorization.k8s.io/aggregate-to-edit: "true"';
    const brought = role('brought', { kind: 'ClusterRole', rules: CREATE }).replace(
      'name: brought',
      `name: brought, labels: {${label}}`,
    );
    const texts = [
      SENSOR,
      ...ACCOUNTS,
      ...BUILDER,
      binding('sensor', { roleRef: 'kind: ClusterRole, name: edit' }),
    ];
    const horizon = { complete: true, external: ['EventSource/github', 'EventBus/default'] };
    expect(found(texts, horizon).lines).toEqual(['error rbac/right-missing']);
    expect(found([...texts, brought], horizon).lines).toEqual([]);
  });
});
