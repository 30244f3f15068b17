import type { Rule } from '../rule.ts';
import { parametersOf } from '../trigger-parts.ts';

export const templateRoot: Rule = {
  id: 'parameter/template-root',
  severity: 'error',
  summary: 'a template that looks for something else than .Input',
  docs: {
    why: `A template sees the event's data as ".Input", and nothing beside it. Another name gives "<no value>": alone it counts as no value at all, within a text it stays in it.
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
          payload: [{src: {dependencyName: push, dataTemplate: '{{ .body.ref }}'}, dest: ref}]
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
          payload: [{src: {dependencyName: push, dataTemplate: '{{ .Input.body.ref }}'}, dest: ref}]
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      for (const { spec, path } of parametersOf(trigger)) {
        const { src } = spec;
        if (src === undefined) continue;
        const field = src.dataKey === '' && src.dataTemplate === '' ? 'contextTemplate' : 'dataTemplate';
        const text = src[field];
        // Inside of these the dot is another thing.
        if (/\{\{-?\s*(?:range|with|block|define|template)\b/.test(text)) continue;
        const name = firstName(text);
        if (name === undefined || name === 'Input') continue;
        const at = [...path, 'src', field];
        const meant = text.replaceAll(`.${name}`, `.Input.${name}`);
        report({
          resource: sensor.resource,
          path: at,
          message: `".${name}" is nothing: the template sees ${field === 'dataTemplate' ? "the event's data" : 'the context'} as ".Input"`,
          help: `did you mean ".Input.${name}"?`,
          ...(text.split(`.${name}`).length === 2 && {
            fix: {
              message: `write ".Input.${name}"`,
              safe: false,
              edits: [{ kind: 'set', path: at, value: meant }],
            },
          }),
        });
      }
    },
  },
};

/** The first field of the dot in an action, texts in quotes aside. */
function firstName(text: string): string | undefined {
  for (const [, action = ''] of text.matchAll(/\{\{-?([^}]*)\}\}/g)) {
    if (action.trimStart().startsWith('/*')) continue;
    const match = /(?:^|[\s(|,])\.([A-Za-z_]\w*)/.exec(action.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '""'));
    if (match?.[1] !== undefined && match[1] !== 'Input') return match[1];
  }
  return undefined;
}
