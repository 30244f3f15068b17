import { afterAll, describe, expect, it } from 'vitest';
import { CHECKS } from '../../src/doctor/checks/index.ts';
import { runChecks } from '../../src/doctor/run.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import { RECORDINGS, recordedState } from './recordings.ts';

// Flows on a real cluster, right or wrong in one known way, and what of it the objects of the cluster show.

/** What names the hop and the cause: `check object: words`, where the words are in the title or the evidence. */
const EXPECTED: Readonly<Record<string, readonly [check: string, object: string, words: string][]>> = {
  'auth-secret-missing': [
    [
      'eventsources/pods',
      'EventSource/argo-events/authsecretmissing',
      'secret "authsecretmissing-none" not found',
    ],
  ],
  'bus-one-replica-trap': [
    ['eventbus/replicas', 'EventBus/one/default', 'wants 3 replicas, and it has 1 server'],
  ],
  'event-bus-missing': [
    ['eventsources/conditions', 'EventSource/argo-events/eventbusmissing', 'EventBusNotFound'],
    ['manifests/lint', 'EventSource/argo-events/eventbusmissing', 'EventBus "nope"'],
  ],
  // What one event held is in no object: the linter knows only that a webhook's data never has the path.
  'filter-expr-false': [],
  'filter-false': [],
  'filter-path-missing': [['manifests/lint', 'Sensor/argo-events/filterpathmissing', 'no "message"']],
  'image-pull': [['workflows/outcome', 'Workflow/argo-events/imagepull-fbg7q', 'docker/not-there:1']],
  'invalid-workflow-k8s': [
    ['manifests/lint', 'Sensor/argo-events/invalidworkflowk8s', "template name 'nope' undefined"],
    ['workflows/outcome', 'Workflow/argo-events/invalidworkflowk8s-9gns8', "template name 'nope' undefined"],
  ],
  'invalid-workflow-submit': [
    ['manifests/lint', 'Sensor/argo-events/invalidworkflowsubmit', "template name 'nope' undefined"],
  ],
  'ok-argo-submit': [],
  'ok-k8s': [],
  'ok-steps': [],
  'parameter-missing': [],
  'pods-forbidden': [
    ['accounts/permissions', 'Sensor/argo-events/podsforbidden', 'may not create workflowtaskresults'],
    [
      'workflows/outcome',
      'Workflow/argo-events/podsforbidden-2xlc5',
      'cannot create resource "workflowtaskresults"',
    ],
  ],
  'pods-no-service-account-object': [
    ['accounts/exist', 'Sensor/argo-events/podsnoserviceaccountobje', '"podsnoserviceaccountobje-pods"'],
    [
      'workflows/outcome',
      'Workflow/argo-events/podsnoserviceaccountobje-npsxw',
      'error looking up service account',
    ],
  ],
  'sensor-forbidden-k8s': [
    ['accounts/permissions', 'Sensor/argo-events/sensorforbiddenk8s', 'may not create workflows'],
  ],
  'sensor-forbidden-submit': [
    ['accounts/permissions', 'Sensor/argo-events/sensorforbiddensubmit', 'may not create workflows'],
  ],
  'sensor-no-service-account': [
    [
      'accounts/permissions',
      'Sensor/argo-events/sensornoserviceaccount',
      '"default" may not create workflows',
    ],
  ],
  'sensor-submit-no-list': [
    ['accounts/permissions', 'Sensor/argo-events/sensorsubmitnolist', 'may not list workflows'],
  ],
  'source-filter-false': [],
  'unknown-condition': [['manifests/lint', 'Sensor/argo-events/unknowncondition', 'no dependency "other"']],
  'workflow-fails': [
    ['workflows/outcome', 'Workflow/argo-events/workflowfails-x2zw4', 'main: Error (exit code 1)'],
  ],
  'wrong-event-name': [['manifests/lint', 'Sensor/argo-events/wrongeventname', 'no event "exmaple"']],
};
/** Whose fault no object shows, or that have none. */
const WITHOUT_ERROR = Object.keys(EXPECTED).filter((name) => EXPECTED[name]?.length === 0);

const engine = openEngine();
afterAll(() => engine.close());

function found(recording: string) {
  return runChecks(CHECKS, recordedState(recording), engine).flatMap(({ id, findings }) =>
    findings.map((finding) => ({ id, ...finding })),
  );
}

it('the table has every recording', () => {
  expect(new Set(Object.keys(EXPECTED))).toEqual(new Set(RECORDINGS));
});

describe('the hop and the cause are named in', () => {
  it.each(Object.entries(EXPECTED).filter(([, expected]) => expected.length > 0))('%s', (name, expected) => {
    const findings = found(name);
    for (const [check, object, words] of expected) {
      const texts = findings
        .filter(({ id, object: about }) => id === check && about === object)
        .map(({ title, evidence = [] }) => [title, ...evidence].join('\n'));
      expect(texts.join('\n')).toContain(words);
    }
  });
});

describe('no error is found in', () => {
  it.each(WITHOUT_ERROR)('%s', (name) => {
    expect(found(name).filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
