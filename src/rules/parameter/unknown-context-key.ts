import { nearest } from '../../nearest.ts';
import type { Rule } from '../rule.ts';
import { parametersOf } from '../trigger-parts.ts';

export const unknownContextKey: Rule = {
  id: 'parameter/unknown-context-key',
  severity: 'error',
  summary: 'a contextKey that no event has',
  docs: {
    why: `The context of an event has id, source, specversion, type, datacontenttype, subject and time, and nothing else. Another key gives no value: the trigger fails for each event, or uses the "value".
Source: argo-events pkg/apis/events/v1alpha1/sensor_types.go (EventContext), pkg/sensors/triggers/params.go (ResolveParamValue).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: post
        http:
          url: https://chat.example.com
          payload: [{src: {dependencyName: push, contextKey: timestamp}, dest: when}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: post
        http:
          url: https://chat.example.com
          payload: [{src: {dependencyName: push, contextKey: time}, dest: when}]
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      for (const { spec, path } of parametersOf(trigger)) {
        const { contextKey = '', dataKey, dataTemplate, value } = spec.src ?? {};
        // Data wins over context, and a key with more than letters may be a path with a modifier.
        if (dataKey !== '' || dataTemplate !== '' || !/^[\w-]+(\.[\w-]+)*$/.test(contextKey)) continue;
        if (CONTEXT_KEYS.includes(contextKey)) continue;
        const at = [...path, 'src', 'contextKey'];
        const near = nearest(contextKey, CONTEXT_KEYS);
        report({
          resource: sensor.resource,
          path: at,
          message: `events have no context attribute "${contextKey}": ${value === undefined ? 'the trigger fails for each event' : 'the "value" is always used'}`,
          help: near === undefined ? `they have ${CONTEXT_KEYS.join(', ')}` : `did you mean "${near}"?`,
          ...(near !== undefined && {
            fix: {
              message: `write "${near}"`,
              safe: value === undefined,
              edits: [{ kind: 'set', path: at, value: near }],
            },
          }),
        });
      }
    },
  },
};

const CONTEXT_KEYS = ['id', 'source', 'specversion', 'type', 'datacontenttype', 'subject', 'time'];
