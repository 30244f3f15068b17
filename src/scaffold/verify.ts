import { UserError } from '../errors.ts';
import { runLint } from '../lint/run.ts';
import { audit } from '../rbac/audit.ts';
import { needsOf } from '../rbac/needs.ts';
import type { FollowedEvent, TestEventResult } from '../test-event/result.ts';
import { runTestEvent } from '../test-event/run.ts';
import { readProject } from './read-project.ts';
import type { StoppedEvent } from './template.ts';

/** What one of argoflow's own commands says of a project. */
export interface ProjectCheck {
  readonly name: 'lint' | 'rbac check' | 'test-event';
  readonly passed: boolean;
  /** One line. */
  readonly text: string;
}

export interface Verification {
  /** The project's folder. */
  readonly folder: string;
  /** EVENTSOURCE/EVENT */
  readonly target: string;
  /** The type of the event source, by which its samples are named. */
  readonly type: string;
  readonly stopped: readonly StoppedEvent[];
  /** The folder of the samples. */
  readonly payloads: string;
}

/**
 * Lints the project, compares its permissions with what it needs, and fires its event, as the commands of these names
 * would. What cannot even be read is a check that did not pass.
 */
export async function verifyProject(verification: Verification): Promise<readonly ProjectCheck[]> {
  const { folder, stopped } = verification;
  const checks: ProjectCheck[] = [
    await checked('lint', () => lint(folder)),
    await checked('rbac check', () => permissions(folder)),
    await checked('test-event', () => event(verification)),
  ];
  for (const one of stopped) checks.push(await checked('test-event', () => stoppedEvent(verification, one)));
  return checks;
}

type Verdict = Omit<ProjectCheck, 'name'>;

async function checked(name: ProjectCheck['name'], check: () => Promise<Verdict>): Promise<ProjectCheck> {
  try {
    return { name, ...(await check()) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { name, passed: false, text: error.message };
  }
}

async function lint(folder: string): Promise<Verdict> {
  const request = { paths: [folder], complete: false, assume: [], ignores: true };
  const { result } = await runLint(request, () => Promise.resolve(''));
  const found = result.diagnostics.filter(({ severity }) => severity !== 'info');
  const [first] = found;
  if (first === undefined) return { passed: true, text: 'nothing to find' };
  const more = found.length > 1 ? ` (and ${found.length - 1} more)` : '';
  return { passed: false, text: `${first.message}${more}` };
}

async function permissions(folder: string): Promise<Verdict> {
  const { model, scope, releases } = await readProject(folder);
  const { gaps, homeless, unchecked, needs } = audit(model, needsOf(model, releases), scope);
  const [gap] = gaps;
  const [use] = homeless;
  if (gap !== undefined) return { passed: false, text: `not allowed: ${gap.need.reason}` };
  if (use !== undefined) return { passed: false, text: `there is no account "${use.account.name}"` };
  const asked = needs.needs.filter(({ when }) => when === undefined).length - unchecked.length;
  const left = unchecked.length === 0 ? '' : `, ${unchecked.length} not checked`;
  return { passed: true, text: `${asked} needed, ${asked} allowed${left}` };
}

async function event(verification: Verification): Promise<Verdict> {
  const result = await fire(verification, 'fires', {});
  const fired = result.firings.flatMap(triggersOf)[0];
  if (result.asExpected) return { passed: true, text: `event.json fires ${fired?.sensor}/${fired?.trigger}` };
  return { passed: false, text: `event.json is ${result.outcome}, and should fire` };
}

async function stoppedEvent(verification: Verification, stopped: StoppedEvent): Promise<Verdict> {
  const { type } = verification;
  const result = await fire(verification, 'filtered', {
    set: stopped.set,
    ...(stopped.event !== undefined && { event: `${type}/${stopped.event}` }),
  });
  const text = result.asExpected ? 'the filters stop' : `${result.outcome}, and should be filtered`;
  return { passed: result.asExpected, text: `${text}: ${stopped.what}` };
}

function triggersOf({ triggers, others = [] }: FollowedEvent): FollowedEvent['triggers'] {
  return [...triggers, ...others.flatMap(triggersOf)];
}

async function fire(
  { folder, target, payloads }: Verification,
  expected: string,
  change: { readonly set?: readonly string[]; readonly event?: string },
): Promise<TestEventResult> {
  const observer = { opened: () => undefined, received: () => undefined };
  const { result } = await runTestEvent(
    {
      targets: [target],
      filename: [folder],
      expect: [expected],
      repeat: 1,
      listen: false,
      payloads,
      ...change,
    },
    () => Promise.resolve(''),
    observer,
    new AbortController().signal,
  );
  return result;
}
