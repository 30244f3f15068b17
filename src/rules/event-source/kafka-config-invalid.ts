import { isObject, textAt } from '../../json.ts';
import { parseYaml } from '../../yaml/parse.ts';
import type { Rule } from '../rule.ts';

export const kafkaConfigInvalid: Rule = {
  id: 'event-source/kafka-config-invalid',
  severity: 'error',
  summary: 'a config that is no YAML mapping',
  docs: {
    why: `"config" is a text in YAML with the settings of the client. It is read when the pod starts. The event source tries ten times and gives up: there are no events.
Source: argo-events pkg/shared/util/saramaconfig.go (GetSaramaConfigFromYAMLString).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  kafka:
    jobs: {url: "kafka:9092", topic: jobs, jsonBody: true, consumerGroup: {groupName: argo}, config: "consumer: {fetch: {min: 1}"}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  kafka:
    jobs: {url: "kafka:9092", topic: jobs, jsonBody: true, consumerGroup: {groupName: argo}, config: "consumer: {fetch: {min: 1}}"}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      const config = type === 'kafka' ? textAt(spec, 'config') : '';
      if (config.trim() === '') return;
      const { documents, diagnostics } = parseYaml(config, '');
      const fault = diagnostics.find(({ severity }) => severity === 'error');
      const value = documents[0]?.value ?? null;
      if (fault === undefined && (value === null || isObject(value))) return;
      report({
        resource,
        path: [...path, 'config'],
        message: `there are no events: the text in "config" ${fault === undefined ? 'is no mapping' : `is no YAML: ${fault.message}`}`,
      });
    },
  },
};
