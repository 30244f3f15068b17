import { duration } from '../../age.ts';
import type { Check } from '../../check.ts';
import { kubectl } from '../../kubectl.ts';

/** Milliseconds; the cluster tells its time in whole seconds, and a slow answer takes some. */
const TOLERATED = 60_000;
/** Tokens and signatures are refused by then. */
const SEVERE = 300_000;

export const clock: Check = {
  id: 'cluster/clock',
  title: "this machine's clock is the cluster's",
  why: `Slack refuses requests that are five minutes old, Stripe's and others' signatures carry a time, and tokens of a login
are not valid yet or no longer. argoflow itself compares the cluster's times only with each other. Sources: argo-events
pkg/eventsources/sources/slack/start.go, client-go plugin/pkg/client/auth.`,
  reads: [],
  skip: ({ skew }) => (skew === undefined ? 'the cluster tells no time' : undefined),
  run: (state) => {
    const { skew = 0 } = state;
    if (Math.abs(skew) < TOLERATED) return [];
    return [
      {
        severity: Math.abs(skew) < SEVERE ? 'warning' : 'error',
        title: `this machine's clock is ${duration(Math.abs(skew))} ${skew > 0 ? 'ahead of' : 'behind'} the cluster's`,
        evidence: [`the cluster says ${new Date(state.now).toISOString()}`],
        hint: 'signed requests and tokens may be refused: set the clock of this machine',
        command: kubectl(state, "get --raw /version -v 8 2>&1 | grep -i '^ *date:'"),
      },
    ];
  },
};
