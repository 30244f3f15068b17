import type { Rule } from '../rule.ts';

export const minioBucketMissing: Rule = {
  id: 'event-source/minio-bucket-missing',
  severity: 'error',
  summary: 'a MinIO event without a bucket',
  docs: {
    why: `The name of the bucket is read before anything can catch the panic: the whole pod crashes, with all events of the EventSource, again and again.
Source: argo-events pkg/eventsources/sources/minio/start.go (StartListening).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  minio:
    drop: {endpoint: "minio:9000", accessKey: {name: minio, key: access}, secretKey: {name: minio, key: secret}, insecure: true, events: ["s3:ObjectCreated:Put"]}
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
    event({ type, spec, path, name }, { resource }, { report }) {
      if (type !== 'minio' || (spec['bucket'] ?? null) !== null) return;
      report({
        resource,
        path,
        what: 'key',
        message: `"${name}" has no bucket: the pod crashes when it starts`,
        help: 'add `bucket: {name: BUCKET}`',
      });
    },
  },
};
