import type { Releases } from './need.ts';

/** What depends on the releases. */
export interface Behaviour {
  /** `argo` asks for get, list and watch of cluster templates before it reads one, and gives up without all three. */
  readonly asksForClusterTemplates: boolean;
  /** The executor reports in workflowtaskresults; before, it changed its own pod. */
  readonly hasTaskResults: boolean;
  readonly hasArtifactGc: boolean;
}

/**
 * Source: argo-events Dockerfile (ARGO_VERSION: 1.9.10 was the first with argo 3.7); argo-workflows
 * pkg/apiclient/argo-kube-client.go (3.7), workflow/executor/taskresult.go and docs/upgrading.md (3.4).
 */
export function behaviourOf({ argoEvents, argoWorkflows }: Releases): Behaviour {
  return {
    asksForClusterTemplates: isAtLeast(argoEvents, [1, 9, 10]),
    hasTaskResults: isAtLeast(argoWorkflows, [3, 4, 0]),
    hasArtifactGc: isAtLeast(argoWorkflows, [3, 4, 0]),
  };
}

/** `1.9`, `v1.9.11`, `3.4.0-rc1`: what is left out counts as the newest. */
function isAtLeast(release: string | undefined, least: readonly number[]): boolean {
  const parts = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(release ?? '')?.slice(1);
  if (parts === undefined) return true;
  for (const [index, number] of least.entries()) {
    const part = parts[index];
    if (part === undefined) return true;
    if (Number(part) !== number) return Number(part) > number;
  }
  return true;
}

/** Is it written as a release is? */
export function isRelease(text: string): boolean {
  return /^v?\d+(\.\d+){0,2}(-[\w.]+)?$/.test(text);
}
