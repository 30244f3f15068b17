import { type JsonObject, objectAt, textAt } from '../json.ts';
import type { Model } from '../model/model.ts';
import { groupOf, type Resource } from '../model/resource.ts';

/** What a CustomResourceDefinition among the files says of a kind. */
export interface Definition {
  readonly resource: Resource;
  readonly names: JsonObject;
  readonly clusterScoped: boolean;
}

const KNOWN = new WeakMap<Model, ReadonlyMap<string, Definition>>();

/** The definition of an object's kind; undefined when it is not among the files. */
export function definitionOf(model: Model, { apiVersion, kind }: Resource): Definition | undefined {
  let all = KNOWN.get(model);
  if (all === undefined) {
    all = new Map(
      model.resources
        .filter((resource) => resource.kind === 'CustomResourceDefinition')
        .map((resource) => {
          const spec = objectAt(resource.value, 'spec') ?? {};
          const names = objectAt(spec, 'names') ?? {};
          const clusterScoped = textAt(spec, 'scope') === 'Cluster';
          return [`${textAt(spec, 'group')} ${textAt(names, 'kind')}`, { resource, names, clusterScoped }];
        }),
    );
    KNOWN.set(model, all);
  }
  return all.get(`${groupOf(apiVersion)} ${kind}`);
}
