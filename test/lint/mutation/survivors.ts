/** Generic mutants that are no fault: title → why. */
export const NO_FAULT: ReadonlyMap<string, string> = new Map([
  ['orders/sensor.yaml: remove "method" in line 33', 'an HTTP trigger posts by default'],
  [
    'pipeline/templates.yaml: remove "dependencies" in line 171',
    'containers of a set then start at the same time',
  ],
]);

/** What lint does not find, and may be a fault: title → why it seems to be one. */
export const NOT_FOUND: ReadonlyMap<string, string> = new Map([
  [
    'deploy/sensor.yaml: drop a letter of "apiVersion" in line 60',
    'the object of an argoWorkflow trigger is then no Workflow of its version by its own words',
  ],
  [
    'deploy/sensor.yaml: drop a letter of "kind" in line 61',
    'the object of an argoWorkflow trigger is then no Workflow of its version by its own words',
  ],
  [
    'deploy/sensor.yaml: misspell the value of "apiVersion" in line 60',
    'the object of an argoWorkflow trigger is then no Workflow of its version by its own words',
  ],
  [
    'deploy/sensor.yaml: remove "apiVersion" in line 60',
    'the object of an argoWorkflow trigger is then no Workflow of its version by its own words',
  ],
  [
    'deploy/sensor.yaml: remove "kind" in line 61',
    'the object of an argoWorkflow trigger is then no Workflow of its version by its own words',
  ],
  [
    'deploy/sensor.yaml: swap letters of "apiVersion" in line 60',
    'the object of an argoWorkflow trigger is then no Workflow of its version by its own words',
  ],
  [
    'deploy/sensor.yaml: swap letters of "kind" in line 61',
    'the object of an argoWorkflow trigger is then no Workflow of its version by its own words',
  ],
  [
    'orders/event-bus.yaml: misspell the value of "auth" in line 10',
    'the controller refuses the strategy, and installs no bus',
  ],
  [
    'pipeline/templates.yaml: remove "image" in line 164',
    'the API server refuses the pod, and the node ends in Error',
  ],
  [
    'pipeline/templates.yaml: remove "image" in line 168',
    'the API server refuses the pod, and the node ends in Error',
  ],
]);
