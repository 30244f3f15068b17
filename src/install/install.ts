import { applyObjects } from '../apply/apply.ts';
import { type Difference, differences } from '../apply/difference.ts';
import type { DryRun, Outcomes, Tell } from '../apply/outcome.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { liveResource } from '../model/live.ts';
import { type Artefact, fetchLocked, readFrom } from './artefact.ts';
import { checkBuses } from './bus-change.ts';
import type { Fetcher } from './download.ts';
import { findInstalled } from './installed.ts';
import { lockedFile, type Project, type Scope } from './lock.ts';
import { type Plan, type PlanRequest, planInstall } from './plan.ts';
import { type ChangeRequest, checkChange, checkPair } from './skew.ts';

/** The project whose label and inventory all installed objects carry. */
export const INSTALLATION = 'argo-installation';

export interface SourceRequest {
  /** Files, folders and URLs; none: the release files of the lock. */
  readonly from: readonly string[];
  readonly versions: Readonly<Record<Project, string>>;
  /** Which projects to take from the lock. */
  readonly projects: readonly Project[];
  readonly scope: Scope;
}

/** Reads all manifests and plans what is applied. Asks no cluster. Throws a UserError. */
export async function readPlan(
  { from, versions, projects, scope }: SourceRequest,
  request: PlanRequest,
  fetcher: Fetcher,
  signal?: AbortSignal,
): Promise<Plan> {
  const artefacts: Artefact[] = [];
  for (const place of from) artefacts.push(...(await readFrom(place, scope, fetcher, signal)));
  if (from.length === 0) {
    const files = projects.map((project) => lockedFile(project, versions[project], scope));
    for (const file of files) artefacts.push(await fetchLocked(file, fetcher, signal));
  }
  return planInstall(artefacts, request);
}

/** Throws a UserError where the plan does not fit what runs already; returns what is worth knowing. */
export async function checkCluster(
  plan: Plan,
  change: ChangeRequest,
  cluster: Cluster,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const namespaces = [...new Set(plan.workloads.map(({ name }) => name.namespace))];
  const installed = await findInstalled(cluster, namespaces, signal);
  const notes = checkChange(installed, plan.workloads, change);
  const buses = await checkBuses(plan.objects, cluster, signal);
  return [...notes, ...buses, ...checkPair(plan.workloads, await cluster.version({ signal }))];
}

export interface ApplyPlanRequest {
  readonly dryRun: DryRun;
  readonly force: boolean;
  /** Deletes what an older version brought and this one does not; never definitions, namespaces or claims. */
  readonly prune: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly tell?: Tell | undefined;
}

/** Applies the plan, as `applyObjects` does. The inventory is kept in the namespace of the connection. */
export async function applyPlan(plan: Plan, request: ApplyPlanRequest, cluster: Cluster): Promise<Outcomes> {
  const resources = plan.objects.map(liveResource);
  return await applyObjects(resources, { ...request, project: INSTALLATION }, cluster);
}

/** What applying the plan would change. */
export async function planDifferences(
  plan: Plan,
  prune: boolean,
  cluster: Cluster,
  signal?: AbortSignal,
): Promise<readonly Difference[]> {
  return await differences(plan.objects.map(liveResource), { project: INSTALLATION, prune, signal }, cluster);
}
