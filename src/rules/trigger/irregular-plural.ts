import { textAt } from '../../json.ts';
import { pluralOf } from '../../simulate/triggers/kubernetes-object.ts';
import { definitionOf } from '../definition.ts';
import type { Rule } from '../rule.ts';
import { objectAction } from '../trigger-object.ts';

export const irregularPlural: Rule = {
  id: 'trigger/irregular-plural',
  severity: 'error',
  summary: 'a kind whose plural the sensor gets wrong',
  docs: {
    why: `A k8s trigger makes the name of the resource from the kind, by the rules of English: "Endpoints" becomes "endpointses", which the API server does not have. There is no other way to say it. Kinds of CustomResourceDefinitions among the files are compared with the plural in them.
Source: argo-events pkg/sensors/triggers/triggers.go (GetGroupVersionResource), k8s.io/gengo namer/plural_namer.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: make
        k8s:
          operation: update
          source:
            resource:
              apiVersion: v1
              kind: Endpoints
              metadata: {name: app}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: make
        k8s:
          operation: update
          source:
            resource:
              apiVersion: discovery.k8s.io/v1
              kind: EndpointSlice
              metadata: {name: app}
`,
  },
  check: {
    trigger(trigger, sensor, { model, report }) {
      const action = objectAction(model, sensor, trigger);
      if (action?.kind !== 'k8s' || action.object.kind === '' || action.filled('kind')) return;
      const { object } = action;
      const definition = definitionOf(model, object);
      const plural = definition
        ? textAt(definition.names, 'plural')
        : IRREGULAR.get(`${object.apiVersion} ${object.kind}`);
      const guess = pluralOf(object.kind);
      if (plural === undefined || plural === '' || plural === guess) return;
      report({
        resource: object,
        path: ['kind'],
        message: `the sensor looks for "${guess}", but the resource of "${object.kind}" is called "${plural}"`,
        help: 'a k8s trigger cannot reach this kind: start a Workflow with a resource template instead',
        ...(definition && {
          related: [
            {
              message: 'the plural',
              resource: definition.resource,
              path: ['spec', 'names', 'plural'],
            },
          ],
        }),
      });
    },
  },
};

const IRREGULAR: ReadonlyMap<string, string> = new Map([['v1 Endpoints', 'endpoints']]);
