import { listAt } from '../../json.ts';
import { nearest } from '../../nearest.ts';
import { createsHooks } from '../hooks.ts';
import type { Rule } from '../rule.ts';

export const gitlabEventUnknown: Rule = {
  id: 'event-source/gitlab-event-unknown',
  severity: 'error',
  summary: 'an event that GitLab does not have',
  docs: {
    why: `Events of GitLab are called as the fields of its client: "PushEvents", "MergeRequestsEvents". Another name stops the event source when it starts: it tries ten times and gives up.
Source: argo-events pkg/eventsources/sources/gitlab/start.go (StartListening).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  gitlab:
    push: {projects: ["3"], events: [push_events], gitlabBaseURL: "https://gitlab.com", accessToken: {name: gitlab, key: token}, secretToken: {name: gitlab, key: secret}, webhook: {endpoint: /push, port: "12000", method: POST, url: "https://hooks.example.com"}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  gitlab:
    push: {projects: ["3"], events: [PushEvents], gitlabBaseURL: "https://gitlab.com", accessToken: {name: gitlab, key: token}, secretToken: {name: gitlab, key: secret}, webhook: {endpoint: /push, port: "12000", method: POST, url: "https://hooks.example.com"}}
`,
  },
  check: {
    event(event, { resource }, { report }) {
      if (event.type !== 'gitlab' || !createsHooks(event)) return;
      for (const [index, written] of listAt(event.spec, 'events').entries()) {
        if (typeof written !== 'string' || EVENTS.includes(written) || OTHERS.has(written)) continue;
        const at = [...event.path, 'events', index];
        const plain = letters(written);
        const same = EVENTS.find((one) =>
          [letters(one), letters(one).replace(/events$/, '')].includes(plain),
        );
        const meant = same ?? nearest(written, EVENTS);
        report({
          resource,
          path: at,
          message: `GitLab has no event "${written}": the event source does not start`,
          help: `the events are ${EVENTS.map((one) => `"${one}"`).join(', ')}`,
          ...(meant !== undefined && {
            fix: {
              message: `write "${meant}"`,
              safe: same !== undefined,
              edits: [{ kind: 'set', path: at, value: meant }],
            },
          }),
        });
      }
    },
  },
};

const EVENTS: readonly string[] = [
  'PushEvents',
  'TagPushEvents',
  'MergeRequestsEvents',
  'IssuesEvents',
  'ConfidentialIssuesEvents',
  'NoteEvents',
  'ConfidentialNoteEvents',
  'JobEvents',
  'PipelineEvents',
  'WikiPageEvents',
  'EmojiEvents',
];

/** Other switches of a hook that the client has, or had in some release. */
const OTHERS: ReadonlySet<string> = new Set([
  'DeploymentEvents',
  'EnableSSLVerification',
  'FeatureFlagEvents',
  'MemberEvents',
  'MilestoneEvents',
  'ProjectEvents',
  'ReleasesEvents',
  'ResourceAccessTokenEvents',
  'ResourceDeployTokenEvents',
  'SubGroupEvents',
  'VulnerabilityEvents',
]);

function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}
