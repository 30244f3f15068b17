import type { TriggerKind } from '../../model/kinds/sensor.ts';
import type { Rule } from '../rule.ts';
import { kindIn, type ParameterList, parametersOf } from '../trigger-parts.ts';

export const sourceMissing: Rule = {
  id: 'parameter/source-missing',
  severity: 'error',
  summary: 'a parameter has no source, or its source names no dependency',
  docs: {
    why: `Only some of the lists are validated: in the "parameters" of kafka and nats triggers, in the "payload" of custom, pulsar and azure triggers, and in "dynamicHeaders" nobody looks. There an entry without "src" crashes the sensor's pod, and one without "dependencyName" gets no value.
Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggerParameter and its callers), pkg/sensors/triggers/params.go (ResolveParamValue).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: send
        pulsar:
          url: pulsar://pulsar:6650
          topic: builds
          payload: [{dest: ref}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: send
        pulsar:
          url: pulsar://pulsar:6650
          topic: builds
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      const kind = kindIn(trigger);
      if (kind === undefined) return;
      for (const { list, spec, path } of parametersOf(trigger)) {
        if (!UNCHECKED[list.level].includes(kind)) continue;
        const { resource } = sensor;
        if (spec.src === undefined) {
          const message = 'the parameter has no "src": the first event crashes the sensor';
          report({ resource, path, message });
        } else if (spec.src.dependencyName === '') {
          const message = 'the "src" names no dependency, so the parameter gets no value from any event';
          report({ resource, path: [...path, 'src'], message, help: 'add "dependencyName"' });
        }
      }
    },
  },
};

/** The lists that the controller does not validate, by level. */
const UNCHECKED: Readonly<Record<ParameterList['level'], readonly TriggerKind[]>> = {
  trigger: [],
  type: ['kafka', 'nats', 'pulsar', 'azureEventHubs', 'azureServiceBus'],
  payload: ['custom', 'pulsar', 'azureEventHubs', 'azureServiceBus'],
  headers: ['http'],
};
