import type { Rule } from '../rule.ts';
import { authIncomplete } from './auth-incomplete.ts';
import { bitbucketAuthMissing } from './bitbucket-auth-missing.ts';
import { calendarIntervalInvalid } from './calendar-interval-invalid.ts';
import { calendarScheduleInvalid } from './calendar-schedule-invalid.ts';
import { calendarWithoutTime } from './calendar-without-time.ts';
import { checkIntervalInvalid } from './check-interval-invalid.ts';
import { directoryRelative } from './directory-relative.ts';
import { duplicateEvent } from './duplicate-event.ts';
import { fieldRequired } from './field-required.ts';
import { fieldsExclusive } from './fields-exclusive.ts';
import { mixedStrategies } from './mixed-strategies.ts';
import { pathAbsolute } from './path-absolute.ts';
import { pathPatternInvalid } from './path-pattern-invalid.ts';
import { saslInvalid } from './sasl-invalid.ts';
import { tlsInvalid } from './tls-invalid.ts';
import { valueUnknown } from './value-unknown.ts';
import { webhookEndpointMissing } from './webhook-endpoint-missing.ts';
import { webhookMissing } from './webhook-missing.ts';
import { webhookPortInvalid } from './webhook-port-invalid.ts';
import { webhookPortMissing } from './webhook-port-missing.ts';

export const EVENT_SOURCE_RULES: readonly Rule[] = [
  authIncomplete,
  bitbucketAuthMissing,
  calendarIntervalInvalid,
  calendarScheduleInvalid,
  calendarWithoutTime,
  checkIntervalInvalid,
  directoryRelative,
  duplicateEvent,
  fieldRequired,
  fieldsExclusive,
  mixedStrategies,
  pathAbsolute,
  pathPatternInvalid,
  saslInvalid,
  tlsInvalid,
  valueUnknown,
  webhookEndpointMissing,
  webhookMissing,
  webhookPortInvalid,
  webhookPortMissing,
];
