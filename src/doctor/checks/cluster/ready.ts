import type { Check } from '../../check.ts';
import { kubectl } from '../../kubectl.ts';

export const ready: Check = {
  id: 'cluster/ready',
  title: 'the API server says that it is ready',
  why: `An API server that is not ready answers late, in part, or not at all, and then everything else that is found may come
of it. Source: apiserver pkg/server/healthz (/readyz).`,
  reads: [],
  run: (state) =>
    state.unready.map((name) => ({
      severity: 'error',
      title: `the API server is not ready: ${name}`,
      evidence: [`/readyz: [-]${name} failed`],
      hint: 'wait for it, or ask who runs the cluster: what else is found may come of it',
      command: kubectl(state, "get --raw '/readyz?verbose'"),
    })),
};
