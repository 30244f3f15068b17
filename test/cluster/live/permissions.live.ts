import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import { openCluster } from '../../../src/cluster/open.ts';
import { valueAt } from '../../../src/json.ts';
import { buildModel } from '../../../src/model/build.ts';
import { builtInRoles } from '../../../src/rbac/built-in.ts';
import { generateObjects } from '../../../src/rbac/generate.ts';
import { needsOf } from '../../../src/rbac/needs.ts';
import {
  type Account,
  combinedResource,
  identityOf,
  type ResourceRequest,
} from '../../../src/rbac/request.ts';
import { parseYaml } from '../../../src/yaml/parse.ts';

// What is generated is applied, and the API server's own authorizer is asked about it.

const kubeconfig = inject('kubeconfig');
const prefix = `argoflow-${process.pid}-${Math.random().toString(36).slice(2, 7)}`;
const FLOWS = fileURLToPath(new URL('../../rbac/flows/', import.meta.url));
const namespaces = ['ci', 'shop'].map((name) => `${prefix}-${name}`);
const GROUP = 'rbac.authorization.k8s.io/v1';
/** The others have theirs from these. */
const OWN_RULES = builtInRoles().filter(({ rules }) => rules.length > 0);
let cluster: Cluster;

beforeAll(async () => {
  cluster = openCluster({ kubeconfig }, {});
  for (const name of namespaces)
    await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
});
afterAll(async () => {
  for (const name of namespaces)
    await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', namespace: '', name });
  cluster.close();
});

describe('the permissions generated for', () => {
  it.each(readdirSync(FLOWS).filter((file) => file.endsWith('.yaml')))('%s', async (file) => {
    const text = readFileSync(`${FLOWS}${file}`, 'utf8').replace(
      /namespace: (ci|shop)\b/g,
      `namespace: ${prefix}-$1`,
    );
    const needs = needsOf(buildModel(parseYaml(text, file).documents));
    const objects = generateObjects(needs);
    for (const object of objects) await cluster.apply(object);
    try {
      const always = needs.needs.filter(({ when }) => when === undefined);
      const isNeeded = (account: Account, request: ResourceRequest) =>
        always.some(
          (need) =>
            need.account.name === account.name &&
            need.account.namespace === account.namespace &&
            need.request.verb === request.verb &&
            need.request.group === request.group &&
            combinedResource(need.request) === combinedResource(request) &&
            ['', request.namespace].includes(need.request.namespace) &&
            ['', request.name].includes(need.request.name),
        );
      const asked = always.flatMap(({ account, request }) => [
        { account, request },
        ...['get', 'list', 'create', 'delete', '*'].map((verb) => ({
          account,
          request: { ...request, verb },
        })),
        { account, request: { ...request, name: 'stranger' } },
        { account, request: { ...request, namespace: 'kube-system' } },
        { account, request: { ...request, subresource: 'other' } },
      ]);
      const agree = () =>
        Promise.all(
          asked.map(async ({ account, request }) => ({
            request: `${account.name} ${JSON.stringify(request)}`,
            allowed: await isAllowed(account, request),
            needed: isNeeded(account, request),
          })),
        );
      // The server's authorizer hears of new objects a moment later.
      await expect
        .poll(async () => (await agree()).filter(({ allowed, needed }) => allowed !== needed), {
          timeout: 60_000,
        })
        .toEqual([]);
    } finally {
      for (const { apiVersion, kind, metadata } of objects) {
        const named = {
          namespace: String(valueAt({ metadata: metadata ?? null }, ['metadata', 'namespace']) ?? ''),
        };
        const name = String(valueAt({ metadata: metadata ?? null }, ['metadata', 'name']));
        await cluster.delete({ apiVersion: String(apiVersion), kind: String(kind), name, ...named });
      }
    }
  });
});

async function isAllowed(account: Account, request: ResourceRequest): Promise<boolean> {
  const { user, groups } = identityOf(account);
  const { verb, group, namespace, name } = request;
  const resource = combinedResource(request);
  return (await cluster.accessReview({ verb, group, resource, namespace, name, user, groups })).allowed;
}

it.each(OWN_RULES.map((role) => [role.name, role] as const))(
  'the role "%s" holds what is known of it',
  async (name, role) => {
    const real = await cluster.get({ apiVersion: GROUP, kind: 'ClusterRole', namespace: '', name });
    const rights = (rules: unknown) =>
      (Array.isArray(rules) ? rules : []).flatMap(({ apiGroups = [], resources = [], verbs = [] }) =>
        apiGroups.flatMap((group: string) =>
          resources.flatMap((one: string) => verbs.map((verb: string) => `${group}/${one} ${verb}`)),
        ),
      );
    const held = new Set(rights(real?.['rules']));
    // A newer server may hold more.
    expect(rights(role.resource.value['rules']).filter((right) => !held.has(right))).toEqual([]);
  },
);
