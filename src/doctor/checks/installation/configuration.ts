import { textOf, valueAt } from '../../../json.ts';
import { busVersions } from '../../bus.ts';
import type { Check } from '../../check.ts';
import { labelOfController } from '../../controllers.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';

export const configuration: Check = {
  id: 'installation/configuration',
  title: 'the controllers find their configuration, and can use it',
  why: `The controller of Argo Events ends at once when its ConfigMap lists no versions of JetStream or none of NATS
Streaming, of which it wants both; the workflow controller does not start without its ConfigMap. Sources: argo-events
pkg/reconciler/config.go (ValidateConfig), argo-workflows workflow/controller/config.go.`,
  reads: ['Deployment'],
  run: (state) =>
    state.controllers.flatMap((controller): Finding[] => {
      const { config, configName, namespace, project } = controller;
      if (configName === undefined || config === undefined) return [];
      const base = {
        severity: 'error' as const,
        object: labelOfController(controller),
        command: kubectl(state, `get configmap ${configName} -o yaml`, namespace),
      };
      if (config === 'missing') {
        return [
          {
            ...base,
            title: `its ConfigMap "${configName}" is not there`,
            evidence: [`no ConfigMap/${namespace}/${configName}`],
            hint: `apply the ConfigMap of the installation of ${project}`,
          },
        ];
      }
      if (project !== 'Argo Events') return [];
      const text = textOf(valueAt(config, ['data', 'controller-config.yaml']));
      if (text === '') {
        const hint = 'the controller reads the key "controller-config.yaml"';
        return [{ ...base, title: `its ConfigMap "${configName}" has no "controller-config.yaml"`, hint }];
      }
      const lacking = (['jetstream', 'nats'] as const).filter((bus) => busVersions(text, bus).length === 0);
      if (lacking.length === 0) return [];
      return [
        {
          ...base,
          title: `its configuration lists no versions of ${lacking.join(' and none of ')}`,
          evidence: [`ConfigMap/${namespace}/${configName}, controller-config.yaml`],
          hint: 'list at least one version of each below eventBus, or the controller ends at once',
        },
      ];
    }),
};
