import { listAt } from '../../json.ts';
import { nearest } from '../../nearest.ts';
import { insteadOf } from '../meant.ts';
import type { Rule } from '../rule.ts';

export const minioEventMisspelt: Rule = {
  id: 'event-source/minio-event-misspelt',
  severity: 'warning',
  summary: 'an event that is a slip away from one of MinIO',
  docs: {
    why: `MinIO refuses to tell of an event that it does not know ("A specified event is not supported for notifications"), and of the others in the list, too, so the event source runs and makes no events. Only what is near to a known name is said: MinIO has new events from time to time.
Source: minio cmd/listen-notification-handlers.go (ListenNotificationHandler), internal/event/name.go (ParseName); argo-events pkg/eventsources/sources/minio/start.go (listenEvents).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  minio:
    drop: {bucket: {name: drop}, endpoint: "minio:9000", accessKey: {name: minio, key: access}, secretKey: {name: minio, key: secret}, insecure: true, events: ["s3:ObjectCreate:Put"]}
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
    event(event, { resource }, { report }) {
      if (event.type !== 'minio') return;
      for (const [index, written] of listAt(event.spec, 'events').entries()) {
        if (typeof written !== 'string' || EVENTS.has(written)) continue;
        const meant = nearest(written, EVENTS);
        if (meant === undefined) continue;
        const path = [...event.path, 'events', index];
        report({
          resource,
          path,
          message: `MinIO has no event "${written}"`,
          ...insteadOf(path, meant),
        });
      }
    },
  },
};

/** Group → its events; `s3:GROUP:*` is all of them. */
const GROUPS: Readonly<Record<string, string>> = {
  ObjectCreated: 'Put Post Copy CompleteMultipartUpload PutRetention PutLegalHold PutTagging DeleteTagging',
  ObjectAccessed: 'Get Head GetRetention GetLegalHold Attributes',
  ObjectRemoved: 'Delete DeleteMarkerCreated DeleteAllVersions NoOP',
  ObjectReplication: 'OperationFailedReplication OperationCompletedReplication',
  Replication:
    'OperationFailedReplication OperationCompletedReplication OperationMissedThreshold OperationReplicatedAfterThreshold OperationNotTracked',
  ObjectRestore: 'Post Completed',
  ObjectTransition: 'Failed Complete',
  LifecycleExpiration: 'Delete DeleteMarkerCreated',
  Scanner: 'ManyVersions LargeVersions BigPrefix',
  BucketCreated: '',
  BucketRemoved: '',
};

const EVENTS: ReadonlySet<string> = new Set([
  ...Object.entries(GROUPS).flatMap(([group, names]) =>
    ['*', ...names.split(' ')].filter((name) => name !== '').map((name) => `s3:${group}:${name}`),
  ),
  's3:LifecycleDelMarkerExpiration:Delete',
  's3:ReducedRedundancyLostObject',
]);
