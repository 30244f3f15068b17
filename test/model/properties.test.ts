import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildModel } from '../../src/model/build.ts';
import { ARGO_KINDS } from '../../src/model/catalogue.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const KINDS = [
  ...ARGO_KINDS,
  'List',
  'SensorList',
  'Role',
  'RoleBinding',
  'Ingress',
  'Pod',
  'ServiceAccount',
  'Sensr',
];
const KEYS = [
  'spec',
  'metadata',
  'name',
  'namespace',
  'generateName',
  'items',
  'template',
  'serviceAccountName',
  'dependencies',
  'triggers',
  'k8s',
  'argoWorkflow',
  'source',
  'resource',
  'inline',
  'dlqTrigger',
  'webhook',
  'templates',
  'templateRef',
  'workflowTemplateRef',
  'workflowSpec',
  'roleRef',
  'subjects',
  'rules',
  'secretKeyRef',
  'key',
  'kind',
  'apiVersion',
  '__proto__',
  'http',
  'paths',
  'backend',
  'service',
  'eventBusName',
  'filter',
  'expression',
  'submit',
]; // prettier-ignore

/** Objects that look like manifests, with any field of any type. */
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(null, true, 1, '', 'x', '{{x}}', 'a: [', 'Workflow', 'argoproj.io/v1alpha1'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 6 }),
  ),
}));
const manifest = fc
  .tuple(
    fc.constantFrom(...KINDS),
    fc.constantFrom('argoproj.io/v1alpha1', 'v1', 'rbac.authorization.k8s.io/v1', 'networking.k8s.io/v1'),
    value,
    value,
  )
  .map(([kind, apiVersion, spec, metadata]) => ({
    apiVersion,
    kind,
    metadata,
    spec,
    rules: spec,
    subjects: spec,
    roleRef: spec,
    items: spec,
  })); // prettier-ignore

describe('buildModel', () => {
  it('never throws, and every link and finding has a place', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(manifest, fc.jsonValue()), { maxLength: 4 }), (objects) => {
        const text = objects.map((object) => JSON.stringify(object)).join('\n---\n');
        const model = buildModel(parseYaml(text, 'text').documents);
        for (const { at } of [...model.links, ...model.diagnostics]) expect(at.range).toBeDefined();
        for (const resource of model.resources) model.namespaceOf(resource);
      }),
      { numRuns: 1500 },
    );
  });
});
