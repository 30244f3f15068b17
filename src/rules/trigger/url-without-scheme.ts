import { textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { isRewritten, kindPart, parameterLists } from '../trigger-parts.ts';

export const urlWithoutScheme: Rule = {
  id: 'trigger/url-without-scheme',
  severity: 'error',
  summary: 'an HTTP trigger whose URL does not begin with http:// or https://',
  docs: {
    why: `The controller only looks whether there is a URL. The request fails for each event: "unsupported protocol scheme".
Source: argo-events pkg/sensors/triggers/http/http.go (Execute), go net/http transport.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template: {name: post, http: {url: chat.example.com/hook, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template: {name: post, http: {url: https://chat.example.com/hook, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}}
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      const part = kindPart(trigger);
      const url = textAt(part?.value, 'url');
      if (part?.kind !== 'http' || url === '' || /^https?:\/\//i.test(url)) return;
      // What stands here may be a mark that a parameter or another tool replaces.
      if (isRewritten(trigger, 'http.url') || /\{\{|\$\{/.test(url)) return;
      const own = parameterLists(trigger).some(
        ({ level, parameters }) => level === 'type' && parameters.some(({ dest }) => dest === 'url'),
      );
      if (own) return;
      report({
        resource: sensor.resource,
        path: [...part.path, 'url'],
        message: `"${url}" does not begin with "http://" or "https://", so no request can be sent`,
      });
    },
  },
};
