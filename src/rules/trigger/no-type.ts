import { isObject } from '../../json.ts';
import { TRIGGER_KINDS } from '../../model/kinds/sensor.ts';
import { nearest } from '../../nearest.ts';
import type { Rule } from '../rule.ts';
import { isRewritten, kindIn, templateOf } from '../trigger-parts.ts';

export const noType: Rule = {
  id: 'trigger/no-type',
  severity: 'error',
  summary: 'a trigger without any kind',
  docs: {
    why: `The template has none of the kinds of triggers, or the one it has is null, as "log:" without a value is. The sensor subscribes, and says for each event "could not find an implementation".
Source: argo-events pkg/sensors/trigger.go (GetTrigger), pkg/reconciler/sensor/validate.go (validateTriggerTemplate).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: log
        log:
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: log
        log: {}
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      // A trigger without a template is what the controller refuses.
      if (!isObject(trigger.spec['template']) || kindIn(trigger) !== undefined) return;
      if (TRIGGER_KINDS.some((kind) => isRewritten(trigger, kind))) return;
      const template = templateOf(trigger);
      const empty = TRIGGER_KINDS.find((kind) => Object.hasOwn(template, kind) && template[kind] === null);
      const at = [...trigger.path, 'template'];
      const { resource } = sensor;
      if (empty === undefined) {
        const message = `the trigger "${trigger.name}" has no kind, so no event does anything`;
        const keys = Object.keys(template).filter((key) => key !== 'name' && key !== 'conditions');
        const meant = keys.flatMap((key) => nearest(key, TRIGGER_KINDS) ?? [])[0];
        const help =
          meant === undefined ? `the kinds: ${TRIGGER_KINDS.join(', ')}` : `did you mean "${meant}"?`;
        report({ resource, path: at, message, help });
        return;
      }
      report({
        resource,
        path: [...at, empty],
        what: 'key',
        message: `"${empty}" of the trigger "${trigger.name}" is null, which counts as not there, so no event does anything`,
        ...(empty === 'log' && {
          help: 'write "log: {}"',
          fix: {
            message: 'write "log: {}"',
            safe: true,
            edits: [{ kind: 'set', path: [...at, empty], value: {} }],
          },
        }),
      });
    },
  },
};
