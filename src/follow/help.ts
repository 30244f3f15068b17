import { contextFlag } from '../cluster/context-flag.ts';
import type { FollowedHop } from './hop.ts';

/** Where commands have to look. */
export interface Place {
  readonly context: string;
  readonly namespace: string;
}

/** What would help, and the command that does it or says more. */
export interface Help {
  readonly text: string;
  readonly command?: string;
}

interface Remedy {
  readonly kinds: readonly FollowedHop['kind'][];
  /** Matched against the summary and the words that prove it. */
  readonly words: RegExp;
  readonly help: (place: Place, hop: FollowedHop) => Help;
}

/** The first that fits counts. */
const REMEDIES: readonly Remedy[] = [
  {
    kinds: ['source', 'bus', 'sensor'],
    // Both make what is missing when they start, and never later. Sources: argo-events pkg/eventsources/eventing.go,
    // pkg/eventbus/jetstream/base/jetstream.go (CreateStream), pkg/eventbus/jetstream/sensor/sensor_jetstream.go (Initialize).
    words: /no response from stream|stream not found|no stream matches|bucket not found/,
    help: (place) => ({
      text:
        'the bus has lost its stream, as one that keeps events in its pods does when they go; event sources and ' +
        'sensors make it only when they start, so start them anew',
      command: kubectl(place, "delete pods -l 'controller in (eventsource-controller,sensor-controller)'"),
    }),
  },
  {
    kinds: ['bus', 'sensor'],
    words: /cannot use the event bus/,
    help: (place) => ({ text: 'see what is wrong with the bus', command: doctor(place, 'eventbus') }),
  },
  {
    kinds: ['source'],
    // Its daemon sets the connection to nil, and an event that is being published meanwhile uses it: the process ends
    // with exit code 2. Source: argo-events pkg/eventsources/eventing.go (`e.eventBusConn` in both).
    words: /broke down over it/,
    help: (place) => ({
      text: 'event sources of Argo Events 1.9 break down over events while the event bus is away: see what is wrong',
      command: doctor(place),
    }),
  },
  {
    kinds: ['source'],
    words: /did not answer/,
    help: (place) => ({ text: 'see what keeps it from answering', command: doctor(place, 'eventsources') }),
  },
  {
    kinds: ['trigger'],
    // A token is of one account object. Source: kubernetes pkg/serviceaccount/claims.go (Validate compares the uid).
    words: /\bUnauthorized\b/,
    help: (place, { name }) => ({
      text:
        "the token of the sensor's pod is of a service account that was deleted since; once the account is there " +
        'again, a new pod gets a new token',
      command: kubectl(place, `delete pods -l sensor-name=${name.split('/')[0]}`),
    }),
  },
  {
    kinds: ['trigger', 'workflow', 'pods'],
    words: /is forbidden: |PermissionDenied/,
    help: (place) => ({
      text: 'see which account lacks what; "argoflow rbac generate --patch" grants it in the files',
      command: doctor(place, 'accounts'),
    }),
  },
  {
    kinds: ['source', 'sensor'],
    words: /is not deployed|^no pod of /,
    help: (place) => ({ text: 'see what keeps it from running', command: doctor(place) }),
  },
];

/** What would help where an event died; undefined where its own words say it. */
export function helpFor(hop: FollowedHop, place: Place): Help | undefined {
  const words = `${hop.summary}\n${hop.evidence?.text ?? ''}`;
  const remedy = REMEDIES.find((one) => one.kinds.includes(hop.kind) && one.words.test(words));
  return remedy?.help(place, hop);
}

function doctor({ context, namespace }: Place, only?: string): string {
  return `argoflow doctor${contextFlag(context)} -n ${namespace}${only === undefined ? '' : ` --only ${only}`}`;
}

function kubectl({ context, namespace }: Place, call: string): string {
  return `kubectl${contextFlag(context)} -n ${namespace} ${call}`;
}
