import { isObject, objectAt, own, textAt } from '../../json.ts';
import { isNamespaced } from '../../model/catalogue.ts';
import { manifestOf } from '../resource-manifest.ts';
import type { Rule } from '../rule.ts';
import { templatesIn } from '../workflow-templates.ts';

export const ownerElsewhere: Rule = {
  id: 'workflow/owner-elsewhere',
  severity: 'warning',
  summary: 'an object whose owner cannot own it',
  docs: {
    why: `\`setOwnerReference\` makes the Workflow the owner of the object that the resource template makes. An owner in a namespace
owns objects of that namespace only: of an object in another namespace, or in none, the garbage collector of Kubernetes
does not find the owner, and deletes the object. Source: argo-workflows workflow/controller/operator.go (executeResource);
https://kubernetes.io/docs/concepts/architecture/garbage-collection/.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      resource:
        action: create
        setOwnerReference: true
        manifest: |
          apiVersion: v1
          kind: Namespace
          metadata: {generateName: build-}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      resource:
        action: create
        manifest: |
          apiVersion: v1
          kind: Namespace
          metadata: {generateName: build-}
`,
  },
  check: {
    workflow(workflow, { engine, report }) {
      const { namespace } = workflow.resource;
      for (const template of templatesIn(workflow)) {
        const resource = objectAt(template.spec, 'resource');
        if (resource === undefined || own(resource, 'setOwnerReference') !== true) continue;
        const manifest = manifestOf(resource, engine)?.value;
        if (!isObject(manifest)) continue;
        const kind = textAt(manifest, 'kind');
        const where = textAt(objectAt(manifest, 'metadata'), 'namespace');
        const message = !isNamespaced(kind)
          ? `a ${kind} lives in no namespace, so the Workflow cannot own it`
          : namespace !== undefined && where !== '' && where !== 'variable' && where !== namespace
            ? `the Workflow is in namespace "${namespace}", and cannot own an object in "${where}"`
            : undefined;
        if (message === undefined) continue;
        const path = [...template.path, 'resource', 'setOwnerReference'];
        report({ resource: workflow.resource, path, message });
      }
    },
  },
};
