import type { Rule } from '../rule.ts';
import { parametersOf } from '../trigger-parts.ts';

export const templateSyntax: Rule = {
  id: 'parameter/template-syntax',
  severity: 'error',
  summary: 'a template that Go cannot read',
  docs: {
    why: `A template that does not parse, or uses a function that does not exist, gives no value. The sensor prints the error and goes on with "dataKey" or "value"; without them the trigger fails for each event.
Source: argo-events pkg/sensors/triggers/params.go (getValueWithTemplate).`,
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
          payload: [{src: {dependencyName: push, dataTemplate: '{{ .Input.body.ref | uppercase }}'}, dest: ref}]
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
          payload: [{src: {dependencyName: push, dataTemplate: '{{ .Input.body.ref | upper }}'}, dest: ref}]
`,
  },
  check: {
    trigger(trigger, sensor, { engine, report }) {
      const templates = parametersOf(trigger).flatMap(({ spec: { src }, path }) => {
        if (src === undefined) return [];
        const field = src.dataKey === '' && src.dataTemplate === '' ? 'contextTemplate' : 'dataTemplate';
        // A text without actions is itself.
        if (!src[field].includes('{{')) return [];
        const otherwise =
          src.value !== undefined || (field === 'dataTemplate' ? src.dataKey : src.contextKey) !== '';
        return [{ text: src[field], path: [...path, 'src', field], otherwise }];
      });
      if (templates.length === 0) return;
      const answers = engine.ask(
        templates.map(({ text }) => ({
          op: 'template' as const,
          name: 'param',
          text,
          input: { json: '{}' },
        })),
      );
      for (const [index, { path, otherwise }] of templates.entries()) {
        const answer = answers[index];
        // What is wrong with the values shows while a template is executed, and depends on the event.
        if (answer === undefined || answer.ok || answer.kind !== 'error') continue;
        if (answer.error.includes(': executing "')) continue;
        report({
          resource: sensor.resource,
          path,
          message: `the template cannot be read: ${answer.error}`,
          help: otherwise
            ? 'the sensor goes on with the key or the "value", for every event'
            : 'the trigger fails for each event',
        });
      }
    },
  },
};
