// Reads the JSON schema that a project publishes of its kinds: the names and the types of the fields, nothing else.

/** What a definition of each project is called, and what its kinds are called in the table. */
export const PRODUCTS = {
  'argo-events': {
    prefix: 'io.argoproj.events.v1alpha1.',
    apiVersion: 'argoproj.io/v1alpha1',
    kinds: ['EventBus', 'EventSource', 'Sensor'],
  },
  'argo-workflows': {
    prefix: 'io.argoproj.workflow.v1alpha1.',
    apiVersion: 'argoproj.io/v1alpha1',
    kinds: [
      'Workflow',
      'WorkflowTemplate',
      'ClusterWorkflowTemplate',
      'CronWorkflow',
      'WorkflowEventBinding',
    ],
  },
};

/** The scalars that stand behind a definition without fields of its own. */
const SCALARS = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'int-or-string',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'any',
};

export function productOf(published) {
  return Object.keys(PRODUCTS).find((product) => {
    const { prefix, kinds } = PRODUCTS[product];
    return kinds.every((kind) => `${prefix}${kind}` in published.definitions);
  });
}

/** The types that the kinds of a product lead to, as `{ kinds, types }`. */
export function readPublished(published, product) {
  const { prefix, apiVersion, kinds } = PRODUCTS[product];
  const types = readTypes(
    published,
    (definition) => nameIn(definition, prefix),
    kinds.map((kind) => prefix + kind),
  );
  return { kinds: { [apiVersion]: Object.fromEntries(kinds.map((kind) => [kind, kind])) }, types };
}

/** The types behind some definitions and all that they refer to, under the names that `nameOf` gives them. */
export function readTypes({ definitions }, nameOf, roots) {
  const types = {};
  const todo = [...roots];
  const refer = (definition) => {
    const scalar = SCALARS[definition] ?? scalarOf(definitions[definition], refer);
    if (scalar !== undefined) return scalar;
    const name = nameOf(definition);
    if (!(name in types)) todo.push(definition);
    return name;
  };
  for (let definition = todo.pop(); definition !== undefined; definition = todo.pop()) {
    const name = nameOf(definition);
    if (name in types) continue;
    const fields = Object.entries(definitions[definition].properties ?? {}).sort(byName);
    types[name] = {};
    for (const [field, schema] of fields) types[name][field] = typeOf(schema, refer);
  }
  return Object.fromEntries(Object.entries(types).sort(byName));
}

/** A definition that is no mapping with fields; undefined for one that is. */
function scalarOf(schema, refer) {
  if (schema.properties !== undefined) return undefined;
  return typeOf(schema, refer);
}

/** `string`, `Name` of a type, and `[]` or `{}` behind either for a list or a map of them. */
function typeOf(schema, refer) {
  if (schema.$ref !== undefined) return refer(schema.$ref.slice('#/definitions/'.length));
  if (Array.isArray(schema.type)) return `${schema.format ?? 'int-or-string'}`;
  switch (schema.type) {
    case 'array':
      return `${typeOf(schema.items, refer)}[]`;
    case 'object':
      return schema.additionalProperties ? `${typeOf(schema.additionalProperties, refer)}{}` : 'any';
    case 'integer':
      return schema.format ?? 'int64';
    case 'string':
      return (
        { byte: 'bytes', 'date-time': 'time', 'int-or-string': 'int-or-string' }[schema.format] ?? 'string'
      );
    case 'number':
    case 'boolean':
      return schema.type;
    default:
      return 'any';
  }
}

function nameIn(definition, prefix) {
  if (definition.startsWith(prefix)) return definition.slice(prefix.length);
  return definition.replace(/^io\.k8s\.(?:api|apimachinery\.pkg\.apis)\./, '');
}

function byName([a], [b]) {
  return a < b ? -1 : 1;
}
