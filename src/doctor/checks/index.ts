import type { Check } from '../check.ts';
import { bindings } from './accounts/bindings.ts';
import { exist } from './accounts/exist.ts';
import { accountPermissions } from './accounts/permissions.ts';
import { renewed } from './accounts/renewed.ts';
import { apiServices } from './cluster/api-services.ts';
import { clock } from './cluster/clock.ts';
import { dns } from './cluster/dns.ts';
import { nodes } from './cluster/nodes.ts';
import { ownRights } from './cluster/own-rights.ts';
import { permissions } from './cluster/permissions.ts';
import { ready } from './cluster/ready.ts';
import { lease } from './controllers/lease.ts';
import { controllersLogErrors } from './controllers/log-errors.ts';
import { controllersReplicas } from './controllers/replicas.ts';
import { controllersRestarts } from './controllers/restarts.ts';
import { controllersRights } from './controllers/rights.ts';
import { running } from './controllers/running.ts';
import { server } from './controllers/server.ts';
import { webhook } from './controllers/webhook.ts';
import { eventbusConditions } from './eventbus/conditions.ts';
import { eventbusDeletion } from './eventbus/deletion.ts';
import { emptied } from './eventbus/emptied.ts';
import { eventbusExists } from './eventbus/exists.ts';
import { eventbusObjects } from './eventbus/objects.ts';
import { eventbusPods } from './eventbus/pods.ts';
import { replicas } from './eventbus/replicas.ts';
import { eventbusService } from './eventbus/service.ts';
import { eventbusUnused } from './eventbus/unused.ts';
import { eventbusVersion } from './eventbus/version.ts';
import { eventsourcesConditions } from './eventsources/conditions.ts';
import { eventsourcesConfigMaps } from './eventsources/config-maps.ts';
import { eventsourcesImage } from './eventsources/image.ts';
import { eventsourcesLogErrors } from './eventsources/log-errors.ts';
import { eventsourcesPods } from './eventsources/pods.ts';
import { eventsourcesReplicas } from './eventsources/replicas.ts';
import { eventsourcesRestarts } from './eventsources/restarts.ts';
import { eventsourcesSecrets } from './eventsources/secrets.ts';
import { eventsourcesService } from './eventsources/service.ts';
import { configuration } from './installation/configuration.ts';
import { definitions } from './installation/definitions.ts';
import { duplicates } from './installation/duplicates.ts';
import { kinds } from './installation/kinds.ts';
import { owner } from './installation/owner.ts';
import { priorityClass } from './installation/priority-class.ts';
import { scope } from './installation/scope.ts';
import { lint } from './manifests/lint.ts';
import { ingresses } from './network/ingresses.ts';
import { policies } from './network/policies.ts';
import { sidecars } from './network/sidecars.ts';
import { openWebhooks } from './security/open-webhooks.ts';
import { podSecurity } from './security/pod-security.ts';
import { sensorsConditions } from './sensors/conditions.ts';
import { sensorsConfigMaps } from './sensors/config-maps.ts';
import { sensorsDependencies } from './sensors/dependencies.ts';
import { sensorsImage } from './sensors/image.ts';
import { instanceId } from './sensors/instance-id.ts';
import { sensorsLogErrors } from './sensors/log-errors.ts';
import { sensorsPods } from './sensors/pods.ts';
import { sensorsRestarts } from './sensors/restarts.ts';
import { sensorsSecrets } from './sensors/secrets.ts';
import { sensorsTargets } from './sensors/targets.ts';
import { sensorsTemplates } from './sensors/templates.ts';
import { claims } from './storage/claims.ts';
import { notKept } from './storage/not-kept.ts';
import { orphans } from './storage/orphans.ts';
import { floating } from './versions/floating.ts';
import { knownFaults } from './versions/known-faults.ts';
import { kubernetes } from './versions/kubernetes.ts';
import { nodeVersions } from './versions/nodes.ts';
import { pair } from './versions/pair.ts';
import { artifactRepository } from './workflows/artifact-repository.ts';
import { workflowsConfigMaps } from './workflows/config-maps.ts';
import { cron } from './workflows/cron.ts';
import { executorRights } from './workflows/executor-rights.ts';
import { outcome } from './workflows/outcome.ts';
import { pile } from './workflows/pile.ts';
import { workflowsPods } from './workflows/pods.ts';
import { workflowsSecrets } from './workflows/secrets.ts';
import { workflowsSeen } from './workflows/seen.ts';
import { workflowsTerminating } from './workflows/terminating.ts';

/** Every check, in the order of an event's way. A new check is a file and a line here. */
export const CHECKS: readonly Check[] = [
  ready,
  clock,
  permissions,
  ownRights,
  nodes,
  apiServices,
  dns,
  kinds,
  definitions,
  scope,
  duplicates,
  configuration,
  priorityClass,
  owner,
  running,
  controllersRights,
  lease,
  controllersReplicas,
  controllersRestarts,
  server,
  webhook,
  controllersLogErrors,
  kubernetes,
  nodeVersions,
  pair,
  knownFaults,
  floating,
  eventbusExists,
  eventbusConditions,
  eventbusVersion,
  replicas,
  eventbusPods,
  emptied,
  eventbusService,
  eventbusObjects,
  eventbusDeletion,
  eventbusUnused,
  claims,
  notKept,
  orphans,
  policies,
  sidecars,
  ingresses,
  eventsourcesConditions,
  eventsourcesPods,
  eventsourcesRestarts,
  eventsourcesSecrets,
  eventsourcesConfigMaps,
  eventsourcesService,
  eventsourcesImage,
  eventsourcesReplicas,
  eventsourcesLogErrors,
  sensorsConditions,
  sensorsPods,
  sensorsRestarts,
  sensorsSecrets,
  sensorsConfigMaps,
  sensorsDependencies,
  sensorsTemplates,
  sensorsTargets,
  instanceId,
  sensorsImage,
  sensorsLogErrors,
  exist,
  renewed,
  accountPermissions,
  bindings,
  podSecurity,
  openWebhooks,
  workflowsSeen,
  outcome,
  workflowsPods,
  executorRights,
  workflowsSecrets,
  artifactRepository,
  workflowsConfigMaps,
  workflowsTerminating,
  cron,
  pile,
  lint,
];
