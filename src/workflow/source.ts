import type { Path, Place } from '../diagnostic.ts';
import {
  bareObject,
  type JsonObject,
  objectAt,
  objectsAt,
  own,
  textAt,
  textMap,
  withMembers,
} from '../json.ts';
import type { RunOptions, WorkflowSource } from './run-request.ts';

/** The Workflow that comes into being, and where its parts stand in what a person wrote. */
export interface WorkflowObject {
  readonly object: JsonObject;
  readonly spec: JsonObject;
  readonly metadata: JsonObject;
  readonly kind: string;
  readonly namespace: string;
  /** The place of a path below `spec` or `metadata`; undefined parts of a converted object stand at the source's. */
  readonly at: (path: Path) => Place;
  /** True for objects that only hold templates: their own validation forgives missing arguments. */
  readonly fromTemplate: boolean;
}

const LABELS_OF_CRON = [
  'workflows.argoproj.io/creator',
  'workflows.argoproj.io/creator-email',
  'workflows.argoproj.io/creator-preferred-username',
];

/**
 * What `argo submit`, `argo submit --from` or the schedule of a CronWorkflow creates.
 * Source: argo-workflows workflow/common/convert.go.
 */
export function workflowOf(source: WorkflowSource, options: RunOptions): WorkflowObject {
  const workflow = converted(source, options.now);
  const given = Object.entries(options.parameters ?? {});
  if (given.length === 0) return workflow;
  // Source: argo-workflows workflow/util/util.go (overrideParameters): what is given goes first.
  const argumentsOfSpec = objectAt(workflow.spec, 'arguments') ?? {};
  const parameters = [
    ...given.map(([name, value]): JsonObject => ({ name, value })),
    ...objectsAt(argumentsOfSpec, 'parameters').filter(
      (one) => !given.some(([name]) => name === textAt(one, 'name')),
    ),
  ];
  return {
    ...workflow,
    spec: withMembers(workflow.spec, { arguments: withMembers(argumentsOfSpec, { parameters }) }),
  };
}

/** The object as it is written, with the spec of its own kind. */
export function writtenAs({ object, namespace, at }: WorkflowSource): WorkflowObject {
  const kind = textAt(object, 'kind');
  const metadata = objectAt(object, 'metadata') ?? {};
  return {
    object,
    spec: objectAt(object, 'spec') ?? {},
    metadata,
    kind,
    namespace: textAt(metadata, 'namespace') || namespace,
    at,
    fromTemplate: kind === 'WorkflowTemplate' || kind === 'ClusterWorkflowTemplate',
  };
}

function converted(source: WorkflowSource, now: string | undefined): WorkflowObject {
  const { object, at } = source;
  const kind = textAt(object, 'kind');
  const metadata = objectAt(object, 'metadata') ?? {};
  const namespace = textAt(metadata, 'namespace') || source.namespace;
  const name = textAt(metadata, 'name');
  if (kind === 'WorkflowTemplate' || kind === 'ClusterWorkflowTemplate') {
    const cluster = kind === 'ClusterWorkflowTemplate';
    const label = cluster ? 'cluster-workflow-template' : 'workflow-template';
    const spec: JsonObject = { workflowTemplateRef: { name, ...(cluster && { clusterScope: true }) } };
    return made(kind, namespace, spec, {
      generateName: `${name}-`,
      labels: { [`workflows.argoproj.io/${label}`]: name },
      annotations: {},
    });
  }
  if (kind === 'CronWorkflow') {
    const spec = objectAt(object, 'spec');
    const workflowMetadata = objectAt(spec, 'workflowMetadata');
    const labels = bareObject();
    for (const [key, value] of textMap(metadata, 'labels'))
      if (LABELS_OF_CRON.includes(key)) labels[key] = value;
    labels['workflows.argoproj.io/cron-workflow'] = name;
    for (const [key, value] of textMap(workflowMetadata, 'labels')) labels[key] = value;
    return {
      ...made(kind, namespace, objectAt(spec, 'workflowSpec') ?? {}, {
        generateName: `${name}-`,
        labels,
        annotations: {
          ...(now !== undefined && { 'workflows.argoproj.io/scheduled-time': now }),
          ...Object.fromEntries(textMap(workflowMetadata, 'annotations')),
        },
      }),
      at: (path) => at(path[0] === 'spec' ? ['spec', 'workflowSpec', ...path.slice(1)] : path),
    };
  }
  const spec = objectAt(object, 'spec') ?? {};
  return { object, spec, metadata, kind, namespace, at, fromTemplate: false };

  function made(of: string, where: string, workflowSpec: JsonObject, meta: JsonObject): WorkflowObject {
    return {
      object: withMembers(object, { metadata: meta, spec: workflowSpec, kind: 'Workflow' }),
      spec: workflowSpec,
      metadata: meta,
      kind: of,
      namespace: where,
      at,
      fromTemplate: of !== 'CronWorkflow',
    };
  }
}

/** `spec.suspend` of anything but a Workflow means something else there. */
export function isSuspended(workflow: WorkflowObject): boolean {
  return workflow.kind === 'Workflow' && own(workflow.spec, 'suspend') === true;
}
