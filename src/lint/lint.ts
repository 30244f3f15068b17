import { compareDiagnostics, type Diagnostic } from '../diagnostic.ts';
import type { Engine } from '../engine/engine.ts';
import { remembering } from '../engine/remembering.ts';
import type { LoadedFile } from '../load/load.ts';
import type { Model } from '../model/model.ts';
import { RULES } from '../rules/index.ts';
import { permissionsOf } from '../rules/permissions.ts';
import { type Horizon, reachOf } from '../rules/reach.ts';
import type { Rule } from '../rules/rule.ts';
import { runRules } from '../rules/run.ts';
import { applySeverities, type LintConfig } from './config.ts';
import { strangeDestinations } from './destinations.ts';
import { applyIgnores, readIgnores } from './ignores.ts';
import { isOfPlaceholder } from './placeholders.ts';
import { eventBusRefusals } from './refusals/event-buses.ts';
import { eventSourceRefusals } from './refusals/event-sources.ts';
import { sensorRefusals } from './refusals/sensors.ts';
import { retypedValues } from './retyped.ts';
import { type Releases, shapeProblems } from './shapes.ts';
import { workflowProblems } from './workflows.ts';

export interface LintInput {
  readonly model: Model;
  readonly files: readonly LoadedFile[];
  /** What was found while the texts were read. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface LintOptions {
  readonly engine: Engine;
  readonly horizon: Horizon;
  /** False shows what comments hide. */
  readonly ignores: boolean;
  readonly rules?: readonly Rule[];
  /** Other severities than the rules' own. */
  readonly severities?: LintConfig['rules'];
  /** The releases that the cluster runs; the newest known by default. */
  readonly releases?: Releases;
}

export interface LintResult {
  /** Sorted by place; each only once. */
  readonly diagnostics: readonly Diagnostic[];
  /** Findings that comments in the files hide. */
  readonly hidden: number;
  /**
   * References, and rights of accounts, that nobody can judge, because the files hold no object of that kind: kind → how
   * many.
   */
  readonly unchecked: ReadonlyMap<string, number>;
  readonly files: number;
  readonly objects: number;
}

/** Everything that is wrong with the manifests. Pure; never throws on what they hold. */
export function lint(
  input: LintInput,
  { engine: asked, horizon, ignores, rules = RULES, severities = new Map(), releases = {} }: LintOptions,
): LintResult {
  const { model, files } = input;
  const engine = remembering(asked);
  const reach = reachOf(model, horizon);
  const texts = textsOf(files);
  const judged = [
    ...shapeProblems(model, texts, releases),
    ...strangeDestinations(model, releases),
    ...retypedValues(model, texts),
    ...runRules(rules, model, { engine, reach, horizon, releases }),
    ...workflowProblems(model, engine),
    ...eventSourceRefusals(model, engine),
    ...sensorRefusals(model, engine),
    ...eventBusRefusals(model),
  ];
  const all = [...withoutRepeated(input.diagnostics, judged), ...judged].filter(
    (one) => !isOfPlaceholder(one),
  );
  const found = distinct(withoutSecondNames(all));
  const unchecked = new Map<string, number>();
  for (const link of model.links) {
    if (reach(link) === 'unchecked') unchecked.set(link.to.kind, (unchecked.get(link.to.kind) ?? 0) + 1);
  }
  for (const { kind } of permissionsOf({ model, horizon, releases }).unchecked)
    unchecked.set(kind, (unchecked.get(kind) ?? 0) + 1);
  const comments = ignores ? files.flatMap(({ name, text }) => readIgnores(name, text)) : [];
  const isJudged = (rule: string) => unchecked.size === 0 || !/^(?:rbac|reference)\//.test(rule);
  const { kept, hidden, unused } = applyIgnores(applySeverities(found, severities), comments, isJudged);
  return {
    diagnostics: [...kept, ...unused].sort(compareDiagnostics),
    hidden,
    unchecked,
    files: files.length,
    objects: model.resources.length,
  };
}

function textsOf(files: readonly LoadedFile[]): ReadonlyMap<string, string> {
  return new Map(files.map(({ name, text }) => [name, text]));
}

/** What was seen while reading, without what a rule of the same name says of the same place: it knows more. */
function withoutRepeated(
  diagnostics: readonly Diagnostic[],
  judged: readonly Diagnostic[],
): readonly Diagnostic[] {
  const said = new Set(judged.map(ruleAndPlace));
  return diagnostics.filter((diagnostic) => !said.has(ruleAndPlace(diagnostic)));
}

/** What two rooms see in their own ways, one of which says it better: the rule → the one that takes its place. */
const SECOND_NAMES: ReadonlyMap<string, string> = new Map([
  ['workflow/field-type', 'schema/wrong-type'],
  ['parameter/unknown-destination', 'parameter/template-ref-arguments'],
]);

/** One mistake is said once. */
function withoutSecondNames(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const said = new Set(diagnostics.map(ruleAndPlace));
  const renamed = new Set(
    diagnostics.flatMap(({ rule, at }) =>
      rule === 'schema/unknown-field' && at.path?.at(-1) === 'schedule' ? [`${at.file}\n${at.resource}`] : [],
    ),
  );
  return diagnostics.filter((diagnostic) => {
    const { at } = diagnostic;
    // The old field "schedule" is what has been said already.
    if (diagnostic.rule === 'workflow/schedule-missing' && renamed.has(`${at.file}\n${at.resource}`))
      return false;
    const rule = SECOND_NAMES.get(diagnostic.rule);
    return rule === undefined || !said.has(ruleAndPlace({ ...diagnostic, rule }));
  });
}

function ruleAndPlace({ rule, at }: Diagnostic): string {
  return [rule, at.file ?? '', at.range?.start.offset ?? JSON.stringify(at)].join('\n');
}

function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter((diagnostic) => {
    const key = `${ruleAndPlace(diagnostic)}\n${diagnostic.message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
