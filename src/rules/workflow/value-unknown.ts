import type { Path } from '../../diagnostic.ts';
import { isObject, type JsonObject, listAt, objectAt, textAt } from '../../json.ts';
import type { Workflow } from '../../model/kinds/workflow.ts';
import { nearest } from '../../nearest.ts';
import type { Rule } from '../rule.ts';
import { containersOf, entriesOf, templatesIn } from '../workflow-templates.ts';

export const valueUnknown: Rule = {
  id: 'workflow/value-unknown',
  severity: 'error',
  summary: 'a field with a value that means nothing',
  docs: {
    why: `Fields with a fixed list of values: a merge strategy that kubectl does not know fails the node, an unknown strategy of
volumeClaimGC leaves the volumes behind, one of artifactGC keeps a finalizer that nobody takes away, and the API server
refuses the pod, or the Workflow where its definition has the lists, for the rest. Source: argo-workflows
workflow/controller/operator.go (deletePVCs), workflow/controller/artifact_gc.go, workflow/executor/resource.go
(getKubectlArguments); Kubernetes pkg/apis/core/validation/validation.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine, imagePullPolicy: Sometimes}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine, imagePullPolicy: IfNotPresent}}
`,
  },
  check: {
    workflow(workflow, { report }) {
      for (const { value, path, field, known } of valuesOf(workflow)) {
        if (value === '' || value.includes('{{') || known.includes(value)) continue;
        const near = nearest(value, known);
        report({
          resource: workflow.resource,
          path: [...path, field],
          message: `"${value}" is no ${field}: there are ${known.join(', ')}`,
          ...(near !== undefined && { help: `did you mean "${near}"?` }),
        });
      }
    },
  },
};

interface Value {
  readonly value: string;
  readonly path: Path;
  readonly field: string;
  readonly known: readonly string[];
}

const GC = ['OnWorkflowCompletion', 'OnWorkflowDeletion', 'Never'];

function valuesOf(workflow: Workflow): readonly Value[] {
  const { spec, specPath } = workflow;
  const found: Value[] = [];
  const add = (holder: JsonObject | undefined, path: Path, field: string, known: readonly string[]) =>
    found.push({ value: textAt(holder, field), path, field, known });
  add(objectAt(spec, 'artifactGC'), [...specPath, 'artifactGC'], 'strategy', GC);
  const claims = [...specPath, 'volumeClaimGC'];
  add(objectAt(spec, 'volumeClaimGC'), claims, 'strategy', ['OnWorkflowCompletion', 'OnWorkflowSuccess']);
  add(spec, specPath, 'dnsPolicy', ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']);
  const templates = templatesIn(workflow);
  for (const holder of [{ spec, path: specPath }, ...templates]) {
    for (const [index, toleration] of listAt(holder.spec, 'tolerations').entries()) {
      if (!isObject(toleration)) continue;
      const path = [...holder.path, 'tolerations', index];
      add(toleration, path, 'operator', ['Exists', 'Equal', 'Lt', 'Gt']);
      add(toleration, path, 'effect', ['NoSchedule', 'PreferNoSchedule', 'NoExecute']);
    }
  }
  for (const template of templates) {
    const resource = objectAt(template.spec, 'resource');
    add(resource, [...template.path, 'resource'], 'mergeStrategy', ['strategic', 'merge', 'json']);
    const outputs = objectAt(template.spec, 'outputs');
    for (const { spec: artifact, path } of entriesOf(outputs, 'artifacts', [...template.path, 'outputs'])) {
      add(objectAt(artifact, 'artifactGC'), [...path, 'artifactGC'], 'strategy', GC);
    }
    for (const { spec: container, path } of containersOf(template)) {
      add(container, path, 'imagePullPolicy', ['Always', 'IfNotPresent', 'Never']);
    }
  }
  return found;
}
