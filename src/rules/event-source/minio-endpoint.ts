import { textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const minioEndpoint: Rule = {
  id: 'event-source/minio-endpoint',
  severity: 'error',
  summary: 'a MinIO endpoint that is more than a host and a port',
  docs: {
    why: `The client puts "http://" or "https://", as "insecure" says, before the endpoint, and refuses a scheme or a path in it. The event source tries ten times and gives up: there are no events.
Source: argo-events pkg/eventsources/sources/minio/start.go (StartListening), minio-go utils.go (getEndpointURL, isValidEndpointURL).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  minio:
    drop: {bucket: {name: drop}, endpoint: "http://minio:9000", accessKey: {name: minio, key: access}, secretKey: {name: minio, key: secret}, insecure: true, events: ["s3:ObjectCreated:Put"]}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  minio:
    drop: {bucket: {name: drop}, endpoint: "minio:9000", accessKey: {name: minio, key: access}, secretKey: {name: minio, key: secret}, insecure: true, events: ["s3:ObjectCreated:Put"]}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      const endpoint = type === 'minio' ? textAt(spec, 'endpoint') : '';
      const [, scheme, host, rest] = /^(\w+:\/\/)?([^/]*)\/?(.*)$/.exec(endpoint) ?? [];
      if (host === undefined || (scheme === undefined && (rest === undefined || rest === ''))) return;
      const at = [...path, 'endpoint'];
      report({
        resource,
        path: at,
        message: `"${endpoint}" is more than a host and a port: there are no events`,
        ...(host !== '' && {
          help: `write "${host}"${scheme === undefined ? '' : `, and "insecure: ${scheme === 'http://'}"`}`,
          fix: {
            message: `write "${host}"`,
            safe: false,
            edits: [
              { kind: 'set', path: at, value: host },
              ...(scheme === 'http://'
                ? [{ kind: 'set' as const, path: [...path, 'insecure'], value: true }]
                : []),
            ],
          },
        }),
      });
    },
  },
};
