import { type JsonObject, textAt } from '../../json.ts';
import {
  groupVersionResource,
  isClusterScoped,
  labelProblem,
  metadataText,
  qualified,
  servedElsewhere,
  withNamespace,
  withOriginLabels,
} from './kubernetes-object.ts';
import { resourceObject } from './resource-object.ts';
import { type Executed, failed, kindPlace, type Round } from './round.ts';

/**
 * Creates, updates, patches or deletes one object.
 * Source: argo-events pkg/sensors/triggers/standard-k8s/standard-k8s.go.
 */
export function k8s(round: Round, template: JsonObject): Executed {
  const operation = textAt(template, 'operation') || 'create';
  const live = template['liveObject'] === true;
  const notes: string[] = [];
  if (live && operation === 'update') {
    notes.push(
      'the parameters are applied to the object as it is in the cluster, of which only this much is known here',
    );
  } else if (live) {
    notes.push('"liveObject" has no effect: it works with the operation "update" only');
  }
  const fetched = resourceObject(round, 'k8s', template);
  if (!fetched.ok) return fetched.executed;
  const { object: given } = fetched;
  const gvr = groupVersionResource(given);
  const name = metadataText(given, 'name');
  const source = kindPlace(round, 'k8s', 'source');

  if (live && operation === 'update') {
    if (name === '') return failed('resource name must be specified for fetching live object', source);
    if (metadataText(given, 'namespace') === '' && !isClusterScoped(gvr)) {
      return failed('resource namespace must be specified for fetching live object', source);
    }
  }
  if (gvr.resource === '' || gvr.version === '') {
    const missing = textAt(given, 'kind') === '' ? '"kind"' : '"apiVersion"';
    const reason = `the object has no ${missing}, so there is no such resource to ${operation}`;
    return failed(`failed to execute trigger, ${NO_RESOURCE}`, source, [reason]);
  }
  const plural = servedElsewhere(given, gvr, round.model);
  if (plural !== undefined) {
    const reason = `the sensor takes "${gvr.resource}" for the plural of "${textAt(given, 'kind')}", but the API server serves it as "${plural}"`;
    return unserved({ operation, live, name, reason, at: source });
  }
  const namespace = isClusterScoped(gvr) ? '' : metadataText(given, 'namespace') || round.namespace;
  const object = withNamespace(given, namespace);
  const resource = qualified(gvr);
  const where = namespace === '' ? '' : ` in namespace ${namespace}`;

  switch (operation) {
    case 'create':
      return create(round, object, { resource, namespace, notes });
    case 'update':
    case 'patch': {
      if (name === '') return nameless(source);
      const strategy = textAt(template, 'patchStrategy') || 'application/merge-patch+json';
      const patch = operation === 'patch' ? patchNotes(strategy, resource) : [];
      return {
        action: { kind: 'k8s', operation, object, resource },
        summary: `would ${operation} ${resource} "${name}"${where}, or create it if it does not exist`,
        notes: [...notes, ...patch],
        result: 'object',
      };
    }
    case 'delete':
      if (name === '') return nameless(source);
      return {
        action: { kind: 'k8s', operation, object, resource },
        summary: `would delete ${resource} "${name}"${where}, if it exists`,
        notes,
        result: 'none',
      };
    default:
      return failed(
        `failed to execute trigger, unknown operation type ${operation}`,
        kindPlace(round, 'k8s', 'operation'),
      );
  }
}

function create(
  round: Round,
  given: JsonObject,
  { resource, namespace, notes }: { resource: string; namespace: string; notes: readonly string[] },
): Executed {
  const source = kindPlace(round, 'k8s', 'source');
  const object = withOriginLabels(given, round.sensor.name, round.name, round.world.now());
  const name = metadataText(object, 'name');
  const prefix = metadataText(object, 'generateName');
  const kind = textAt(object, 'kind');
  const group = resource.includes('.') ? `${kind}.${resource.slice(resource.indexOf('.') + 1)}` : kind;
  if (name === '' && prefix === '') {
    const cause = 'metadata.name: Required value: name or generateName is required';
    return failed(`failed to execute trigger, ${group} "" is invalid: ${cause}`, source);
  }
  for (const label of [round.sensor.name, round.name]) {
    const problem = labelProblem(label);
    if (problem === undefined) continue;
    const cause = `metadata.labels: Invalid value: "${label}": ${problem}`;
    return failed(`failed to execute trigger, ${group} "${name}" is invalid: ${cause}`, source, [
      'the names of the sensor and of the trigger become labels of the object',
    ]);
  }
  if (name !== '') {
    const key = JSON.stringify([resource, namespace, name]);
    if (round.created.has(key)) {
      return failed(`failed to execute trigger, ${resource} "${name}" already exists`, source, [
        'an event before this one created it; "generateName" gives each object a name of its own',
      ]);
    }
    round.created.add(key);
  }
  const where = namespace === '' ? '' : ` in namespace ${namespace}`;
  const named = name === '' ? `"${prefix}…"` : `"${name}"`;
  return {
    action: { kind: 'k8s', operation: 'create', object, resource },
    summary: `would create ${resource} ${named}${where}`,
    notes,
    result: 'object',
  };
}

/** What the API server answers at a path that it does not serve. Source: apimachinery pkg/api/errors (404). */
const NO_RESOURCE = 'the server could not find the requested resource';

/**
 * Every call ends in a 404. The sensor takes that of a read for an object that does not exist, and creates it, or has
 * nothing to delete. Source: standard-k8s.go (Execute).
 */
function unserved({
  operation,
  live,
  name,
  reason,
  at,
}: {
  readonly operation: string;
  readonly live: boolean;
  readonly name: string;
  readonly reason: string;
  readonly at: Executed['at'];
}): Executed {
  if (live && operation === 'update') return failed(NO_RESOURCE, at, [reason]);
  if (['update', 'patch', 'delete'].includes(operation) && name === '') return nameless(at);
  if (operation === 'delete') return { summary: 'deletes nothing', notes: [reason], result: 'none' };
  if (operation === 'create' || operation === 'update' || operation === 'patch')
    return failed(`failed to execute trigger, ${NO_RESOURCE}`, at, [reason]);
  return failed(`failed to execute trigger, unknown operation type ${operation}`, at);
}

function nameless(at: Executed['at']): Executed {
  return failed('failed to execute trigger, failed to retrieve existing object. err: name is required', at);
}

const BUILT_IN = new Set(['', 'apps', 'batch', 'autoscaling', 'policy']);

function patchNotes(strategy: string, resource: string): string[] {
  const group = resource.includes('.') ? resource.slice(resource.indexOf('.') + 1) : '';
  switch (strategy) {
    case 'application/merge-patch+json':
      return ['the whole object is the merge patch: lists in it replace the lists of the cluster'];
    case 'application/json-patch+json':
      return ['a JSON patch has to be a list, and the sensor sends an object: the API server refuses it'];
    case 'application/apply-patch+yaml':
      return [
        'an apply patch needs a field manager, which the sensor does not send: the API server refuses it',
      ];
    case 'application/strategic-merge-patch+json':
      return BUILT_IN.has(group) || group.endsWith('.k8s.io')
        ? []
        : ['custom resources have no strategic merge patch: the API server refuses it'];
    default:
      return [`"${strategy}" is no patch type that the API server knows`];
  }
}
