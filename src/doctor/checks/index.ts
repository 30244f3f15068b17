import type { Check } from '../check.ts';
import { exist } from './accounts/exist.ts';
import { accountPermissions } from './accounts/permissions.ts';
import { kinds } from './cluster/kinds.ts';
import { permissions } from './cluster/permissions.ts';
import { running } from './controllers/running.ts';
import { eventbusConditions } from './eventbus/conditions.ts';
import { replicas } from './eventbus/replicas.ts';
import { eventsourcesConditions } from './eventsources/conditions.ts';
import { eventsourcesPods } from './eventsources/pods.ts';
import { lint } from './manifests/lint.ts';
import { sensorsConditions } from './sensors/conditions.ts';
import { sensorsPods } from './sensors/pods.ts';
import { outcome } from './workflows/outcome.ts';

/** Every check, in the order of an event's way. A new check is a file and a line here. */
export const CHECKS: readonly Check[] = [
  permissions,
  kinds,
  running,
  eventbusConditions,
  replicas,
  eventsourcesConditions,
  eventsourcesPods,
  sensorsConditions,
  sensorsPods,
  exist,
  accountPermissions,
  outcome,
  lint,
];
