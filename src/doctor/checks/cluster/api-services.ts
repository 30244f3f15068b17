import { nameOf } from '../../../cluster/object.ts';
import type { Check } from '../../check.ts';
import { conditionsOf, conditionText } from '../../conditions.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { objectsOf } from '../../state.ts';

export const apiServices: Check = {
  id: 'cluster/api-services',
  title: 'every API that others serve for the cluster answers',
  why: `While one of them does not answer, no namespace can be deleted: it stays Terminating, and so does what argoflow
uninstalls with it. Source: kubernetes pkg/controller/namespace/deletion/namespaced_resources_deleter.go.`,
  reads: ['APIService'],
  run: (state) =>
    objectsOf(state, 'APIService').flatMap((service) =>
      conditionsOf(service)
        .filter(({ type, status }) => type === 'Available' && status === 'False')
        .map((condition) => ({
          severity: 'warning' as const,
          title: 'the API does not answer, so that no namespace can be deleted',
          object: labelOf(service),
          evidence: [conditionText(condition)],
          hint: 'mend the service behind it, or delete the APIService when it is left over',
          command: kubectl(state, `describe apiservice ${nameOf(service).name}`),
        })),
    ),
};
