import type { Rule } from '../rule.ts';
import { amqpExchangeUnnamed } from './amqp-exchange-unnamed.ts';
import { amqpNeverAcknowledged } from './amqp-never-acknowledged.ts';
import { authIncomplete } from './auth-incomplete.ts';
import { backoffInvalid } from './backoff-invalid.ts';
import { backoffNanoseconds } from './backoff-nanoseconds.ts';
import { bitbucketAuthMissing } from './bitbucket-auth-missing.ts';
import { brokerUrl } from './broker-url.ts';
import { calendarCatchup } from './calendar-catchup.ts';
import { calendarExclusionIgnored } from './calendar-exclusion-ignored.ts';
import { calendarExclusionInvalid } from './calendar-exclusion-invalid.ts';
import { calendarIntervalIgnored } from './calendar-interval-ignored.ts';
import { calendarIntervalInvalid } from './calendar-interval-invalid.ts';
import { calendarIntervalTooShort } from './calendar-interval-too-short.ts';
import { calendarNever } from './calendar-never.ts';
import { calendarScheduleInvalid } from './calendar-schedule-invalid.ts';
import { calendarTimezoneOverridden } from './calendar-timezone-overridden.ts';
import { calendarTimezoneUnknown } from './calendar-timezone-unknown.ts';
import { calendarWithoutTime } from './calendar-without-time.ts';
import { checkIntervalInvalid } from './check-interval-invalid.ts';
import { credentialsMissing } from './credentials-missing.ts';
import { directoryRelative } from './directory-relative.ts';
import { duplicateEvent } from './duplicate-event.ts';
import { fieldRequired } from './field-required.ts';
import { fieldsExclusive } from './fields-exclusive.ts';
import { fileDirectorySlash } from './file-directory-slash.ts';
import { fileEventType } from './file-event-type.ts';
import { filePathNested } from './file-path-nested.ts';
import { filterConstant } from './filter-constant.ts';
import { filterEmpty } from './filter-empty.ts';
import { filterHeaderList } from './filter-header-list.ts';
import { filterNotBoolean } from './filter-not-boolean.ts';
import { filterSyntax } from './filter-syntax.ts';
import { filterUnknownKey } from './filter-unknown-key.ts';
import { genericInsecure } from './generic-insecure.ts';
import { gerritHookUnnamed } from './gerrit-hook-unnamed.ts';
import { githubEventMisspelt } from './github-event-misspelt.ts';
import { gitlabEventUnknown } from './gitlab-event-unknown.ts';
import { gitlabTokenUnchecked } from './gitlab-token-unchecked.ts';
import { hookInactive } from './hook-inactive.ts';
import { hookNotMade } from './hook-not-made.ts';
import { hookUrl } from './hook-url.ts';
import { kafkaBrokerAddress } from './kafka-broker-address.ts';
import { kafkaConfigInvalid } from './kafka-config-invalid.ts';
import { kafkaFieldIgnored } from './kafka-field-ignored.ts';
import { kafkaGroupUnnamed } from './kafka-group-unnamed.ts';
import { kafkaPartitionInvalid } from './kafka-partition-invalid.ts';
import { kafkaRebalanceUnknown } from './kafka-rebalance-unknown.ts';
import { kafkaVersionInvalid } from './kafka-version-invalid.ts';
import { listEmpty } from './list-empty.ts';
import { messagesShared } from './messages-shared.ts';
import { minioBucketMissing } from './minio-bucket-missing.ts';
import { minioEndpoint } from './minio-endpoint.ts';
import { minioEventMisspelt } from './minio-event-misspelt.ts';
import { mixedStrategies } from './mixed-strategies.ts';
import { mqttClientShared } from './mqtt-client-shared.ts';
import { noEvents } from './no-events.ts';
import { nsqAddress } from './nsq-address.ts';
import { pathAbsolute } from './path-absolute.ts';
import { pathPatternInvalid } from './path-pattern-invalid.ts';
import { pubsubTopicName } from './pubsub-topic-name.ts';
import { pulsarTls } from './pulsar-tls.ts';
import { redisChannelPattern } from './redis-channel-pattern.ts';
import { replicasStandby } from './replicas-standby.ts';
import { resourceEventType } from './resource-event-type.ts';
import { resourceFieldFilter } from './resource-field-filter.ts';
import { resourceFieldNumber } from './resource-field-number.ts';
import { resourceLabelSelector } from './resource-label-selector.ts';
import { resourceName } from './resource-name.ts';
import { saslInvalid } from './sasl-invalid.ts';
import { serviceMissing } from './service-missing.ts';
import { servicePortMismatch } from './service-port-mismatch.ts';
import { servicePortsInvalid } from './service-ports-invalid.ts';
import { serviceSelector } from './service-selector.ts';
import { serviceWithoutPorts } from './service-without-ports.ts';
import { sftpPollInterval } from './sftp-poll-interval.ts';
import { sftpSshKey } from './sftp-ssh-key.ts';
import { snsTopic } from './sns-topic.ts';
import { sqsQueueName } from './sqs-queue-name.ts';
import { sqsWaitTime } from './sqs-wait-time.ts';
import { tlsIgnored } from './tls-ignored.ts';
import { tlsInvalid } from './tls-invalid.ts';
import { valueUnknown } from './value-unknown.ts';
import { webhookEndpointBraces } from './webhook-endpoint-braces.ts';
import { webhookEndpointHealth } from './webhook-endpoint-health.ts';
import { webhookEndpointMissing } from './webhook-endpoint-missing.ts';
import { webhookEndpointQuery } from './webhook-endpoint-query.ts';
import { webhookEndpointSlash } from './webhook-endpoint-slash.ts';
import { webhookEndpointUnclean } from './webhook-endpoint-unclean.ts';
import { webhookEndpointVariable } from './webhook-endpoint-variable.ts';
import { webhookMethodMissing } from './webhook-method-missing.ts';
import { webhookMethodUnsupported } from './webhook-method-unsupported.ts';
import { webhookMissing } from './webhook-missing.ts';
import { webhookOpen } from './webhook-open.ts';
import { webhookPayloadLimit } from './webhook-payload-limit.ts';
import { webhookPayloadOverBus } from './webhook-payload-over-bus.ts';
import { webhookPortInvalid } from './webhook-port-invalid.ts';
import { webhookPortMissing } from './webhook-port-missing.ts';
import { webhookPortRange } from './webhook-port-range.ts';
import { webhookPortReserved } from './webhook-port-reserved.ts';
import { webhookPortShared } from './webhook-port-shared.ts';
import { webhookRouteTaken } from './webhook-route-taken.ts';
import { webhookTlsHalf } from './webhook-tls-half.ts';
import { webhookTlsMixed } from './webhook-tls-mixed.ts';
import { webhookTokenNeverSent } from './webhook-token-never-sent.ts';

