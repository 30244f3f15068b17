import { contextFlag } from '../../../cluster/context-flag.ts';
import { metadataOf, nameOf } from '../../../cluster/object.ts';
import { textOf, textsOf } from '../../../json.ts';
import { duration, since } from '../../age.ts';
import type { Check } from '../../check.ts';
import type { Finding } from '../../finding.ts';
import { DEFINITIONS } from '../../kinds.ts';
import { kubectl } from '../../kubectl.ts';
import { isTerminating, labelOf } from '../../object.ts';
import { objectsOf } from '../../state.ts';

export const definitions: Check = {
  id: 'installation/definitions',
  title: 'the definitions of Argo are complete, and none is on its way out',
  why: `A definition that is being deleted waits until all its objects are gone, and these wait for a controller to take
their finalizers off: with the controller gone first, it stays so for ever. Where some are missing, the controller starts
and fails at what it needs them for. Sources: apiextensions-apiserver pkg/controller/finalizer/crd_finalizer.go, argo-events
pkg/reconciler/eventbus/controller.go (the finalizers).`,
  reads: ['CustomResourceDefinition'],
  run: (state) => {
    const there = objectsOf(state, 'CustomResourceDefinition');
    const going = there.filter((one) => isTerminating(one) && nameOf(one).name.endsWith('.argoproj.io'));
    const names = new Set(there.map((one) => nameOf(one).name));
    const incomplete = Object.entries(DEFINITIONS).flatMap(([project, plurals]): Finding[] => {
      const missing = plurals.map((plural) => `${plural}.argoproj.io`).filter((name) => !names.has(name));
      // With none at all the project is not there, which installation/kinds says.
      if (missing.length === 0 || missing.length === plurals.length) return [];
      return [
        {
          severity: 'error',
          title: `${missing.length} of the ${plurals.length} definitions of ${project} ${missing.length === 1 ? 'is' : 'are'} missing`,
          evidence: [missing.join(', ')],
          hint: `apply the definitions of the version of ${project} that runs`,
          command: `argoflow install${contextFlag(state.context)}`,
        },
      ];
    });
    return [
      ...incomplete,
      ...going.map((one): Finding => {
        const { name } = nameOf(one);
        const age = duration(since(metadataOf(one)['deletionTimestamp'], state.now));
        return {
          severity: 'error',
          title: `the definition has been on its way out for ${age}`,
          object: labelOf(one),
          evidence: [
            `finalizers: ${textsOf(metadataOf(one)['finalizers']).map(textOf).join(', ') || 'none'}`,
          ],
          hint: 'its objects wait for a controller to take their finalizers off: run it, or take them off by hand',
          command: kubectl(state, `get ${name} -A`),
        };
      }),
    ];
  },
};
