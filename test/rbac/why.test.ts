import { describe, expect, test } from 'vitest';
import { buildModel } from '../../src/model/build.ts';
import { audit } from '../../src/rbac/audit.ts';
import { needsOf } from '../../src/rbac/needs.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const GROUP = 'rbac.authorization.k8s.io';

const SENSOR = `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify, namespace: events}
spec:
  template: {serviceAccountName: sensor}
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: make
        k8s:
          operation: create
          source:
            resource:
              apiVersion: v1
              kind: ConfigMap
              metadata: {name: made}
`;

interface World {
  readonly rules?: string;
  readonly role?: string;
  readonly namespace?: string;
  readonly roleRef?: string;
  readonly subject?: string;
}

function whyOf({
  rules = '[{apiGroups: [""], resources: [configmaps], verbs: [create]}]',
  role = 'Role',
  namespace = 'events',
  roleRef = 'maker',
  subject = '{kind: ServiceAccount, name: sensor, namespace: events}',
}: World): readonly string[] {
  const text = `${SENSOR}---
apiVersion: ${GROUP}/v1
kind: ${role}
metadata: {name: maker, namespace: ${namespace}}
rules: ${rules}
---
apiVersion: ${GROUP}/v1
kind: RoleBinding
metadata: {name: maker, namespace: ${namespace}}
roleRef: {apiGroup: ${GROUP}, kind: ${role}, name: ${roleRef}}
subjects: [${subject}]
`;
  const model = buildModel(parseYaml(text, 'flow.yaml').documents);
  const { gaps, unchecked } = audit(model, needsOf(model), { complete: true, external: [] });
  expect(unchecked).toEqual([]);
  return gaps.map(({ why }) => why.kind);
}

const rule = (resources: string, verbs: string, more = '', groups = '""') =>
  `[{apiGroups: [${groups}], resources: [${resources}], verbs: [${verbs}]${more}}]`;

describe('why a permission is missing', () => {
  test.each<[string, World, string]>([
    ['a role without rules', { rules: 'null' }, 'role-empty'],
    ['a binding to a missing role', { roleRef: 'other' }, 'role-missing'],
    ['a subject of an unknown kind', { subject: '{kind: Account, name: sensor}' }, 'subject-kind'],
    [
      'a subject of another namespace',
      { subject: '{kind: ServiceAccount, name: sensor, namespace: argo}' },
      'subject-namespace',
    ],
    [
      'a binding of another account',
      { subject: '{kind: ServiceAccount, name: other, namespace: events}' },
      'role-not-bound',
    ],
    ['a binding in another namespace', { namespace: 'argo' }, 'binding-elsewhere'],
    ['another group', { rules: rule('configmaps', 'create', '', 'apps') }, 'wrong-group'],
    ['the singular', { rules: rule('configmap', 'create') }, 'wrong-resource'],
    ['the kind', { rules: rule('ConfigMap', 'create') }, 'wrong-resource'],
    [
      'names for a create',
      { rules: rule('configmaps', 'create', ', resourceNames: [made]') },
      'resource-names',
    ],
    ['another verb', { rules: rule('configmaps', 'get') }, 'verb-absent'],
    ['another resource', { rules: rule('pods', 'create') }, 'resource-absent'],
  ])('%s', (_, world, kind) => {
    expect(whyOf(world)).toEqual([kind]);
  });

  test('nothing, when all is right', () => {
    expect(whyOf({})).toEqual([]);
    expect(whyOf({ role: 'ClusterRole' })).toEqual([]);
  });

  test('nobody can say without any binding among the files', () => {
    const model = buildModel(parseYaml(SENSOR, 'flow.yaml').documents);
    const { gaps, unchecked } = audit(model, needsOf(model), { complete: false, external: [] });
    expect([gaps.length, unchecked.length]).toEqual([0, 1]);
  });
});
