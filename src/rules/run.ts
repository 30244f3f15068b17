import type { Diagnostic, Edit, Fix, Path } from '../diagnostic.ts';
import type { Engine } from '../engine/engine.ts';
import { groupOfKind } from '../model/catalogue.ts';
import { readWorkflow } from '../model/kinds/workflow.ts';
import type { Link } from '../model/links.ts';
import type { Model } from '../model/model.ts';
import { groupOf, type Resource } from '../model/resource.ts';
import type { Releases } from '../rbac/need.ts';
import { withDeadLetters } from './dead-letters.ts';
import type { Horizon, Reach } from './reach.ts';
import type { Check, Finding, Inspection, Rule } from './rule.ts';

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
  const running = rules.flatMap((rule) => (rule.check === undefined ? [] : [start(rule, model, options)]));
  inspect(model, (part) => running.filter(({ check }) => check[part] !== undefined));
  return running.flatMap(({ found }) => found);
}

/** A rule at work on a model. */
interface Running {
  readonly check: Check;
  readonly inspection: Inspection;
  readonly found: readonly Diagnostic[];
}

function start(rule: Rule, model: Model, options: RunOptions): Running {
  const found: Diagnostic[] = [];
  return {
    check: rule.check ?? {},
    inspection: {
      model,
      engine: options.engine,
      reach: options.reach,
      horizon: options.horizon ?? { complete: false, external: [] },
      releases: options.releases ?? {},
      report: (finding) => void found.push(diagnosticOf(rule, finding)),
    },
    found,
  };
}

/** One object after the other, all rules on each while it is at hand: a large tree does not fit into any cache. */
function inspect(model: Model, looksAt: (part: keyof Check) => readonly Running[]): void {
  for (const { check, inspection } of looksAt('model')) check.model?.(inspection);
  const resource = looksAt('resource');
  for (const one of model.resources) {
    for (const { check, inspection } of resource) check.resource?.(one, inspection);
  }
  for (const embedded of model.embedded) {
    for (const { check, inspection } of resource) check.resource?.(embedded.resource, inspection, embedded);
  }
  const link = looksAt('link');
  for (const one of model.links) for (const { check, inspection } of link) check.link?.(one, inspection);
  const eventBus = looksAt('eventBus');
  for (const one of model.eventBuses) {
    for (const { check, inspection } of eventBus) check.eventBus?.(one, inspection);
  }
  inspectEventSources(model, looksAt('eventSource'), looksAt('event'));
  inspectSensors(model, looksAt);
  inspectWorkflows(model, looksAt('workflow'));
}

function inspectEventSources(model: Model, ofSource: readonly Running[], ofEvent: readonly Running[]): void {
  for (const source of model.eventSources) {
    for (const { check, inspection } of ofSource) check.eventSource?.(source, inspection);
    for (const event of source.events) {
      for (const { check, inspection } of ofEvent) check.event?.(event, source, inspection);
    }
  }
}

function inspectSensors(model: Model, looksAt: (part: keyof Check) => readonly Running[]): void {
  const ofSensor = looksAt('sensor');
  const ofDependency = looksAt('dependency');
  const ofTrigger = looksAt('trigger');
  for (const sensor of model.sensors) {
    for (const { check, inspection } of ofSensor) check.sensor?.(sensor, inspection);
    for (const dependency of sensor.dependencies) {
      for (const { check, inspection } of ofDependency) check.dependency?.(dependency, sensor, inspection);
    }
    for (const trigger of sensor.triggers.flatMap(withDeadLetters)) {
      for (const { check, inspection } of ofTrigger) check.trigger?.(trigger, sensor, inspection);
    }
  }
}

function inspectWorkflows(model: Model, ofWorkflow: readonly Running[]): void {
  for (const workflow of model.workflows) {
    for (const { check, inspection } of ofWorkflow) check.workflow?.(workflow, inspection);
  }
  for (const embedded of model.embedded) {
    const { resource } = embedded;
    if (groupOf(resource.apiVersion) !== groupOfKind(resource.kind)) continue;
    const workflow = readWorkflow(resource, []);
    if (workflow === undefined) continue;
    for (const { check, inspection } of ofWorkflow) check.workflow?.(workflow, inspection, embedded);
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
