import type { Rule } from '../rule.ts';
import { fieldRequired } from './field-required.ts';
import { kafkaConditions } from './kafka-conditions.ts';
import { mismatch } from './mismatch.ts';
import { nameRefused } from './name-refused.ts';
import { nativeReplicas } from './native-replicas.ts';
import { natsAmbiguous } from './nats-ambiguous.ts';
import { natsEmpty } from './nats-empty.ts';
import { noKind } from './no-kind.ts';
import { replicasRefused } from './replicas-refused.ts';
import { severalKinds } from './several-kinds.ts';
import { streamReplicas } from './stream-replicas.ts';
import { streamSettingUnknown } from './stream-setting-unknown.ts';
import { unusedEvent } from './unused-event.ts';
import { versionUnsupported } from './version-unsupported.ts';
import { wildcardDependency } from './wildcard-dependency.ts';
import { workQueue } from './work-queue.ts';

export const EVENT_BUS_RULES: readonly Rule[] = [
  kafkaConditions,
  mismatch,
  nameRefused,
  nativeReplicas,
  severalKinds,
  streamReplicas,
  streamSettingUnknown,
  unusedEvent,
  wildcardDependency,
  workQueue,
  noKind,
  natsAmbiguous,
  natsEmpty,
  fieldRequired,
  replicasRefused,
  versionUnsupported,
];
