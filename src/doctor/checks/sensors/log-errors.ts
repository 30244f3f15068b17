import { nameOf } from '../../../cluster/object.ts';
import { type JsonObject, textOf } from '../../../json.ts';
import type { Check } from '../../check.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { causeOf } from '../../log-causes.ts';
import { type Line, logsOfPods, readLines, withoutLogs } from '../../logs.ts';
import { labelOf } from '../../object.ts';
import { madeFor } from '../../pods.ts';
import { type ClusterState, objectsOf } from '../../state.ts';

export const sensorsLogErrors: Check = {
  id: 'sensors/log-errors',
  title: 'the logs of Sensors tell of no trouble',
  why: `What became of a trigger is told in the log of the sensor, and nowhere else: there is no status and no event for
an action that failed, a condition that does not compile or an event that a filter threw away. Of an argo command that
failed, the reason is in a line of its own before. Source: argo-events pkg/sensors/listener.go,
pkg/eventbus/jetstream/sensor/trigger_conn.go.`,
  reads: ['Sensor', 'Pod'],
  skip: withoutLogs,
  run: (state) => objectsOf(state, 'Sensor').flatMap((sensor) => judge(state, sensor)),
};

interface Symptom {
  readonly severity: Finding['severity'];
  readonly says: (line: Line) => boolean;
  readonly title: (times: string) => string;
  readonly hint: string;
}

const SYMPTOMS: readonly Symptom[] = [
  {
    severity: 'error',
    says: ({ message }) => message === 'Failed to execute a trigger',
    title: (times) => `a trigger failed ${times}`,
    hint: 'is it refused something? argoflow rbac explain reads such lines from standard input',
  },
  {
    severity: 'error',
    says: ({ message }) => message === 'failed to get dependency expression',
    title: () => 'the conditions of a trigger do not compile, so that it never acts',
    hint: 'conditions name dependencies of this sensor: argoflow lint says which one is not there',
  },
  {
    severity: 'warning',
    says: ({ message, text }) =>
      /discarded due to filtering error/.test(message) || text.startsWith('discarded due to filtering error'),
    title: (times) => `an error in a filter threw an event away ${times}`,
    hint: 'argoflow test-event shows the value that the filter does not find',
  },
  {
    severity: 'info',
    says: ({ message }) => message.startsWith('not interested in dependency'),
    title: (times) => `a filter said no ${times}`,
    hint: 'argoflow test-event shows at which value the filter says no',
  },
  {
    severity: 'error',
    says: ({ message }) => /^failed to (?:re)?connect to event ?bus|^Failed to create Stream/i.test(message),
    title: () => 'it cannot use the event bus',
    hint: 'see eventbus/pods, eventbus/replicas and eventbus/service',
  },
];

function judge(state: ClusterState, sensor: JsonObject): readonly Finding[] {
  const lines = readLines(logsOfPods(state, madeFor(state, sensor, 'Pod')));
  const { namespace, name } = nameOf(sensor);
  return SYMPTOMS.flatMap(({ severity, says, title, hint }): Finding[] => {
    const said = lines.filter(says);
    const last = said.at(-1);
    if (last === undefined) return [];
    // One failed action is told in two lines.
    const times = new Set(said.map(({ fields, text }) => `${textOf(fields['ts']).slice(0, 19)} ${text}`))
      .size;
    const before = spoken(lines, last);
    const cause = severity === 'error' ? causeOf([before, last.text].join('\n')) : undefined;
    return [
      {
        severity,
        title: title(times === 1 ? 'once' : `${times} times`),
        object: labelOf(sensor),
        evidence: [
          ...(before === undefined ? [] : [`log of pod "${last.pod}": ${before}`]),
          `log of pod "${last.pod}": ${last.text}`,
        ],
        hint: cause ?? hint,
        command: kubectl(state, `logs -l sensor-name=${name} -c main --tail=200`, namespace),
      },
    ];
  });
}

/** What the argo program said before the sensor told that it failed. */
function spoken(lines: readonly Line[], failed: Line): string | undefined {
  if (!/submit command/.test(failed.text)) return undefined;
  return lines
    .slice(0, lines.indexOf(failed))
    .findLast(({ message, text }) => message === '' && /Failed to (?:submit|parse)|^Error: /i.test(text))
    ?.text;
}
