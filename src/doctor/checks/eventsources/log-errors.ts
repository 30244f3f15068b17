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

export const eventsourcesLogErrors: Check = {
  id: 'eventsources/log-errors',
  title: 'the logs of EventSources tell of no trouble',
  why: `An event source that cannot reach its broker, its provider or its bus says so in its log, and nowhere else. One whose
filter drops an event says that it dispatched the request and answers 200; that nothing was published is all there is to see.
Source: argo-events pkg/eventsources/eventing.go, pkg/eventsources/common/webhook/webhook.go.`,
  reads: ['EventSource', 'Pod'],
  skip: withoutLogs,
  run: (state) => objectsOf(state, 'EventSource').flatMap((source) => judge(state, source)),
};

const DISPATCHED = 'successfully dispatched the request to the event bus';
const PUBLISHED = 'Succeeded to publish an event';

function judge(state: ClusterState, source: JsonObject): readonly Finding[] {
  const lines = readLines(logsOfPods(state, madeFor(state, source, 'Pod')));
  const { namespace, name } = nameOf(source);
  const base = {
    object: labelOf(source),
    command: kubectl(state, `logs -l eventsource-name=${name} -c main --tail=200`, namespace),
  };
  const found: Finding[] = [];
  const errors = lines.filter(({ level, message }) => isError(level) && !message.startsWith('invalid auth'));
  const last = errors.at(-1);
  // What ended well later on is over.
  if (last !== undefined && !recovered(lines, last)) {
    // The last one may be of a caller, who does not say why.
    const telling = errors.findLast(({ fields }) => textOf(fields['error']) !== '') ?? last;
    found.push({
      ...base,
      severity: 'warning',
      title: `its log tells of ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}`,
      evidence: [`log of pod "${telling.pod}": ${telling.text}`],
      hint: causeOf(telling.text) ?? 'the line says what it could not do',
    });
  }
  const refused = lines.filter(({ message }) =>
    /^invalid auth|not active|method does not match/.test(message),
  );
  const refusal = refused.at(-1);
  if (refusal !== undefined) {
    found.push({
      ...base,
      severity: 'info',
      title: `it refused ${refused.length} ${refused.length === 1 ? 'request' : 'requests'}`,
      evidence: [`log of pod "${refusal.pod}": ${refusal.text}`],
      hint: 'does the sender know the token, the path and the method?',
    });
  }
  const [dispatched, published] = [DISPATCHED, PUBLISHED].map(
    (said) => lines.filter(({ message }) => message === said).length,
  );
  const dropped = (dispatched ?? 0) - (published ?? 0);
  if (dropped > 0) {
    found.push({
      ...base,
      severity: 'info',
      title: `its filter dropped ${dropped} ${dropped === 1 ? 'event' : 'events'}, which were answered with 200`,
      evidence: [`log: ${dispatched} times "${DISPATCHED}", ${published} times "${PUBLISHED}"`],
      hint: 'argoflow test-event shows at which value the filter says no',
    });
  }
  return found;
}

export function isError(level: string): boolean {
  return level === 'error' || level === 'fatal' || level === 'panic';
}

function recovered(lines: readonly Line[], error: Line): boolean {
  return lines.slice(lines.indexOf(error) + 1).some(({ message }) => message === PUBLISHED);
}
