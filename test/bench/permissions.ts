import { buildModel } from '../../src/model/build.ts';
import { Authorizer } from '../../src/rbac/authorizer.ts';
import { identityOf } from '../../src/rbac/request.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

// 1,000 roles and bindings, 100,000 questions to them. Prints one JSON document. `buildMs` is from the model to the
// authorizer, `askMs` all questions; half of them are denied, which takes the longest.

const PAIRS = 500;
const QUESTIONS = 100_000;

const manifests: string[] = [];
for (let n = 0; n < PAIRS; n += 1) {
  const cluster = n % 10 === 0;
  const metadata = cluster ? { name: `role-${n}` } : { name: `role-${n}`, namespace: `team-${n % 25}` };
  const roleKind = cluster ? 'ClusterRole' : 'Role';
  const group = 'rbac.authorization.k8s.io';
  manifests.push(
    JSON.stringify({
      apiVersion: `${group}/v1`,
      kind: roleKind,
      metadata,
      rules: [
        { apiGroups: ['argoproj.io'], resources: ['workflows', 'sensors'], verbs: ['create', 'list'] },
        { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get'], resourceNames: [`pod-${n}`] },
        { apiGroups: ['apps'], resources: ['*'], verbs: ['get', 'list', 'watch'] },
      ],
    }),
    JSON.stringify({
      apiVersion: `${group}/v1`,
      kind: `${roleKind}Binding`,
      metadata,
      roleRef: { apiGroup: group, kind: roleKind, name: `role-${n}` },
      subjects:
        n % 50 === 0
          ? [{ kind: 'Group', name: `system:serviceaccounts:team-${n % 25}`, apiGroup: group }]
          : [{ kind: 'ServiceAccount', name: `account-${n % 40}`, namespace: `team-${n % 25}` }],
    }),
  );
}
const model = buildModel(parseYaml(manifests.join('\n---\n'), 'bench.yaml').documents);

const built = performance.now();
const authorizer = new Authorizer(model);
const start = performance.now();
let allowed = 0;
for (let n = 0; n < QUESTIONS; n += 1) {
  const namespace = `team-${n % 25}`;
  const identity = identityOf({ namespace, name: `account-${n % 40}` });
  const verb = n % 2 === 0 ? 'create' : 'delete';
  const resource = { group: 'argoproj.io', resource: 'workflows', subresource: '', name: '' };
  if (authorizer.allows(identity, { verb, namespace, ...resource })) allowed += 1;
}
const end = performance.now();
if (allowed === 0 || allowed > QUESTIONS / 2) throw new Error(`${allowed} questions were allowed`);
process.stdout.write(
  JSON.stringify({
    objects: manifests.length,
    questions: QUESTIONS,
    buildMs: start - built,
    askMs: end - start,
  }),
);
