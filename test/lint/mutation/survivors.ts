/** Generic mutants that are no fault: title → why. */
export const NO_FAULT: ReadonlyMap<string, string> = new Map([
  ['orders/sensor.yaml: remove "method" in line 33', 'an HTTP trigger posts by default'],
  [
    'pipeline/templates.yaml: remove "dependencies" in line 171',
    'containers of a set then start at the same time',
  ],
  // "argo submit" reads the JSON as a Workflow, whatever it calls itself (cmd/argo/commands/submit.go, unmarshalWorkflows).
  [
    'deploy/sensor.yaml: misspell the value of "apiVersion" in line 60',
    'the object is a Workflow all the same',
  ],
  ['deploy/sensor.yaml: remove "apiVersion" in line 60', 'the object is a Workflow all the same'],
  ['deploy/sensor.yaml: remove "kind" in line 61', 'the object is a Workflow all the same'],
]);

/** What lint does not find, and may be a fault: title → why it seems to be one. */
export const NOT_FOUND: ReadonlyMap<string, string> = new Map();
