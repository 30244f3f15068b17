import type { Diagnostic, Edit, Fix, Path } from '../diagnostic.ts';
import type { Engine } from '../engine/engine.ts';
import { groupOfKind } from '../model/catalogue.ts';
import { readWorkflow } from '../model/kinds/workflow.ts';
import type { Link } from '../model/links.ts';
import type { Model } from '../model/model.ts';
import { groupOf, type Resource } from '../model/resource.ts';
import type { Releases } from '../rbac/need.ts';
import { withDeadLetters } from './dead-letters.ts';
import type { Horizon } from './reach.ts';
import type { Check, Finding, Inspection, Reach, Rule } from './rule.ts';

export interface RunOptions {
  readonly engine: Engine;
  /** What is known of the target of a link; see `reachOf`. */
  readonly reach: (link: Link) => Reach;
  /** Not the whole flow by default. */
  readonly horizon?: Horizon;
  readonly releases?: Releases;
}

/** Everything that the rules find in a model, in the order of the rules. Places are looked up for findings only. */
export function runRules(rules: readonly Rule[], model: Model, options: RunOptions): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const parts = partsOf(model);
  for (const rule of rules) {
    if (rule.check === undefined) continue;
    inspect(rule.check, parts, {
      model,
      engine: options.engine,
      reach: options.reach,
      horizon: options.horizon ?? { complete: false, external: [] },
      releases: options.releases ?? {},
      report: (finding) => void found.push(diagnosticOf(rule, finding)),
    });
  }
  return found;
}

/** What rules look at beside the model's own lists, taken out once for all of them. */
function partsOf(model: Model) {
  return {
    triggers: model.sensors.flatMap((sensor) =>
      sensor.triggers.flatMap(withDeadLetters).map((trigger) => [trigger, sensor] as const),
    ),
    workflows: model.embedded.flatMap((embedded) => {
      const { resource } = embedded;
      if (groupOf(resource.apiVersion) !== groupOfKind(resource.kind)) return [];
      const workflow = readWorkflow(resource, []);
      return workflow === undefined ? [] : [[workflow, embedded] as const];
    }),
  };
}

function inspect(check: Check, parts: ReturnType<typeof partsOf>, inspection: Inspection): void {
  const { model } = inspection;
  check.model?.(inspection);
  if (check.resource) {
    for (const resource of model.resources) check.resource(resource, inspection);
    for (const embedded of model.embedded) check.resource(embedded.resource, inspection, embedded);
  }
  if (check.link) for (const link of model.links) check.link(link, inspection);
  if (check.eventBus) for (const eventBus of model.eventBuses) check.eventBus(eventBus, inspection);
  for (const source of check.eventSource || check.event ? model.eventSources : []) {
    check.eventSource?.(source, inspection);
    if (check.event) for (const event of source.events) check.event(event, source, inspection);
  }
  for (const sensor of check.sensor || check.dependency ? model.sensors : []) {
    check.sensor?.(sensor, inspection);
    if (check.dependency) {
      for (const dependency of sensor.dependencies) check.dependency(dependency, sensor, inspection);
    }
  }
  if (check.trigger) {
    for (const [trigger, sensor] of parts.triggers) check.trigger(trigger, sensor, inspection);
  }
  if (check.workflow) {
    for (const workflow of model.workflows) check.workflow(workflow, inspection);
    for (const [workflow, embedded] of parts.workflows) check.workflow(workflow, inspection, embedded);
  }
}

function diagnosticOf(rule: Rule, finding: Finding): Diagnostic {
  const { resource, path, what, message, help, related, severity, fix } = finding;
  const written = fix && fixOf(resource, fix);
  return {
    rule: rule.id,
    severity: severity ?? rule.severity,
    message,
    at: resource.at(path, what),
    ...(related && {
      related: related.map((note) => ({ message: note.message, at: note.resource.at(note.path) })),
    }),
    ...(help !== undefined && { help }),
    ...(written && { fix: written }),
  };
}

/** The edits in terms of the document; undefined when one of them has no text of its own there. */
export function fixOf(resource: Resource, fix: NonNullable<Finding['fix']>): Fix | undefined {
  const root = resource.written([]);
  if (root === undefined) return undefined;
  const inDocument = (path: Path) => [...root.path, ...path];
  const edits = fix.edits.map(
    (edit): Edit =>
      edit.kind === 'move'
        ? { ...edit, path: inDocument(edit.path), to: inDocument(edit.to) }
        : { ...edit, path: inDocument(edit.path) },
  );
  return { message: fix.message, safe: fix.safe, file: root.file, document: root.document, edits };
}
