import { UserError } from '../errors.ts';
import type { Part } from './image.ts';
import type { Installed } from './installed.ts';
import { PAIRS, type Project } from './lock.ts';
import type { Workload } from './plan.ts';

export interface ChangeRequest {
  readonly mode: 'install' | 'upgrade';
  readonly allowDowngrade: boolean;
}

/**
 * Throws a UserError for a change that would break what is there: another tool's installation, a second controller, a
 * downgrade. Returns what is worth knowing.
 */
export function checkChange(
  installed: readonly Installed[],
  planned: readonly Workload[],
  { mode, allowDowngrade }: ChangeRequest,
): readonly string[] {
  const notes: string[] = [];
  let changes = false;
  for (const { name, part } of planned) {
    if (part === undefined || !part.controller) continue;
    for (const other of installed.filter((one) => one.part.controller && one.part.project === part.project)) {
      const where = `Deployment "${other.name.namespace}/${other.name.name}"`;
      const isSame = other.name.namespace === name.namespace && other.name.name === name.name;
      if (other.owner !== undefined && (isSame || overlap(other, name.namespace, part))) {
        const help = `change it with ${other.owner}, which would undo what others change`;
        throw new UserError('work', `${part.project} is installed by ${other.owner} (${where})`, help);
      }
      if (!isSame) {
        if (!overlap(other, name.namespace, part)) continue;
        throw new UserError(
          'work',
          `${part.project} runs already: ${where} watches what this one would watch, too, and both would act`,
          `install it where it is: ${part.project === 'argo-events' ? '--namespace' : '--workflows-namespace'} ${other.name.namespace}`,
        );
      }
      changes = true;
      const order = compareVersions(part.version, other.part.version);
      if (order === undefined && part.version !== other.part.version) {
        notes.push(
          `cannot compare ${part.project} "${other.part.version}", which runs, with "${part.version}"`,
        );
      } else if (order !== undefined && order < 0 && !allowDowngrade) {
        throw new UserError(
          'work',
          `${part.project} ${other.part.version} runs, which is newer than ${part.version}`,
          'going back may lose what only the newer one understands: --allow-downgrade',
        );
      } else if (order !== undefined && order > 0 && mode === 'install') {
        throw new UserError(
          'work',
          `${part.project} ${other.part.version} runs, which is older than ${part.version}`,
          'argoflow upgrade',
        );
      }
      if (order !== 0) notes.push(...upgradeNotes(part.project, other.part.version, part.version));
    }
  }
  if (mode === 'upgrade' && !changes) {
    throw new UserError('work', 'nothing is installed here that could be upgraded', 'argoflow install');
  }
  return notes;
}

/** Sources: argo-events pkg/reconciler/eventsource/resource.go (the image is hashed); argo-workflows docs/upgrading.md. */
function upgradeNotes(project: Project, from: string, to: string): readonly string[] {
  const notes = [`${project} goes from ${from || 'an unknown version'} to ${to}`];
  if (project === 'argo-events')
    notes.push('every EventSource and Sensor restarts with the image of the new version');
  if (majorOf(from) === 3 && majorOf(to) === 4) {
    notes.push(
      'version 4 no longer reads "schedule" of a CronWorkflow, nor "podPriority", "mutex" and "semaphore"',
    );
  }
  return notes;
}

/** What is worth knowing about versions that are to work together; `server` is the version of Kubernetes. */
export function checkPair(planned: readonly Workload[], server: string | undefined): readonly string[] {
  const versions = new Map<Project, string>();
  for (const { part } of planned) if (part?.controller) versions.set(part.project, part.version);
  const [events, workflows] = [versions.get('argo-events'), versions.get('argo-workflows')];
  if (events === undefined || workflows === undefined) return [];
  const pair = PAIRS.find((one) => one['argo-events'] === events && one['argo-workflows'] === workflows);
  if (pair === undefined)
    return [`nobody has tried argo-events ${events} with argo-workflows ${workflows} for argoflow`];
  const [, minor] = /^v?1\.(\d+)/.exec(server ?? '') ?? [];
  if (minor === undefined) return [];
  const fits = ({ kubernetes: { from, to } }: typeof pair) => Number(minor) >= from && Number(minor) <= to;
  if (fits(pair)) return [];
  const better = PAIRS.find(fits);
  const { from, to } = pair.kubernetes;
  return [
    `argo-workflows ${workflows} is tested with Kubernetes 1.${from} to 1.${to}, and this is ${server}` +
      (better === undefined ? '' : `; --argo-workflows ${better['argo-workflows']} is tested with it`),
  ];
}

function overlap(other: Installed, namespace: string, part: Part): boolean {
  return !other.part.namespaced || !part.namespaced || other.name.namespace === namespace;
}

/** Below 0: `a` is older. Undefined where one of them is no version. */
export function compareVersions(a: string, b: string): number | undefined {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  if (left === undefined || right === undefined) return undefined;
  for (const [index, number] of left.entries()) {
    const difference = number - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbersOf(version: string): readonly number[] | undefined {
  const found = /^v?(\d+)\.(\d+)\.(\d+)$/.exec(version);
  return found === null ? undefined : found.slice(1).map(Number);
}

function majorOf(version: string): number | undefined {
  return numbersOf(version)?.[0];
}
