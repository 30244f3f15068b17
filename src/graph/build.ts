import type { Diagnostic } from '../diagnostic.ts';
import type { Engine } from '../engine/engine.ts';
import type { LinkKind } from '../model/links.ts';
import type { Model } from '../model/model.ts';
import type { Resource } from '../model/resource.ts';
import type { Releases } from '../rbac/need.ts';
import { permissionsOf } from '../rules/permissions.ts';
import { type Horizon, reachOf } from '../rules/reach.ts';
import { type Context, idOfObject } from './context.ts';
import { Draft } from './draft.ts';
import type { FlowGraph } from './flow-graph.ts';
import { Permissions } from './permissions.ts';
import { addSensor } from './sensors.ts';
import { addEventBuses, addEventSource, addIngress } from './sources.ts';
import { addEventBinding, addStandaloneWorkflow } from './workflows.ts';

export interface GraphInput {
  readonly model: Model;
  /** What lint finds in the same files: it is shown where it stands, and nothing is judged again. */
  readonly diagnostics: readonly Diagnostic[];
  readonly engine: Engine;
  readonly horizon: Horizon;
  readonly releases: Releases;
}

/** The flow of a model as a graph. Pure; never throws on what manifests hold. */
export function flowGraph({ model, diagnostics, engine, horizon, releases }: GraphInput): FlowGraph {
  const draft = new Draft();
  const reach = reachOf(model, horizon);
  const context: Context = {
    model,
    engine,
    draft,
    permissions: new Permissions(model, permissionsOf({ model, horizon, releases }), releases),
    presenceOf: reach,
    idOf: idsOf(model),
    linksOf: linksBy(model),
  };
  addEventBuses(context);
  for (const ingress of model.ingresses) addIngress(context, ingress);
  for (const source of model.eventSources) addEventSource(context, source);
  for (const sensor of model.sensors) addSensor(context, sensor);
  for (const workflow of model.workflows) addStandaloneWorkflow(context, workflow);
  for (const resource of model.resources) {
    if (resource.kind === 'WorkflowEventBinding') addEventBinding(context, resource);
  }
  return draft.finish(diagnostics);
}

/** Of objects without a name of their own there can be several with one id: the later ones get a number. */
function idsOf(model: Model): (resource: Resource) => string {
  const ids = new Map<Resource, string>();
  const taken = new Map<string, number>();
  for (const resource of model.resources) {
    const id = idOfObject(resource.kind, model.namespaceOf(resource), resource.displayName);
    // Of several with one name in one folder only the last one stays, and it alone is looked at.
    const asked = [resource.kind, model.namespaceOf(resource), resource.name] as const;
    const last = resource.name !== '' && model.find(...asked);
    const count = (taken.get(id) ?? 0) + 1;
    if (last && (last === resource || model.find(...asked, resource) !== resource)) ids.set(resource, id);
    else {
      taken.set(id, count);
      ids.set(resource, count === 1 && !last ? id : `${id}#${count}`);
    }
  }
  return (resource) =>
    ids.get(resource) ?? idOfObject(resource.kind, model.namespaceOf(resource), resource.displayName);
}

function linksBy(model: Model): Context['linksOf'] {
  const found = new Map<Resource, Model['links'][number][]>();
  for (const link of model.links) {
    if (link.via !== undefined) continue;
    const list = found.get(link.from);
    if (list === undefined) found.set(link.from, [link]);
    else list.push(link);
  }
  return (resource: Resource, kind: LinkKind) =>
    (found.get(resource) ?? []).filter((link) => link.kind === kind);
}
