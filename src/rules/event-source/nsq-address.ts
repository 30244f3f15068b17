import { textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const nsqAddress: Rule = {
  id: 'event-source/nsq-address',
  severity: 'warning',
  summary: 'an address of NSQ at which nobody looks up',
  docs: {
    why: `The address is that of nsqlookupd's HTTP server, port 4161 by default, which says where the messages are. The other ports of NSQ do not answer such a question; the event source asks again and again, and there are no events.
Source: argo-events pkg/eventsources/sources/nsq/start.go (StartListening), nsqio/go-nsq consumer.go (ConnectToNSQLookupd).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  nsq:
    jobs: {hostAddress: "nsqd:4150", topic: jobs, channel: argo, jsonBody: true}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  nsq:
    jobs: {hostAddress: "nsqlookupd:4161", topic: jobs, channel: argo, jsonBody: true}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      const address = type === 'nsq' ? textAt(spec, 'hostAddress') : '';
      const [, port = ''] = /:(\d+)\/?$/.exec(address) ?? [];
      const other = PORTS.get(port);
      if (other === undefined) return;
      report({
        resource,
        path: [...path, 'hostAddress'],
        message: `port ${port} is that of ${other}, which cannot be asked where messages are`,
        help: 'write the host of nsqlookupd and port 4161',
      });
    },
  },
};

/** The ports that NSQ uses by default. Source: nsqio/nsq nsqd/options.go, nsqlookupd/options.go. */
const PORTS: ReadonlyMap<string, string> = new Map([
  ['4150', 'nsqd for clients'],
  ['4151', "nsqd's HTTP server"],
  ['4160', 'nsqlookupd for nsqd'],
]);
