import { describe, expect, it } from 'vitest';
import { applyObjects } from '../../src/apply/apply.ts';
import { differences } from '../../src/apply/difference.ts';
import { isSettled } from '../../src/apply/settled.ts';
import type { JsonObject } from '../../src/json.ts';
import { parseYaml } from '../../src/yaml/parse.ts';
import { Rehearsal, resources } from './rehearsal.ts';

const SENT = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: probes.example.com, labels: {argoflow/project: shop}}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Probe, plural: probes, shortNames: [pb]}
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
`;

// As an API server 1.36 answers: it adds to what was sent, and says who owns what.
const LIVE = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: probes.example.com
  uid: u
  resourceVersion: "7"
  labels: {argoflow/project: shop, others: label}
  managedFields:
  - manager: argoflow
    operation: Apply
    apiVersion: apiextensions.k8s.io/v1
    fieldsType: FieldsV1
    fieldsV1:
      f:metadata: {f:labels: {f:argoflow/project: {}}}
      f:spec: {f:group: {}, f:names: {f:kind: {}, f:plural: {}, f:shortNames: {}}, f:scope: {}, f:versions: {}}
  - manager: kube-apiserver
    operation: Update
    subresource: status
    apiVersion: apiextensions.k8s.io/v1
    fieldsV1: {f:status: {}}
spec:
  conversion: {strategy: None}
  group: example.com
  scope: Namespaced
  names: {kind: Probe, listKind: ProbeList, plural: probes, shortNames: [pb], singular: probe}
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
status: {conditions: [{type: Established, status: "True"}]}
`;

function object(yaml: string): JsonObject {
  return parseYaml(yaml, 'test.yaml').documents[0]?.value as JsonObject;
}

const live = (from: string | RegExp, to: string) => object(replaced(LIVE, from, to));
const sent = (from: string | RegExp, to: string) => object(replaced(SENT, from, to));

function replaced(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`nothing to replace: ${from}`);
  return changed;
}

describe('a definition is settled', () => {
  it('when argoflow owns what is sent, and all of it is there', () => {
    expect(isSettled(object(SENT), object(LIVE))).toBe(true);
    const bare = sent(', labels: {argoflow/project: shop}', '');
    expect(isSettled(bare, live('f:metadata: {f:labels: {f:argoflow/project: {}}}', ''))).toBe(true);
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['a value is another', sent('scope: Namespaced', 'scope: Cluster'), object(LIVE)],
    ['something deep is another', sent('{type: object}', '{type: object, description: d}'), object(LIVE)],
    ['somebody has changed it', object(SENT), live('{type: object}', '{type: object, description: d}')],
    ['a field is new', sent('names: {', 'names: {categories: [all], '), object(LIVE)],
    ['a field is no longer sent', sent(', shortNames: [pb]', ''), object(LIVE)],
    ['it gets a project', object(SENT), live('f:metadata: {f:labels: {f:argoflow/project: {}}}', '')],
    ['somebody else has taken it over', object(SENT), live('manager: argoflow', 'manager: other')],
    ['argoflow has only updated it', object(SENT), live('operation: Apply', 'operation: Update')],
    [
      'items are merged by a key',
      object(SENT),
      live('f:versions: {}', 'f:versions: {"k:{\\"name\\":\\"v1\\"}": {}}'),
    ],
    ['its kind is not served yet', object(SENT), live('status: "True"', 'status: "False"')],
  ])('and not when %s', (_, one, there) => {
    expect(isSettled(one, there)).toBe(false);
  });

  it('and other kinds are tried by the cluster, which may have something to say of them', () => {
    const other = (text: string) => object(text.replace('CustomResourceDefinition', 'ConfigMap'));
    expect(isSettled(other(SENT), other(LIVE))).toBe(false);
  });
});

it('a definition that is settled is sent neither to be tried nor to be applied', async () => {
  const cluster = new Rehearsal();
  cluster.objects.set('CustomResourceDefinition//probes.example.com', object(LIVE));
  const request = { dryRun: 'none', force: false, project: 'shop', prune: false } as const;
  const { outcomes } = await applyObjects(resources(SENT), request, cluster);
  expect(outcomes.map(({ action }) => action)).toEqual(['unchanged']);
  expect(await differences(resources(SENT), { project: 'shop', prune: false }, cluster)).toEqual([]);
  expect(cluster.asked).toEqual(['apply ConfigMap/argoflow-project-shop']);
});
