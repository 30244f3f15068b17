import { createsHooks } from '../hooks.ts';
import type { Rule } from '../rule.ts';

export const gerritHookUnnamed: Rule = {
  id: 'event-source/gerrit-hook-unnamed',
  severity: 'warning',
  summary: 'a hook at Gerrit without a name',
  docs: {
    why: `The name is a part of the address at which the hook is made. Without one Gerrit refuses, which only the log says, and it sends nothing.
Source: argo-events pkg/eventsources/sources/gerrit/hook_util.go, start.go (StartListening).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  gerrit:
    push: {projects: [app], events: [patchset-created], gerritBaseURL: "https://gerrit.example.com", auth: {username: {name: gerrit, key: user}, password: {name: gerrit, key: password}}, webhook: {endpoint: /push, port: "12000", method: POST, url: "https://hooks.example.com"}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  gerrit:
    push: {projects: [app], events: [patchset-created], gerritBaseURL: "https://gerrit.example.com", auth: {username: {name: gerrit, key: user}, password: {name: gerrit, key: password}}, webhook: {endpoint: /push, port: "12000", method: POST, url: "https://hooks.example.com"}, hookName: argo}
`,
  },
  check: {
    event(event, { resource }, { report }) {
      if (event.type !== 'gerrit' || (event.spec['hookName'] ?? '') !== '' || !createsHooks(event)) return;
      report({
        resource,
        path: event.path,
        what: 'key',
        message: `no hook is made for "${event.name}": it has no "hookName"`,
        help: 'add "hookName"',
      });
    },
  },
};
