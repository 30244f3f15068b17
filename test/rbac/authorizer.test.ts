import { describe, expect, test } from 'vitest';
import { buildModel } from '../../src/model/build.ts';
import { Authorizer } from '../../src/rbac/authorizer.ts';
import { identityOf } from '../../src/rbac/request.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const GROUP = 'rbac.authorization.k8s.io';

function authorizer(text: string): Authorizer {
  return new Authorizer(buildModel(parseYaml(text, 'rbac.yaml').documents, { namespace: 'argo' }));
}

function binding(
  kind: string,
  role: string,
  subjects = '[{kind: ServiceAccount, name: sa, namespace: argo}]',
) {
  return `apiVersion: ${GROUP}/v1
kind: ${kind}
metadata: {name: bound}
roleRef: {apiGroup: ${GROUP}, ${role}}
subjects: ${subjects}
---
`;
}

function role(name: string, rules: string, more = ''): string {
  return `apiVersion: ${GROUP}/v1
kind: ClusterRole
metadata: {name: ${name}${more}}
rules: ${rules}
---
`;
}

const CREATE = '[{apiGroups: [argoproj.io], resources: [workflows], verbs: [create]}]';
const READ = '[{apiGroups: [""], resources: [pods], verbs: [get]}]';
const sa = identityOf({ namespace: 'argo', name: 'sa' });
const create = (namespace: string) => ({
  verb: 'create',
  group: 'argoproj.io',
  resource: 'workflows',
  subresource: '',
  name: '',
  namespace,
});
const read = { ...create('argo'), verb: 'get', group: '', resource: 'pods', name: 'a' };

describe('bindings', () => {
  test('a RoleBinding of a ClusterRole grants in its own namespace only', () => {
    const asked = authorizer(
      role('maker', CREATE) + binding('RoleBinding', 'kind: ClusterRole, name: maker'),
    );
    expect(asked.allows(sa, create('argo'))).toBe(true);
    expect(asked.allows(sa, create('other'))).toBe(false);
    expect(asked.allows(sa, create(''))).toBe(false);
  });

  test('a missing role, a role of another kind and a subject of an unknown kind grant nothing', () => {
    const maker = role('maker', CREATE);
    for (const [ref, subjects] of [
      ['kind: ClusterRole, name: other', undefined],
      ['kind: Role, name: maker', undefined],
      ['kind: Group, name: maker', undefined],
      ['kind: ClusterRole, name: maker', '[{kind: Account, name: sa, namespace: argo}]'],
      ['kind: ClusterRole, name: maker', '[{kind: ServiceAccount, name: sa, namespace: other}]'],
      ['kind: ClusterRole, name: maker', 'null'],
    ] as const) {
      const asked = authorizer(maker + binding('RoleBinding', ref, subjects));
      expect(asked.allows(sa, create('argo')), ref).toBe(false);
    }
  });

  test('a decision says through which rule and which binding', () => {
    const asked = authorizer(
      role('maker', READ) + binding('ClusterRoleBinding', 'kind: ClusterRole, name: maker'),
    );
    const grant = asked.decide(sa, read);
    expect(grant?.role.name).toBe('maker');
    expect(grant?.rule.path).toEqual(['rules', 0]);
    expect(grant?.binding.kind).toBe('ClusterRoleBinding');
  });
});

describe('aggregation', () => {
  const all = (selector: string, own = '[]') =>
    `apiVersion: ${GROUP}/v1
kind: ClusterRole
metadata: {name: all, labels: {step: two}}
aggregationRule: {clusterRoleSelectors: [${selector}]}
rules: ${own}
---
${binding('ClusterRoleBinding', 'kind: ClusterRole, name: all')}`;

  test.each([
    ['{matchLabels: {a: "1"}}', true],
    ['{matchLabels: {a: "2"}}', false],
    ['{matchExpressions: [{key: a, operator: In, values: ["1", "2"]}]}', true],
    ['{matchExpressions: [{key: a, operator: NotIn, values: ["1"]}]}', false],
    ['{matchExpressions: [{key: b, operator: NotIn, values: ["1"]}]}', true],
    ['{matchExpressions: [{key: a, operator: Exists}, {key: b, operator: DoesNotExist}]}', true],
    ['{matchExpressions: [{key: b, operator: Exists}]}', false],
    ['{}', true],
  ])('of %s', (selector, allowed) => {
    const asked = authorizer(role('part', CREATE, ', labels: {a: "1"}') + all(selector));
    expect(asked.allows(sa, create('argo'))).toBe(allowed);
  });

  test('goes on through aggregated roles, and round in circles', () => {
    const second = `apiVersion: ${GROUP}/v1
kind: ClusterRole
metadata: {name: second, labels: {step: one}}
aggregationRule: {clusterRoleSelectors: [{matchLabels: {a: "1"}}, {matchLabels: {step: two}}]}
---
`;
    const parts = role('part', CREATE, ', labels: {a: "1"}') + second;
    const asked = authorizer(parts + all('{matchLabels: {step: one}}'));
    expect(asked.allows(sa, create('argo'))).toBe(true);
    expect(asked.allows(sa, read)).toBe(false);
  });

  test('replaces the rules that the role has itself', () => {
    const asked = authorizer(
      role('part', CREATE, ', labels: {a: "1"}') + all('{matchLabels: {a: "1"}}', READ),
    );
    expect(asked.allows(sa, read)).toBe(false);
    // An object from a cluster has its rules filled in already.
    expect(authorizer(all('{matchLabels: {a: "1"}}', READ)).allows(sa, read)).toBe(true);
  });
});
