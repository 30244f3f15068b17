import { nameOf } from '../cluster/object.ts';
import { encodeGo, isObject, type JsonObject } from '../json.ts';
import { type Kind, LISTED } from './kinds.ts';
import { redactObject, redactText } from './redact.ts';
import type { ClusterState } from './state.ts';

/** A file of a support archive. */
export interface BundleFile {
  readonly path: string;
  readonly text: string;
  /** What is in it, for the list that is shown and goes along. */
  readonly what: string;
}

/** Objects of the cluster itself; of the others only those in namespaces in which Argo or a flow is. */
const CLUSTER_WIDE: ReadonlySet<Kind> = new Set<Kind>([
  'Namespace',
  'Node',
  'StorageClass',
  'PriorityClass',
  'APIService',
  'CustomResourceDefinition',
  'ClusterWorkflowTemplate',
]);
/** Anybody's rights, in numbers. */
const LEFT_OUT: ReadonlySet<Kind> = new Set<Kind>(['ClusterRole', 'ClusterRoleBinding']);

/**
 * The files of a support archive: what doctor said, and what it looked at, redacted. Values of Secrets and ConfigMaps
 * are not in it, as doctor never reads them. Pure; the same for the same cluster.
 *
 * @param report What was printed, as text and as JSON.
 */
export function bundleFiles(
  state: ClusterState,
  report: { readonly text: string; readonly json: string },
): readonly BundleFile[] {
  const homes = new Set(state.controllers.map(({ namespace }) => namespace));
  for (const kind of [
    'EventBus',
    'EventSource',
    'Sensor',
    'Workflow',
    'WorkflowTemplate',
    'CronWorkflow',
  ] as const)
    for (const object of state.objects.get(kind) ?? []) homes.add(nameOf(object).namespace);
  const files: BundleFile[] = [
    { path: 'report.txt', text: redactText(report.text), what: 'what doctor said' },
    { path: 'report.json', text: redactText(report.json), what: 'the same for programs' },
    { path: 'about.json', text: jsonText(aboutOf(state)), what: 'versions, and what could not be read' },
  ];
  for (const { kind } of LISTED) {
    const all = state.objects.get(kind) ?? [];
    const kept = all.filter((object) => CLUSTER_WIDE.has(kind) || homes.has(nameOf(object).namespace));
    if (kept.length === 0 || LEFT_OUT.has(kind)) continue;
    const only = kind === 'Secret' || kind === 'ConfigMap' ? ', names and keys only' : '';
    files.push({
      path: `objects/${kind}.json`,
      text: `${kept.map((object) => encodeGo(redactObject(object))).join('\n')}\n`,
      what: `${kept.length} ${kept.length === 1 ? 'object' : 'objects'}, one a line${only}`,
    });
  }
  for (const { config, configName, namespace } of state.controllers) {
    if (!isObject(config)) continue;
    files.push({
      path: `controllers/${namespace}/${configName}.json`,
      text: jsonText(redactObject(config)),
      what: 'what a controller is configured with',
    });
  }
  for (const { namespace, pod, lines } of state.logs ?? []) {
    files.push({
      path: `logs/${namespace}/${pod}.log`,
      text: lines.map((line) => `${redactText(line)}\n`).join(''),
      what: `the last ${lines.length} lines`,
    });
  }
  const list = files.map(({ path, what }) => `${path}: ${what}\n`).join('');
  return [{ path: 'README.txt', text: `${ABOUT}\n${list}`, what: 'this list' }, ...files];
}

const ABOUT = `A support archive of argoflow doctor. What may be secret stands as *** in it: values of environment variables, fields
that sound like secrets, credentials in addresses, data of events in logs. Values of Secrets and ConfigMaps were never read.
Names of objects, namespaces, images and hosts are in it: read it before you give it away.
`;

function aboutOf({ context, version, unready, now, skew, namespace, unread }: ClusterState): JsonObject {
  return {
    context,
    kubernetes: version,
    unready,
    time: new Date(now).toISOString(),
    clockSkewMilliseconds: skew ?? null,
    namespace: namespace ?? null,
    unread: Object.fromEntries(
      [...unread].map(([kind, { reason, message }]) => [kind, `${reason}: ${message}`]),
    ),
  };
}

function jsonText(object: JsonObject): string {
  return `${JSON.stringify(JSON.parse(encodeGo(object)), undefined, 2)}\n`;
}
