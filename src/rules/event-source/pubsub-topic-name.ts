import { textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const pubsubTopicName: Rule = {
  id: 'event-source/pubsub-topic-name',
  severity: 'error',
  summary: 'a topic of Pub/Sub that is given by more than its name',
  docs: {
    why: `The event source puts "projects/PROJECT/topics/" before the name of the topic. With a whole path that is a topic which cannot be: the event source gives up after ten tries.
Source: argo-events pkg/eventsources/sources/gcppubsub/start.go (prepareSubscription).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  pubSub:
    jobs: {projectID: example, topic: projects/example/topics/jobs, jsonBody: true}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  pubSub:
    jobs: {projectID: example, topic: jobs, jsonBody: true}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      const topic = type === 'pubSub' ? textAt(spec, 'topic') : '';
      if (!topic.includes('/')) return;
      const at = [...path, 'topic'];
      const [, project, name] = /^projects\/([^/]+)\/topics\/([^/]+)$/.exec(topic) ?? [];
      const own = textAt(spec, 'topicProjectID') || textAt(spec, 'projectID');
      report({
        resource,
        path: at,
        message: `"${topic}" is no name of a topic: there are no events`,
        ...(project !== undefined &&
          name !== undefined && {
            help: `write "topic: ${name}"${own === project ? '' : ` and "topicProjectID: ${project}"`}`,
            fix: {
              message: `write "${name}"`,
              safe: true,
              edits: [
                { kind: 'set' as const, path: at, value: name },
                ...(own === project
                  ? []
                  : [{ kind: 'set' as const, path: [...path, 'topicProjectID'], value: project }]),
              ],
            },
          }),
      });
    },
  },
};
