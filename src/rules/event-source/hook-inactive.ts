import { createsHooks } from '../hooks.ts';
import type { Rule } from '../rule.ts';

export const hookInactive: Rule = {
  id: 'event-source/hook-inactive',
  severity: 'warning',
  summary: 'a hook at GitHub that is made switched off',
  docs: {
    why: `The hook is made with "active" as it is in the event, and without it that is false: GitHub shows the hook and sends nothing. A hook that is there already stays as it is.
Source: argo-events pkg/eventsources/sources/github/start.go (StartListening).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  github:
    push: {organizations: [example], events: [push], webhookSecret: {name: github, key: secret}, apiToken: {name: github, key: token}, webhook: {endpoint: /push, port: "12000", method: POST, url: "https://hooks.example.com"}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  github:
    push: {organizations: [example], events: [push], webhookSecret: {name: github, key: secret}, apiToken: {name: github, key: token}, webhook: {endpoint: /push, port: "12000", method: POST, url: "https://hooks.example.com"}, active: true}
`,
  },
  check: {
    event(event, { resource }, { report }) {
      const { type, spec, path, name } = event;
      if (type !== 'github' || spec['active'] === true || !createsHooks(event)) return;
      const at = [...path, 'active'];
      report({
        resource,
        path: spec['active'] === undefined ? path : at,
        what: spec['active'] === undefined ? 'key' : 'value',
        message: `GitHub sends nothing to "${name}": its hook is made switched off`,
        help: 'add `active: true`',
        fix: { message: 'add "active: true"', safe: false, edits: [{ kind: 'set', path: at, value: true }] },
      });
    },
  },
};
