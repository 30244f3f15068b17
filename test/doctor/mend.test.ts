import { describe, expect, it } from 'vitest';
import { missingRoles } from '../../src/doctor/mend.ts';
import { stateOfLaboratory, WELL_CLUSTER, withChanges } from './laboratory.ts';

const roles = async (yaml: string) => missingRoles(await stateOfLaboratory(withChanges(yaml, 'test')));

it('nothing is granted where nothing is missing', async () => {
  expect(missingRoles(await stateOfLaboratory(WELL_CLUSTER))).toEqual([]);
});

describe('what is missing is granted by roles of its own', () => {
  const EMPTY = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: deploy-sensor, namespace: flows}
rules: []
`;

  it('and a role that somebody wrote is not touched', async () => {
    const made = await roles(EMPTY);
    const metadata = { name: 'deploy-sensor-2', namespace: 'flows' };
    expect(made).toEqual([
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata,
        rules: [{ apiGroups: ['argoproj.io'], resources: ['workflows'], verbs: ['create'] }],
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata,
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'deploy-sensor-2' },
        subjects: [{ kind: 'ServiceAccount', name: 'deploy-sensor', namespace: 'flows' }],
      },
    ]);
  });

  it('and then nothing is missing any more', async () => {
    const laboratory = withChanges(EMPTY, 'test');
    const made = missingRoles(await stateOfLaboratory(laboratory));
    const mended = { ...laboratory, objects: [...laboratory.objects, ...made] };
    expect(missingRoles(await stateOfLaboratory(mended))).toEqual([]);
  });

  it('for each account and namespace', async () => {
    const made = await roles(`apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: deploy-sensor, namespace: flows}
absent: true
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: deploy-pods, namespace: flows}
absent: true
`);
    expect(made.map(({ kind, metadata }) => `${kind} ${JSON.stringify(metadata)}`)).toEqual([
      'Role {"name":"deploy-sensor-2","namespace":"flows"}',
      'RoleBinding {"name":"deploy-sensor-2","namespace":"flows"}',
      'Role {"name":"deploy-pods-2","namespace":"flows"}',
      'RoleBinding {"name":"deploy-pods-2","namespace":"flows"}',
    ]);
  });
});

it('nothing is granted on a mere suspicion', async () => {
  const made = await roles(`kind: Facts
reviews: false
forbidden: [Role, RoleBinding, ClusterRole, ClusterRoleBinding]
`);
  expect(made).toEqual([]);
});
