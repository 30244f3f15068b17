import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes a tree of manifests that differ in names, numbers and size: eight documents a flow, five flows a file; every tenth
 * flow has a mistake. Answers how many documents there are, at least as many as are asked for.
 */
export function writeTree(root: string, documents: number): number {
  const flows = Math.ceil(documents / 8);
  for (let first = 0; first < flows; first += 5) {
    const team = join(root, `team-${Math.floor(first / 50)}`);
    mkdirSync(team, { recursive: true });
    const many = Math.min(5, flows - first);
    const text = Array.from({ length: many }, (_, index) => flow(first + index)).join('---\n');
    writeFileSync(join(team, `flows-${first}.yaml`), text);
  }
  return flows * 8;
}

/** The documents of one flow. */
export function flow(n: number): string {
  const name = `flow-${n}`;
  const port = 10000 + (n % 20000);
  const event = n % 10 === 3 ? 'opend' : 'opened';
  const steps = Array.from({ length: 1 + (n % 4) }, (_, step) => step);
  return `# What starts ${name}: one request a build.
apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata:
  name: ${name}
  namespace: ci
spec:
  jetstream:
    version: latest
    replicas: 3
---
apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata:
  name: ${name}
  namespace: ci
spec:
  eventBusName: ${name}
  service:
    ports:
      - port: ${port} # the same as below
        targetPort: ${port}
  webhook:
    opened:
      port: "${port}"
      endpoint: /${name}
      method: POST
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata:
  name: ${name}
  namespace: ci
  labels: {team: team-${n % 17}}
spec:
  eventBusName: ${name}
  template:
    serviceAccountName: ${name}
  dependencies:
    - name: opened
      eventSourceName: ${name}
      eventName: ${event}
      filters:
        data:
          - path: body.action
            type: string
            value: ["^(opened|closed-${n})$"]
        exprs:
          - expr: size > ${n}
            fields:
              - {name: size, path: body.size}
  triggers:
    - template:
        name: build-${n}
        conditions: opened
        argoWorkflow:
          operation: submit
          source:
            resource:
              apiVersion: argoproj.io/v1alpha1
              kind: Workflow
              metadata:
                generateName: ${name}-
              spec:
                serviceAccountName: ${name}
                arguments:
                  parameters:
                    - {name: revision, value: main}
                workflowTemplateRef: {name: ${name}}
          parameters:
            - src: {dependencyName: opened, dataKey: body.revision}
              dest: spec.arguments.parameters.0.value
---
apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata:
  name: ${name}
  namespace: ci
spec:
  entrypoint: main
  arguments:
    parameters:
      - {name: revision, value: main}
  templates:
    - name: main
      dag:
        tasks:
${steps
  .map(
    (step) => `          - name: step-${step}
            template: run
            ${step === 0 ? '' : `depends: step-${step - 1}.Succeeded`}
            arguments:
              parameters:
                - {name: text, value: "{{workflow.parameters.revision}} ${step} of ${n}"}
`,
  )
  .join('')}    - name: run
      inputs:
        parameters:
          - name: text
      # Prints what it is given.
      container:
        image: alpine:3.20
        command: [echo]
        args: ["{{inputs.parameters.text}}"]
        resources:
          requests: {cpu: ${10 + (n % 90)}m, memory: 32Mi}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: ${name}, namespace: ci}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: ${name}, namespace: ci}
rules:
  - apiGroups: [argoproj.io]
    resources: [workflows]
    verbs: [create, list]
  - apiGroups: [argoproj.io]
    resources: [workflowtemplates]
    verbs: [get]
  - apiGroups: [argoproj.io]
    resources: [workflowtaskresults]
    verbs: [create, patch]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: ${name}, namespace: ci}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${name}}
subjects:
  - {kind: ServiceAccount, name: ${name}, namespace: ci}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: ci}
data:
  endpoint: http://${name}-eventsource-svc.ci:${port}/${name}
  note: |
    Flow ${n} starts ${steps.length} steps.
`;
}
