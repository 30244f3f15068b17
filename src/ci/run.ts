import type { Severity } from '../diagnostic.ts';
import type { CheckResult } from '../doctor/finding.ts';
import { isIll } from '../doctor/run.ts';
import { UserError, type UserErrorKind } from '../errors.ts';
import {
  type Crew,
  type FlowTestOutcome,
  type FlowTestRequest,
  NoFlowTests,
  runFlowTests,
  worstOf,
} from '../flow-test/run.ts';
import { loadProject } from '../lint/project.ts';
import { fails, type LintOutcome, type LintRequest, runLint } from '../lint/run.ts';
import { type Audit, audit } from '../rbac/audit.ts';
import { needsOf } from '../rbac/needs.ts';

/** What is looked at, in this order. */
export const PARTS = ['lint', 'rbac', 'test', 'doctor'] as const;
export type PartName = (typeof PARTS)[number];

/** How a part ended; `usage` and `work` as in {@link UserErrorKind}. */
export type Verdict = 'passed' | 'failed' | 'skipped' | UserErrorKind;

export interface Part<T> {
  readonly verdict: Verdict;
  /** Absent where it was left out, or could not be done. */
  readonly value?: T;
  /** Why it was left out, or could not be done. */
  readonly reason?: string;
  readonly help?: string;
}

export interface Examined {
  readonly context: string;
  readonly server: string;
  /** The version of Kubernetes. */
  readonly kubernetes: string;
  readonly results: readonly CheckResult[];
}

export interface CiResult {
  readonly lint: Part<LintOutcome>;
  readonly rbac: Part<Audit>;
  readonly test: Part<FlowTestOutcome>;
  readonly doctor: Part<Examined>;
}

export interface CiRequest {
  readonly lint: LintRequest;
  /** The lightest severity of a finding that fails. */
  readonly failOn: Severity;
  readonly test: FlowTestRequest;
  /** Percent of ways that flow tests have to take. */
  readonly coverageMin: number | undefined;
  readonly skip: readonly PartName[];
}

export interface CiPorts {
  readonly crew: Crew;
  /** Looks at a cluster; absent where nobody asked for that. */
  readonly doctor: (() => Promise<Examined>) | undefined;
}

/** Everything that a CI job asks, one after the other; what one part cannot do keeps no other from its work. */
export async function runCi(request: CiRequest, { crew, doctor }: CiPorts): Promise<CiResult> {
  const { skip } = request;
  const part = async <T>(name: PartName, work: () => Promise<Part<T>>): Promise<Part<T>> =>
    skip.includes(name) ? { verdict: 'skipped', reason: `--skip ${name}` } : await attempted(work);
  return {
    lint: await part('lint', () => lintPart(request)),
    rbac: await part('rbac', () => rbacPart(request)),
    test: await part('test', () => testPart(request, crew)),
    doctor: await part('doctor', () => doctorPart(doctor)),
  };
}

async function attempted<T>(work: () => Promise<Part<T>>): Promise<Part<T>> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { kind, message, help } = error;
    return { verdict: kind, reason: message, ...(help !== undefined && { help }) };
  }
}

async function lintPart({ lint, failOn }: CiRequest): Promise<Part<LintOutcome>> {
  const value = await runLint(lint, noStdin);
  return { verdict: fails(value.result.diagnostics, failOn) ? 'failed' : 'passed', value };
}

async function rbacPart({ lint }: CiRequest): Promise<Part<Audit>> {
  const { loaded, config, horizon } = await loadProject(lint, noStdin);
  const { argoEvents, argoWorkflows } = config.versions;
  const needs = needsOf(loaded.model, { argoEvents, argoWorkflows });
  const value = audit(loaded.model, needs, horizon);
  const isShort = value.gaps.length > 0 || value.homeless.length > 0;
  return { verdict: isShort ? 'failed' : 'passed', value };
}

async function testPart({ test, coverageMin }: CiRequest, crew: Crew): Promise<Part<FlowTestOutcome>> {
  try {
    const value = await runFlowTests(test, crew);
    const { coverage } = value.result;
    const isShort = coverageMin !== undefined && coverage !== undefined && coverage.percent < coverageMin;
    const verdict = worstOf(value.result);
    return { verdict: verdict === 'passed' && isShort ? 'failed' : verdict, value };
  } catch (error) {
    if (!(error instanceof NoFlowTests)) throw error;
    return {
      verdict: 'skipped',
      reason: error.message,
      ...(error.help !== undefined && { help: error.help }),
    };
  }
}

async function doctorPart(doctor: CiPorts['doctor']): Promise<Part<Examined>> {
  if (doctor === undefined) {
    return { verdict: 'skipped', reason: 'no cluster is named', help: '--cluster, or --context NAME' };
  }
  const value = await doctor();
  return { verdict: isIll(value.results) ? 'failed' : 'passed', value };
}

async function noStdin(): Promise<string> {
  throw new UserError('usage', 'argoflow ci reads no standard input', 'name files or folders');
}

/** The worst of the parts: nothing else decides how a job ends. */
export function verdictOf(result: CiResult): Exclude<Verdict, 'skipped'> {
  const verdicts = new Set(PARTS.map((name) => result[name].verdict));
  return (['work', 'usage', 'failed'] as const).find((verdict) => verdicts.has(verdict)) ?? 'passed';
}
