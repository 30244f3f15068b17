import type { Edit } from '../../diagnostic.ts';
import { type JsonObject, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const resourceName: Rule = {
  id: 'event-source/resource-name',
  severity: 'error',
  summary: 'a resource that is not called so',
  docs: {
    why: `"resource" is the name in the URL of the API: in small letters and plural. "group" and "version" are the two parts of an apiVersion; the group of pods, secrets and services is empty. With anything else the API server answers "the server could not find the requested resource", again and again, and there are no events.
Source: argo-events pkg/eventsources/sources/resource/start.go (StartListening).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  resource:
    done: {group: argoproj.io, version: v1alpha1, resource: Workflow, eventTypes: [ADD]}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  resource:
    done: {group: argoproj.io, version: v1alpha1, resource: workflows, eventTypes: [ADD]}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      if (type !== 'resource') return;
      for (const { key, message, meant } of problemsOf(spec)) {
        const at = [...path, key];
        const edits = meant.map(([name, value]): Edit => ({ kind: 'set', path: [...path, name], value }));
        const texts = meant.map(([name, value]) => `"${name}: ${value === '' ? "''" : value}"`).join(' and ');
        report({
          resource,
          path: at,
          message,
          ...(meant.length > 0 && {
            help: `write ${texts}`,
            fix: { message: `write ${texts}`, safe: true, edits },
          }),
        });
      }
    },
  },
};

interface Problem {
  readonly key: string;
  readonly message: string;
  readonly meant: readonly (readonly [name: string, value: string])[];
}

function problemsOf(spec: JsonObject): readonly Problem[] {
  const group = textAt(spec, 'group');
  const version = textAt(spec, 'version');
  const resource = textAt(spec, 'resource');
  const found: Problem[] = [];
  const slash = version.indexOf('/');
  if (slash >= 0) {
    const parts = [
      ['group', version.slice(0, slash)] as const,
      ['version', version.slice(slash + 1)] as const,
    ];
    const meant = group === '' || group === parts[0]?.[1] ? parts : [];
    found.push({ key: 'version', message: `"${version}" is a group and a version`, meant });
  }
  if (group.includes('/')) {
    const [name = '', number = ''] = group.split('/');
    const meant = number === version ? [['group', name] as const] : [];
    found.push({ key: 'group', message: `"${group}" is a group and a version`, meant });
  } else if (group === 'core' || group === 'v1') {
    found.push({ key: 'group', message: `no group is called "${group}"`, meant: [['group', '']] });
  }
  if (resource === '') return found;
  const plural = PLURALS.get(resource.toLowerCase());
  if (plural !== undefined) {
    const message = `"${resource}" is the name of a kind: the API calls it "${plural}"`;
    found.push({ key: 'resource', message, meant: [['resource', plural]] });
  } else if (resource !== resource.toLowerCase()) {
    const lower = resource.toLowerCase();
    const message = `the API has no resource "${resource}": they are written in small letters, and plural`;
    found.push({ key: 'resource', message, meant: lower.endsWith('s') ? [['resource', lower]] : [] });
  }
  return found;
}

/** Kinds that are watched often. Source: Kubernetes API, argo-workflows and argo-events register.go. */
const PLURALS: ReadonlyMap<string, string> = new Map([
  ...[
    'pod',
    'secret',
    'configmap',
    'service',
    'serviceaccount',
    'namespace',
    'node',
    'event',
    'persistentvolume',
    'persistentvolumeclaim',
    'deployment',
    'statefulset',
    'daemonset',
    'replicaset',
    'job',
    'cronjob',
    'role',
    'rolebinding',
    'clusterrole',
    'clusterrolebinding',
    'workflow',
    'workflowtemplate',
    'clusterworkflowtemplate',
    'cronworkflow',
    'sensor',
    'eventsource',
    'application',
    'rollout',
    'customresourcedefinition',
  ].map((one) => [one, `${one}s`] as const),
  ['ingress', 'ingresses'],
  ['ingressclass', 'ingressclasses'],
  ['storageclass', 'storageclasses'],
  ['networkpolicy', 'networkpolicies'],
  ['eventbuses', 'eventbus'],
]);
