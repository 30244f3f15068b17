import { objectAt, textAt } from '../../json.ts';
import type { EventDefinition, EventSource } from '../../model/kinds/event-source.ts';
import { electionOfEventSource } from './leader-election.ts';
import type { Caller, Ledger } from './ledger.ts';

/**
 * Event sources read their secrets and config maps from volumes; only watched resources, the catch-up of calendars
 * and leader election call the API server.
 * Source: argo-events pkg/eventsources/sources (rest.InClusterConfig), pkg/shared/util/util.go.
 */
export function needsOfEventSource(ledger: Ledger, source: EventSource): void {
  const { resource } = source;
  const namespace = ledger.model.namespaceOf(resource);
  const account = { namespace, name: source.serviceAccountName };
  const caller: Caller = { account, part: 'event source' };
  ledger.use(caller, { resource, path: ['spec', 'template', 'serviceAccountName'] });
  for (const event of source.events) {
    if (event.type === 'resource') watched(ledger, source, event, caller);
    if (event.type === 'calendar') catchUp(ledger, source, event, caller);
  }
  electionOfEventSource(ledger, source, account);
}

/**
 * An informer in the namespace that is written, or in all of them when none is.
 * Source: argo-events pkg/eventsources/sources/resource/start.go.
 */
function watched(ledger: Ledger, { resource }: EventSource, event: EventDefinition, caller: Caller): void {
  const { spec, name, path } = event;
  const target = {
    group: textAt(spec, 'group'),
    resource: textAt(spec, 'resource'),
    namespace: textAt(spec, 'namespace'),
  };
  if (target.resource === '') return;
  const where = target.namespace === '' ? 'all namespaces' : `namespace "${target.namespace}"`;
  const reason = `the event "${name}" watches ${target.resource} in ${where}`;
  ledger.need(caller, ['list', 'watch'], target, reason, { resource, path: [...path, 'resource'] });
}

/** Source: argo-events pkg/eventsources/persist/event_persist.go. */
function catchUp(ledger: Ledger, { resource }: EventSource, event: EventDefinition, caller: Caller): void {
  const configMap = objectAt(objectAt(event.spec, 'persistence'), 'configMap');
  const name = textAt(configMap, 'name');
  if (name === '') return;
  const target = { resource: 'configmaps', namespace: ledger.model.namespaceOf(resource), name };
  const verbs = ['get', 'update', ...(configMap?.['createIfNotExist'] === true ? ['create'] : [])];
  const reason = `the event "${event.name}" keeps the time of its last run in the config map "${name}"`;
  ledger.need(caller, verbs, target, reason, { resource, path: [...event.path, 'persistence', 'configMap'] });
}
