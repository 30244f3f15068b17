/**
 * The argo program in the image of each release of Argo Events. Source: argo-events Dockerfile (ARGO_VERSION) at the tags.
 */
const CLI: readonly (readonly [minor: string, from: number, cli: string])[] = [
  ['1.9', 11, 'v3.7.9'],
  ['1.9', 10, 'v3.7.7'],
  ['1.9', 7, 'v3.6.10'],
  ['1.9', 6, 'v3.6.5'],
  ['1.9', 5, 'v3.6.2'],
  ['1.9', 3, 'v3.6.0'],
  ['1.9', 1, 'v3.5.4'],
  ['1.9', 0, 'v3.4.8'],
];

/** The version of argo that sensors run; undefined where it is not known. */
export function argoOfSensors(argoEvents: string): string | undefined {
  const [, minor, patch] = /^v?(\d+\.\d+)\.(\d+)$/.exec(argoEvents) ?? [];
  if (patch === undefined) return undefined;
  return CLI.find(([of, from]) => of === minor && Number(patch) >= from)?.[2];
}

/** A release that somebody should not stay with. */
export interface KnownFault {
  readonly project: 'Argo Events' | 'Argo Workflows';
  /** Versions as numbers: from (inclusive) to (exclusive). */
  readonly from: readonly [number, number, number];
  readonly to: readonly [number, number, number];
  readonly severity: 'error' | 'warning';
  readonly what: string;
  readonly id: string;
}

/** Sources: the advisories of the two projects, and the commits that mend them at the tags. */
export const KNOWN_FAULTS: readonly KnownFault[] = [
  {
    project: 'Argo Events',
    from: [0, 0, 0],
    to: [1, 9, 6],
    severity: 'error',
    what: 'whoever may write an EventSource or Sensor gets privileged pods',
    id: 'CVE-2025-32445',
  },
  {
    project: 'Argo Events',
    from: [1, 9, 4],
    to: [1, 9, 10],
    severity: 'warning',
    what: 'a generic event source does not connect again',
    id: 'argo-events#3877',
  },
  {
    project: 'Argo Workflows',
    from: [0, 0, 0],
    to: [3, 7, 3],
    severity: 'error',
    what: 'an artifact may write outside its folder',
    id: 'CVE-2025-62156',
  },
  {
    project: 'Argo Workflows',
    from: [3, 7, 3],
    to: [3, 7, 11],
    severity: 'error',
    what: 'podSpecPatch gets round workflowRestrictions',
    id: 'CVE-2026-31892',
  },
  {
    project: 'Argo Workflows',
    from: [3, 7, 11],
    to: [3, 7, 14],
    severity: 'error',
    what: 'one malformed annotation of a pod ends the controller again and again',
    id: 'CVE-2026-40886',
  },
  {
    project: 'Argo Workflows',
    from: [3, 7, 14],
    to: [3, 7, 15],
    severity: 'error',
    what: 'the podSpecPatch of artifactGC gets round workflowRestrictions',
    id: 'CVE-2026-54526',
  },
  {
    project: 'Argo Workflows',
    from: [4, 0, 0],
    to: [4, 0, 2],
    severity: 'error',
    what: 'podSpecPatch gets round workflowRestrictions',
    id: 'CVE-2026-31892',
  },
  {
    project: 'Argo Workflows',
    from: [4, 0, 2],
    to: [4, 0, 5],
    severity: 'error',
    what: 'one malformed annotation of a pod ends the controller again and again',
    id: 'CVE-2026-40886',
  },
  {
    project: 'Argo Workflows',
    from: [4, 0, 5],
    to: [4, 0, 6],
    severity: 'error',
    what: 'the podSpecPatch of artifactGC gets round workflowRestrictions',
    id: 'CVE-2026-54526',
  },
  {
    project: 'Argo Workflows',
    from: [4, 1, 0],
    to: [4, 1, 2],
    severity: 'warning',
    what: 'nobody can log in by SSO: the cookie is too large',
    id: 'argo-workflows#16748',
  },
];
