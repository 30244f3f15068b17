import { isObject } from '../../json.ts';
import { eventBusOf } from '../../simulate/bus/publish.ts';
import { refusedSensor } from '../../simulate/validation/sensor-validation.ts';
import type { Rule } from '../rule.ts';

/** Times of day are read on a day; which one makes no difference to what is refused. */
const SOME_DAY = '2026-01-01T00:00:00Z';

export const refused: Rule = {
  id: 'sensor/refused',
  severity: 'error',
  summary: 'the controller refuses a Sensor',
  docs: {
    why: `No Deployment is made or changed, so none of its triggers works as written. The message is the controller's; it says the
first thing that it finds. Source: argo-events pkg/reconciler/sensor/validate.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, http: {method: POST}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, http: {method: POST, url: https://chat.example.com}}}]
`,
  },
  check: {
    sensor({ resource, eventBusName }, { model, engine, report }) {
      const bus = eventBusOf(model, model.namespaceOf(resource), eventBusName)?.bus;
      const { spec } = resource.value;
      const refusal = refusedSensor({ engine, now: SOME_DAY, bus }, isObject(spec) ? spec : {});
      if (refusal !== undefined) report({ resource, ...refusal });
    },
  },
};
