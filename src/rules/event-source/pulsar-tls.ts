import { isObject, objectAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const pulsarTls: Rule = {
  id: 'event-source/pulsar-tls',
  severity: 'error',
  summary: 'TLS for Pulsar without a client certificate',
  docs: {
    why: `Here "tls" means to log in with a certificate, and needs both it and its key. It is read when the pod starts. The event source tries ten times and gives up: there are no events. The certificates to trust are in "tlsTrustCertsSecret".
Source: argo-events pkg/eventsources/sources/pulsar/start.go (StartListening).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  pulsar:
    jobs: {url: "pulsar+ssl://pulsar:6651", topics: [jobs], type: shared, jsonBody: true, tls: {caCertSecret: {name: pulsar, key: ca.crt}}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  pulsar:
    jobs: {url: "pulsar+ssl://pulsar:6651", topics: [jobs], type: shared, jsonBody: true, tlsTrustCertsSecret: {name: pulsar, key: ca.crt}}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      const tls = type === 'pulsar' ? objectAt(spec, 'tls') : undefined;
      if (tls === undefined) return;
      const missing = ['clientCertSecret', 'clientKeySecret'].filter((key) => !isObject(tls[key]));
      if (missing.length === 0) return;
      report({
        resource,
        path: [...path, 'tls'],
        what: 'key',
        message: `there are no events: "tls" has no ${missing.map((key) => `"${key}"`).join(' and no ')}`,
        help: 'to trust a certificate of the server, use "tlsTrustCertsSecret" instead',
      });
    },
  },
};
