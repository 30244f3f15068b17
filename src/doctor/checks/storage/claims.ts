import { nameOf } from '../../../cluster/object.ts';
import { textOf, valueAt } from '../../../json.ts';
import { isYoung } from '../../age.ts';
import type { Check } from '../../check.ts';
import { annotationOf } from '../../controllers.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { isAbout, labelled, PATIENCE } from '../../pods.ts';
import { objectsOf } from '../../state.ts';

export const claims: Check = {
  id: 'storage/claims',
  title: 'the volumes of EventBuses and Workflows are there',
  why: `A claim that names no class waits for a default one, and on new clusters there may be none. The pods that use it wait
with it, and the conditions of the bus are True. Source: kubernetes pkg/controller/volume/persistentvolume.`,
  reads: ['PersistentVolumeClaim', 'StorageClass'],
  run: (state) => {
    const classes = objectsOf(state, 'StorageClass');
    const defaults = classes.filter(
      (one) => annotationOf(one, 'storageclass.kubernetes.io/is-default-class') === 'true',
    );
    return objectsOf(state, 'PersistentVolumeClaim').flatMap((claim): Finding[] => {
      const isOurs =
        labelled(claim, 'controller') === 'eventbus-controller' ||
        labelled(claim, 'workflows.argoproj.io/workflow') !== undefined;
      const phase = textOf(valueAt(claim, ['status', 'phase']));
      if (!isOurs || !['Pending', 'Lost'].includes(phase) || isYoung(claim, state, PATIENCE)) return [];
      const named = textOf(valueAt(claim, ['spec', 'storageClassName']));
      const used = classes.find((one) => nameOf(one).name === named);
      const events = objectsOf(state, 'Event')
        .filter((event) => isAbout(event, claim))
        .map((event) => `event ${textOf(event['reason'])}: ${textOf(event['message'])}`);
      const { namespace, name } = nameOf(claim);
      const hint =
        named === '' && defaults.length === 0
          ? 'the cluster has no default StorageClass: name one in spec.jetstream.persistence.storageClassName'
          : named !== '' && used === undefined
            ? `there is no StorageClass "${named}"; there are: ${classes.map((one) => nameOf(one).name).join(', ') || 'none'}`
            : 'does the provisioner of its class run?';
      return [
        {
          severity: 'error',
          title: phase === 'Lost' ? 'its volume is lost' : 'it waits for a volume',
          object: labelOf(claim),
          evidence: events.length > 0 ? events.slice(-2) : [`status.phase is ${phase}`],
          hint,
          command: kubectl(state, `describe pvc ${name}`, namespace),
        },
      ];
    });
  },
};
