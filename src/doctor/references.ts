import { nameOf } from '../cluster/object.ts';
import { isObject, textOf, valueAt } from '../json.ts';
import type { Link } from '../model/links.ts';
import { nearest } from '../nearest.ts';
import type { Finding } from './finding.ts';
import { keysOf } from './keys.ts';
import { kubectl } from './kubectl.ts';
import { type ClusterState, objectsByName, objectsOf } from './state.ts';

/** The Workflow family, whose objects refer to things alike. */
const WORKFLOWS: ReadonlySet<string> = new Set([
  'Workflow',
  'WorkflowTemplate',
  'ClusterWorkflowTemplate',
  'CronWorkflow',
]);

/**
 * Secrets or ConfigMaps that objects of a kind name and that are not there, or lack the key. Those of a Workflow that
 * a Sensor creates are the Workflow's.
 */
export function missingReferences(
  state: ClusterState,
  from: 'EventSource' | 'Sensor' | 'Workflow',
  kind: 'Secret' | 'ConfigMap',
): readonly Finding[] {
  const told = new Set<string>();
  const there = objectsByName(state, kind);
  return state.model.links.flatMap((link): Finding[] => {
    if (link.to.kind !== kind || link.optional || !isFrom(link, from)) return [];
    // In a Workflow that ended nothing is missing any more.
    if (WORKFLOWS.has(link.from.kind) && hasEnded(state, link)) return [];
    const { namespace, name } = link.to;
    if (name === '' || name.includes('{{') || name === 'kube-root-ca.crt') return [];
    if (state.namespace !== undefined && namespace !== state.namespace) return [];
    const found = there.get(`${namespace}/${name}`);
    const key = keyAsked(link);
    const keys = found === undefined ? undefined : keysOf(found);
    const lacksKey = found !== undefined && keys !== undefined && key !== '' && !keys.includes(key);
    if (found !== undefined && !lacksKey) return [];
    const object = link.at.resource ?? '';
    const said = `${object} ${namespace}/${name} ${found === undefined ? '' : key}`;
    if (told.has(said)) return [];
    told.add(said);
    const names = [...there.keys()]
      .filter((one) => one.startsWith(`${namespace}/`))
      .map((one) => one.slice(namespace.length + 1));
    const near = found === undefined ? nearest(name, names) : nearest(key, keys ?? []);
    const word = kind.toLowerCase();
    const make = key === '' ? name : `${name} --from-literal=${key}=…`;
    return [
      {
        severity: 'error',
        title:
          found === undefined
            ? `${kind} "${name}" is not in namespace "${namespace}"`
            : `${kind} "${name}" has no key "${key}"`,
        object,
        evidence: [
          `named in ${(link.at.path ?? []).join('.')}`,
          ...(found !== undefined ? [`it has: ${keys?.join(', ')}`] : []),
        ],
        hint:
          near === undefined
            ? `make it: what waits for it goes on by itself`
            : `did you mean "${near}"? Or make it: what waits for it goes on by itself`,
        command:
          found === undefined
            ? kubectl(state, `create ${word}${kind === 'Secret' ? ' generic' : ''} ${make}`, namespace)
            : kubectl(state, `describe ${word} ${name}`, namespace),
      },
    ];
  });
}

function isFrom({ from, via }: Link, kind: 'EventSource' | 'Sensor' | 'Workflow'): boolean {
  if (kind === 'Workflow') return WORKFLOWS.has(from.kind) || via !== undefined;
  return via === undefined && from.kind === kind;
}

/** The key beside the name, where one is asked for. */
function keyAsked({ from, at }: Link): string {
  const path = at.path ?? [];
  for (const selector of [valueAt(from.value, path), valueAt(from.value, path.slice(0, -1))]) {
    if (isObject(selector) && typeof selector['name'] === 'string') return textOf(selector['key']);
  }
  return '';
}

function hasEnded(state: ClusterState, { from }: Link): boolean {
  const live = objectsOf(state, 'Workflow').find(
    (one) => nameOf(one).name === from.name && nameOf(one).namespace === (from.namespace ?? ''),
  );
  const phase = live === undefined ? '' : textOf(valueAt(live, ['status', 'phase']));
  return ['Succeeded', 'Failed', 'Error'].includes(phase);
}