export const EVENT_SOURCE_RULES: readonly Rule[] = [
  amqpExchangeUnnamed,
  amqpNeverAcknowledged,
  authIncomplete,
  backoffInvalid,
  backoffNanoseconds,
  bitbucketAuthMissing,
  brokerUrl,
  calendarCatchup,
  calendarExclusionIgnored,
  calendarExclusionInvalid,
  calendarIntervalIgnored,
  calendarIntervalInvalid,
  calendarIntervalTooShort,
  calendarNever,
  calendarScheduleInvalid,
  calendarTimezoneOverridden,
  calendarTimezoneUnknown,
  calendarWithoutTime,
  checkIntervalInvalid,
  credentialsMissing,
  directoryRelative,
  duplicateEvent,
  fieldRequired,
  fieldsExclusive,
  fileDirectorySlash,
  fileEventType,
  filePathNested,
  filterConstant,
  filterEmpty,
  filterHeaderList,
  filterNotBoolean,
  filterSyntax,
  filterUnknownKey,
  genericInsecure,
  gerritHookUnnamed,
  githubEventMisspelt,
  gitlabEventUnknown,
  gitlabTokenUnchecked,
  hookInactive,
  hookNotMade,
  hookUrl,
  kafkaBrokerAddress,
  kafkaConfigInvalid,
  kafkaFieldIgnored,
  kafkaGroupUnnamed,
  kafkaPartitionInvalid,
  kafkaRebalanceUnknown,
  kafkaVersionInvalid,
  listEmpty,
  messagesShared,
  minioBucketMissing,
  minioEndpoint,
  minioEventMisspelt,
  mixedStrategies,
  mqttClientShared,
  noEvents,
  nsqAddress,
  pathAbsolute,
  pathPatternInvalid,
  pubsubTopicName,
  pulsarTls,
  redisChannelPattern,
  replicasStandby,
  resourceEventType,
  resourceFieldFilter,
  resourceFieldNumber,
  resourceLabelSelector,
  resourceName,
  saslInvalid,
  serviceMissing,
  servicePortMismatch,
  servicePortsInvalid,
  serviceSelector,
  serviceWithoutPorts,
  sftpPollInterval,
  sftpSshKey,
  snsTopic,
  sqsQueueName,
  sqsWaitTime,
  tlsIgnored,
  tlsInvalid,
  valueUnknown,
  webhookEndpointBraces,
  webhookEndpointHealth,
  webhookEndpointMissing,
  webhookEndpointQuery,
  webhookEndpointSlash,
  webhookEndpointUnclean,
  webhookEndpointVariable,
  webhookMethodMissing,
  webhookMethodUnsupported,
  webhookMissing,
  webhookOpen,
  webhookPayloadLimit,
  webhookPayloadOverBus,
  webhookPortInvalid,
  webhookPortMissing,
  webhookPortRange,
  webhookPortReserved,
  webhookPortShared,
  webhookRouteTaken,
  webhookTlsHalf,
  webhookTlsMixed,
  webhookTokenNeverSent,
];
