/** What a hop is said to have died of: where it says so, and in which words. */
export interface Death {
  readonly hop: 'source' | 'bus' | 'sensor' | 'trigger' | 'workflow' | 'pods';
  readonly from: RegExp;
  readonly text: RegExp;
}

/** What doctor says: in which check, about what, and in which words of its title or its evidence. */
export type Said = readonly [check: string, object: string, words: string];

export interface Expected {
  /** What the simulator says before anything is sent; undefined where there is nothing to simulate with. */
  readonly predicted: string;
  /** The same where the roles of the cluster may be read, too. */
  readonly predictedWithRoles?: string;
  /** Undefined: the Workflow succeeded. */
  readonly death: Death | undefined;
  /** What of the cluster alone shows, without logs. Empty: nothing is wrong, or only the event's data. */
  readonly doctor: readonly Said[];
  /** What doctor says with --logs besides. */
  readonly logs?: readonly Said[];
}

const AE = 'argo-events';

/** What test-event and doctor say of every recording. */
export const TABLE: Readonly<Record<string, Expected>> = {
  'auth-secret-missing': {
    predicted: 'dropped',
    death: {
      hop: 'source',
      from: /^event of Pod /,
      text: /^FailedMount: .*"authsecretmissing-none" not found$/,
    },
    doctor: [
      [
        'eventsources/pods',
        `EventSource/${AE}/authsecretmissing`,
        'secret "authsecretmissing-none" not found',
      ],
    ],
  },
  'bus-one-replica-trap': {
    predicted: 'dropped',
    death: {
      hop: 'bus',
      from: /^log of pod hook-eventsource/,
      text: /replicas > 1 not supported in non-clustered/,
    },
    doctor: [['eventbus/replicas', 'EventBus/one/default', 'wants 3 replicas, and it has 1 server']],
    logs: [
      ['eventsources/log-errors', 'EventSource/one/hook', 'replicas > 1 not supported'],
      ['sensors/log-errors', 'Sensor/one/hook', 'replicas > 1 not supported'],
    ],
  },
  // Recorded on the way of docs/tour.md, as are the other flows of the name "demo".
  'bus-lost-stream': {
    predicted: 'fires',
    death: { hop: 'bus', from: /^log of pod demo-eventsource/, text: /nats: no response from stream/ },
    doctor: [
      ['eventbus/emptied', `EventSource/${AE}/demo`, 'the stream of the event bus is gone'],
      ['eventbus/emptied', `Sensor/${AE}/demo`, 'what it keeps on the event bus is gone'],
    ],
    logs: [
      ['eventsources/log-errors', `EventSource/${AE}/demo`, 'no response from stream'],
      ['sensors/log-errors', `Sensor/${AE}/demo`, 'bucket not found'],
    ],
  },
  'bus-stopped': {
    predicted: 'fires',
    death: {
      hop: 'bus',
      from: /^log of pod demo-eventsource/,
      text: /eventbus-default-js-svc.*no such host/,
    },
    doctor: [['eventbus/pods', `EventBus/${AE}/default`, 'scaled down to none']],
    logs: [
      ['eventsources/log-errors', `EventSource/${AE}/demo`, 'no such host'],
      ['sensors/log-errors', `Sensor/${AE}/demo`, 'no such host'],
    ],
  },
  'event-bus-missing': {
    predicted: 'dropped',
    death: { hop: 'source', from: /^status of EventSource/, text: /EventBusNotFound/ },
    doctor: [
      ['eventsources/conditions', `EventSource/${AE}/eventbusmissing`, 'EventBusNotFound'],
      ['eventbus/exists', `EventSource/${AE}/eventbusmissing`, 'no EventBus "nope"'],
      ['manifests/lint', `Sensor/${AE}/eventbusmissing`, 'publishes to the bus "nope"'],
    ],
  },
  'filter-expr-false': {
    predicted: 'filtered',
    death: { hop: 'sensor', from: /^log of pod .*-sensor-/, text: /didn't pass filter/ },
    doctor: [],
    logs: [['sensors/log-errors', `Sensor/${AE}/filterexprfalse`, 'a filter said no']],
  },
  'filter-false': {
    predicted: 'filtered',
    death: { hop: 'sensor', from: /^log of pod .*-sensor-/, text: /didn't pass filter/ },
    doctor: [],
    logs: [['sensors/log-errors', `Sensor/${AE}/filterfalse`, 'a filter said no']],
  },
  'filter-path-missing': {
    predicted: 'discarded',
    death: { hop: 'sensor', from: /^log of pod .*-sensor-/, text: /path 'message' does not exist/ },
    doctor: [['manifests/lint', `Sensor/${AE}/filterpathmissing`, 'no "message"']],
    logs: [['sensors/log-errors', `Sensor/${AE}/filterpathmissing`, "path 'message' does not exist"]],
  },
  'image-pull': {
    predicted: 'fires',
    death: { hop: 'pods', from: /^status of Pod/, text: /^main: ErrImagePull: .*docker\/not-there:1/ },
    doctor: [['workflows/pods', `Workflow/${AE}/imagepull-fbg7q`, 'docker/not-there:1']],
  },
  'invalid-workflow-k8s': {
    predicted: 'rejected',
    death: { hop: 'workflow', from: /^status of Workflow/, text: /template name 'nope' undefined/ },
    doctor: [
      ['manifests/lint', `Sensor/${AE}/invalidworkflowk8s`, "template name 'nope' undefined"],
      ['workflows/outcome', `Workflow/${AE}/invalidworkflowk8s-9gns8`, "template name 'nope' undefined"],
    ],
  },
  'invalid-workflow-submit': {
    predicted: 'rejected',
    death: { hop: 'trigger', from: /^log of pod .*-sensor-/, text: /template name 'nope' undefined/ },
    doctor: [['manifests/lint', `Sensor/${AE}/invalidworkflowsubmit`, "template name 'nope' undefined"]],
    logs: [['sensors/log-errors', `Sensor/${AE}/invalidworkflowsubmit`, "template name 'nope' undefined"]],
  },
  'ok-argo-submit': { predicted: 'fires', death: undefined, doctor: [] },
  'ok-k8s': { predicted: 'fires', death: undefined, doctor: [] },
  'ok-steps': { predicted: 'fires', death: undefined, doctor: [] },
  'parameter-missing': {
    predicted: 'failed',
    death: {
      hop: 'trigger',
      from: /^log of pod .*-sensor-/,
      text: /unable to resolve 'test-dep' parameter value/,
    },
    doctor: [],
    logs: [
      ['sensors/log-errors', `Sensor/${AE}/parametermissing`, "unable to resolve 'test-dep' parameter value"],
    ],
  },
  'pods-forbidden': {
    predicted: 'fires',
    predictedWithRoles: 'failed',
    death: {
      hop: 'pods',
      from: /^status of Workflow/,
      text: /cannot create resource "workflowtaskresults"/,
    },
    doctor: [
      ['workflows/executor-rights', `Sensor/${AE}/podsforbidden`, 'create and patch of workflowtaskresults'],
      [
        'workflows/outcome',
        `Workflow/${AE}/podsforbidden-2xlc5`,
        'cannot create resource "workflowtaskresults"',
      ],
    ],
  },
  'pods-no-service-account-object': {
    predicted: 'fires',
    death: { hop: 'workflow', from: /^status of Workflow/, text: /serviceaccount ".*-pods" not found/ },
    doctor: [
      ['accounts/exist', `Sensor/${AE}/podsnoserviceaccountobje`, '"podsnoserviceaccountobje-pods"'],
      ['workflows/executor-rights', `Sensor/${AE}/podsnoserviceaccountobje`, 'cannot report their results'],
      [
        'workflows/outcome',
        `Workflow/${AE}/podsnoserviceaccountobje-npsxw`,
        'error looking up service account',
      ],
    ],
  },
  'sensor-account-deleted': {
    predicted: 'fires',
    death: {
      hop: 'trigger',
      from: /^log of pod demo-sensor/,
      text: /failed to execute trigger, Unauthorized/,
    },
    doctor: [
      ['accounts/exist', `Sensor/${AE}/demo`, 'service account "demo-sensor", which is not in namespace'],
    ],
    logs: [['sensors/log-errors', `Sensor/${AE}/demo`, 'Unauthorized']],
  },
  'sensor-forbidden-k8s': {
    predicted: 'fires',
    predictedWithRoles: 'failed',
    death: { hop: 'trigger', from: /^log of pod .*-sensor-/, text: /cannot create resource "workflows"/ },
    doctor: [['accounts/permissions', `Sensor/${AE}/sensorforbiddenk8s`, 'may not create workflows']],
    logs: [['sensors/log-errors', `Sensor/${AE}/sensorforbiddenk8s`, 'cannot create resource "workflows"']],
  },
  'sensor-forbidden-submit': {
    predicted: 'fires',
    predictedWithRoles: 'failed',
    death: { hop: 'trigger', from: /^log of pod .*-sensor-/, text: /PermissionDenied .*cannot create/ },
    doctor: [['accounts/permissions', `Sensor/${AE}/sensorforbiddensubmit`, 'may not create workflows']],
    logs: [['sensors/log-errors', `Sensor/${AE}/sensorforbiddensubmit`, 'PermissionDenied']],
  },
  'sensor-no-service-account': {
    predicted: 'fires',
    predictedWithRoles: 'failed',
    death: {
      hop: 'trigger',
      from: /^log of pod .*-sensor-/,
      text: /argo-events:default" cannot create/,
    },
    doctor: [
      ['accounts/permissions', `Sensor/${AE}/sensornoserviceaccount`, '"default" may not create workflows'],
    ],
    logs: [
      ['sensors/log-errors', `Sensor/${AE}/sensornoserviceaccount`, 'argo-events:default" cannot create'],
    ],
  },
  // The account is there again, with all its rights.
  'sensor-token-of-old-account': {
    predicted: 'fires',
    death: {
      hop: 'trigger',
      from: /^log of pod demo-sensor/,
      text: /failed to execute trigger, Unauthorized/,
    },
    doctor: [['accounts/renewed', `Sensor/${AE}/demo`, 'of an older service account "demo-sensor"']],
    logs: [['sensors/log-errors', `Sensor/${AE}/demo`, 'Unauthorized']],
  },
  'sensor-submit-no-list': {
    predicted: 'fires',
    predictedWithRoles: 'failed',
    death: { hop: 'trigger', from: /^log of pod .*-sensor-/, text: /cannot list resource "workflows"/ },
    doctor: [['accounts/permissions', `Sensor/${AE}/sensorsubmitnolist`, 'may not list workflows']],
    logs: [['sensors/log-errors', `Sensor/${AE}/sensorsubmitnolist`, 'cannot list resource "workflows"']],
  },
  'source-filter-false': {
    predicted: 'dropped',
    death: { hop: 'source', from: /^log of pod .*-eventsource-/, text: /successfully dispatched/ },
    doctor: [],
    logs: [['eventsources/log-errors', `EventSource/${AE}/sourcefilterfalse`, 'its filter dropped 1 event']],
  },
  'unknown-condition': {
    predicted: 'inert',
    death: { hop: 'sensor', from: /^log of pod .*-sensor-/, text: /unknown name other/ },
    doctor: [['manifests/lint', `Sensor/${AE}/unknowncondition`, 'no dependency "other"']],
    logs: [['sensors/log-errors', `Sensor/${AE}/unknowncondition`, 'unknown name other']],
  },
  'workflow-fails': {
    predicted: 'fires',
    death: { hop: 'pods', from: /^status of Workflow/, text: /main: Error \(exit code 1\)/ },
    doctor: [['workflows/outcome', `Workflow/${AE}/workflowfails-x2zw4`, 'main: Error (exit code 1)']],
  },
  'wrong-event-name': {
    predicted: 'dropped',
    death: { hop: 'sensor', from: /^spec of Sensor/, text: /waits for "wrongeventname\/exmaple"/ },
    doctor: [['sensors/dependencies', `Sensor/${AE}/wrongeventname`, 'waits for event "exmaple"']],
  },
};
