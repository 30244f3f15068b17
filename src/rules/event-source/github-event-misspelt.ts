import { listAt } from '../../json.ts';
import { nearest } from '../../nearest.ts';
import { insteadOf } from '../meant.ts';
import type { Rule } from '../rule.ts';

export const githubEventMisspelt: Rule = {
  id: 'event-source/github-event-misspelt',
  severity: 'warning',
  summary: 'an event that is a slip away from one of GitHub',
  docs: {
    why: `The events of a hook are called "push", "pull_request", "issue_comment". GitHub makes no hook for a name that it does not know, and of a hook that is there already it never sends such an event. Only what is near to a known name is said: GitHub has new events from time to time.
Source: https://docs.github.com/en/webhooks/webhook-events-and-payloads; argo-events pkg/eventsources/sources/github/start.go (StartListening).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  github:
    review: {organizations: [example], events: [pull_requests], webhook: {endpoint: /review, port: "12000", method: POST}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  github:
    review: {organizations: [example], events: [pull_request], webhook: {endpoint: /review, port: "12000", method: POST}}
`,
  },
  check: {
    event(event, { resource }, { report }) {
      if (event.type !== 'github') return;
      for (const [index, written] of listAt(event.spec, 'events').entries()) {
        if (typeof written !== 'string' || written === '*' || EVENTS.has(written)) continue;
        const meant = nearest(written.replaceAll('-', '_'), EVENTS);
        if (meant === undefined) continue;
        const path = [...event.path, 'events', index];
        report({
          resource,
          path,
          message: `GitHub has no event "${written}"`,
          ...insteadOf(path, meant),
        });
      }
    },
  },
};

const EVENTS: ReadonlySet<string> = new Set(
  `branch_protection_configuration branch_protection_rule check_run check_suite code_scanning_alert commit_comment
   create custom_property custom_property_values delete dependabot_alert deploy_key deployment
   deployment_protection_rule deployment_review deployment_status discussion discussion_comment fork
   github_app_authorization gollum installation installation_repositories installation_target issue_comment
   issue_dependencies issues label marketplace_purchase member membership merge_group meta milestone org_block
   organization package page_build personal_access_token_request ping project project_card project_column
   projects_v2 projects_v2_item projects_v2_status_update public pull_request pull_request_review
   pull_request_review_comment pull_request_review_thread push registry_package release repository
   repository_advisory repository_dispatch repository_import repository_ruleset repository_vulnerability_alert
   secret_scanning_alert secret_scanning_alert_location secret_scanning_scan security_advisory
   security_and_analysis sponsorship star status sub_issues team team_add watch workflow_dispatch workflow_job
   workflow_run`.split(/\s+/),
);
