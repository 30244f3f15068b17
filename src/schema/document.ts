import { jsonSchemaOf, type KindSchemas } from './json-schema.ts';
import { openRelease, type Product } from './releases.ts';
import type { JsonSchema } from './scalar.ts';
import type { ShapeOptions } from './schema.ts';

/** The kinds of Argo that there are schema documents of, in the order in which an event meets them. */
export const DOCUMENT_KINDS = [
  'EventSource',
  'EventBus',
  'Sensor',
  'Workflow',
  'WorkflowTemplate',
  'ClusterWorkflowTemplate',
  'CronWorkflow',
  'WorkflowEventBinding',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

const EVENTS: readonly DocumentKind[] = ['EventSource', 'EventBus', 'Sensor'];
const API_VERSION = 'argoproj.io/v1alpha1';
const DRAFT = 'http://json-schema.org/draft-07/schema#';

/** What a sensor may hold as a whole: the object of an Argo Workflow or Kubernetes trigger. */
const EMBEDDED: readonly DocumentKind[] = ['Workflow', 'WorkflowTemplate', 'CronWorkflow'];

/** The type whose field `resource` holds such an object. */
const HOLDER = 'events.ArtifactLocation';

type Releases = Pick<ShapeOptions, 'argoEvents' | 'argoWorkflows'>;
type Definitions = Readonly<Record<string, JsonSchema>>;

/**
 * A JSON Schema (draft 7) that stands alone, of objects of one kind. Throws a UserError for a release that there is no
 * table of.
 */
export function kindDocument(kind: DocumentKind, releases: Releases = {}): JsonSchema {
  const { root, definitions } = definitionsOf(kind, releases);
  return {
    $schema: DRAFT,
    title: `${kind} of ${API_VERSION}`,
    type: 'object',
    required: ['apiVersion', 'kind'],
    properties: { apiVersion: { const: API_VERSION }, kind: { const: kind } },
    allOf: [{ $ref: root }],
    definitions,
  };
}

/**
 * A JSON Schema (draft 7) of any manifest: it judges objects of Argo by their kind, one file with several documents
 * too, and lets everything else pass. Throws a UserError for a release that there is no table of.
 */
export function manifestDocument(releases: Releases = {}): JsonSchema {
  const parts = DOCUMENT_KINDS.map((kind) => ({ kind, ...definitionsOf(kind, releases) }));
  return {
    $schema: DRAFT,
    title: 'manifests of Argo Events and Argo Workflows',
    type: ['object', 'null'],
    properties: { apiVersion: { type: 'string' }, kind: { type: 'string' } },
    allOf: parts.map(({ kind, root }) => whereKindIs(kind, root)),
    definitions: Object.assign({}, ...parts.map(({ definitions }) => definitions)) as Definitions,
  };
}

function whereKindIs(kind: DocumentKind, root: string): JsonSchema {
  return {
    if: {
      required: ['apiVersion', 'kind'],
      properties: { apiVersion: { const: API_VERSION }, kind: { const: kind } },
    },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema, in data that nobody awaits
    then: { $ref: root },
  };
}

/** The definitions that a kind needs; those of the two products keep apart, as they rest on other releases of Kubernetes. */
function definitionsOf(kind: DocumentKind, releases: Releases): { root: string; definitions: Definitions } {
  if (!EVENTS.includes(kind)) return partOf(tableOf('argo-workflows', releases), kind, 'workflows.');
  const part = partOf(tableOf('argo-events', releases), kind, 'events.');
  if (kind !== 'Sensor') return part;
  const inner = EMBEDDED.map((one) => ({
    kind: one,
    ...partOf(tableOf('argo-workflows', releases), one, 'embedded.'),
  }));
  // A patch may hold directives such as `$retainKeys` (kubernetes strategicpatch).
  const loosened = Object.fromEntries(
    inner.flatMap(({ definitions }) =>
      Object.entries(definitions).map(([name, schema]) => [
        name,
        { ...schema, patternProperties: { '^\\$': {} } },
      ]),
    ),
  );
  const resource = { allOf: inner.map((one) => whereKindIs(one.kind, one.root)) };
  const outer = Object.entries(part.definitions).map(([name, schema]) => [
    name,
    // json-schema.ts gives every type its properties.
    name === HOLDER
      ? { ...schema, properties: { ...(schema['properties'] as Definitions), resource } }
      : schema,
  ]);
  return { root: part.root, definitions: { ...Object.fromEntries(outer), ...loosened } };
}

function tableOf(product: Exclude<Product, 'kubernetes'>, releases: Releases): KindSchemas {
  const release = product === 'argo-events' ? releases.argoEvents : releases.argoWorkflows;
  const { table, overlay } = openRelease(product, release).facts;
  return jsonSchemaOf(table, overlay);
}

/** A kind with all that its definition leads to, under names that begin with `prefix`. */
function partOf(
  { schema, kinds }: KindSchemas,
  kind: DocumentKind,
  prefix: string,
): { root: string; definitions: Definitions } {
  const all = schema['definitions'] as Definitions; // made by json-schema.ts
  const root = nameIn(kinds[`${API_VERSION}/${kind}`] ?? '');
  const definitions: Record<string, JsonSchema> = {};
  const open = [root];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (definitions[prefix + name] !== undefined) continue;
    definitions[prefix + name] = JSON.parse(JSON.stringify(all[name]), (key, value: unknown) => {
      if (key !== '$ref' || typeof value !== 'string') return value;
      open.push(nameIn(value));
      return `#/definitions/${prefix}${nameIn(value)}`;
    }) as JsonSchema; // a copy of one
  }
  return { root: `#/definitions/${prefix}${root}`, definitions };
}

function nameIn(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}
