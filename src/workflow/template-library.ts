import type { Path, Place } from '../diagnostic.ts';
import {
  bareObject,
  isSet,
  type JsonObject,
  objectAt,
  objectsAt,
  own,
  textAt,
  withMembers,
} from '../json.ts';
import type { Model } from '../model/model.ts';
import type { Resource } from '../model/resource.ts';
import { Failure } from './failure.ts';
import { strategicMerge } from './merge.ts';

/** The kinds of templates, in the order in which the controller looks for them. */
export const TEMPLATE_TYPES = [
  'container',
  'containerSet',
  'steps',
  'dag',
  'script',
  'resource',
  'data',
  'suspend',
  'http',
  'plugin',
] as const;
export type TemplateType = (typeof TEMPLATE_TYPES)[number];

/** Source: argo-workflows pkg/apis/workflow/v1alpha1/workflow_types.go (Template.GetType). */
export function templateType(template: JsonObject): TemplateType | undefined {
  return TEMPLATE_TYPES.find((type) => isSet(template, type));
}

export function isPodType(type: TemplateType | undefined): boolean {
  return type !== undefined && ['container', 'containerSet', 'script', 'resource', 'data'].includes(type);
}

export function isLeafType(type: TemplateType | undefined): boolean {
  return type !== undefined && !['steps', 'dag', 'suspend'].includes(type);
}

/** How a type is called in messages. */
export const TYPE_NAMES: Readonly<Record<TemplateType, string>> = {
  container: 'Container',
  containerSet: 'ContainerSet',
  steps: 'Steps',
  dag: 'DAG',
  script: 'Script',
  resource: 'Resource',
  data: 'Data',
  suspend: 'Suspend',
  http: 'HTTP',
  plugin: 'Plugin',
};

/** Where template names are looked up: the Workflow itself, or a (Cluster)WorkflowTemplate that was referred to. */
export interface TemplateBase {
  readonly scope: 'local' | 'namespaced' | 'cluster';
  readonly name: string;
  readonly spec: JsonObject;
  /** From the root of the object to the spec's templates: `['spec', 'templates']`. */
  readonly templatesPath: Path;
  readonly at: (path: Path) => Place;
}

/** A step, a task, a hook: whatever says which template to run. */
export interface TemplateHolder {
  readonly template: string;
  readonly templateRef: JsonObject | undefined;
  readonly inline: JsonObject | undefined;
}

export function holderOf(object: JsonObject): TemplateHolder {
  return {
    template: textAt(object, 'template'),
    templateRef: objectAt(object, 'templateRef'),
    inline: objectAt(object, 'inline'),
  };
}

/** What a node says of where its template comes from; undefined for one that stands in its place. */
export function templateLabel(holder: TemplateHolder): string | undefined {
  if (holder.inline !== undefined) return undefined;
  if (holder.templateRef !== undefined) {
    return `${textAt(holder.templateRef, 'name')}/${textAt(holder.templateRef, 'template')}`;
  }
  return holder.template === '' ? undefined : holder.template;
}

export interface Resolved {
  readonly template: JsonObject;
  readonly base: TemplateBase;
  /** Where the template stands in `base`; undefined for an inline one. */
  readonly path: Path | undefined;
}

/** Finds templates by name and by reference. Source: argo-workflows workflow/templateresolution/context.go. */
export class TemplateLibrary {
  readonly #model: Model;
  readonly #namespace: string;
  readonly #from: Resource | undefined;
  /** Templates that were reached by reference: the controller finds them by their bare name from then on. */
  readonly #stored = new Map<string, JsonObject>();
  readonly #bases = new Map<string, TemplateBase>();

  /** Of several templates of one name, `from` takes the one nearest to itself. */
  constructor(model: Model, namespace: string, from?: Resource) {
    this.#model = model;
    this.#namespace = namespace;
    this.#from = from;
  }

  /** Makes an object known that may stand in the model in another state, or not at all. */
  add(object: JsonObject, cluster: boolean, at: (path: Path) => Place): void {
    const name = textAt(objectAt(object, 'metadata'), 'name');
    this.#bases.set(`${cluster}/${name}`, {
      scope: cluster ? 'cluster' : 'namespaced',
      name,
      spec: objectAt(object, 'spec') ?? {},
      templatesPath: ['spec', 'templates'],
      at,
    });
  }

  /** A (Cluster)WorkflowTemplate as a base, or undefined when it was not given. */
  base(name: string, cluster: boolean): TemplateBase | undefined {
    const key = `${cluster}/${name}`;
    const known = this.#bases.get(key);
    if (known !== undefined) return known;
    const resource = this.#model.find(
      cluster ? 'ClusterWorkflowTemplate' : 'WorkflowTemplate',
      cluster ? '' : this.#namespace,
      name,
      this.#from,
    );
    if (resource === undefined) return undefined;
    const base: TemplateBase = {
      scope: cluster ? 'cluster' : 'namespaced',
      name,
      spec: objectAt(resource.value, 'spec') ?? {},
      templatesPath: ['spec', 'templates'],
      at: (path) => resource.at(path),
    };
    this.#bases.set(key, base);
    return base;
  }

  /** Names that a reference of that kind could mean, for the nearest one. */
  baseNames(cluster: boolean): readonly string[] {
    const kind = cluster ? 'ClusterWorkflowTemplate' : 'WorkflowTemplate';
    return this.#model.resources
      .filter((resource) => resource.kind === kind && resource.name !== '')
      .filter((resource) => cluster || this.#model.namespaceOf(resource) === this.#namespace)
      .map((resource) => resource.name);
  }

  byName(base: TemplateBase, name: string): Resolved | undefined {
    const templates = objectsAt(base.spec, 'templates');
    const index = templates.findIndex((template) => textAt(template, 'name') === name);
    const found = templates[index];
    if (found !== undefined) {
      return { template: withPodMetadata(found, base), base, path: [...base.templatesPath, index] };
    }
    const stored = base.scope === 'local' ? this.#stored.get(name) : undefined;
    return stored && { template: stored, base, path: undefined };
  }

  /** Throws a Failure with the controller's words when there is no such template. */
  resolve(base: TemplateBase, holder: TemplateHolder): Resolved {
    const resolved = this.#find(base, holder);
    if (templateType(resolved.template) === undefined) {
      throw new Failure('error', `template '${textAt(resolved.template, 'name')}' type is unknown`);
    }
    return resolved;
  }

  #find(base: TemplateBase, holder: TemplateHolder): Resolved {
    const { inline, templateRef, template: name } = holder;
    if (inline !== undefined) {
      const of = templateRef && this.base(textAt(templateRef, 'name'), isCluster(templateRef));
      return { template: inline, base: of ?? base, path: undefined };
    }
    if (templateRef !== undefined) return this.#byReference(templateRef);
    if (name === '') throw new Failure('error', 'failed to get a template');
    const found = this.byName(base, name);
    if (found === undefined) throw new Failure('error', `template ${name} not found`);
    return found;
  }

  #byReference(reference: JsonObject): Resolved {
    const name = textAt(reference, 'name');
    const part = textAt(reference, 'template');
    const base = this.base(name, isCluster(reference));
    if (base === undefined) throw new Failure('error', `workflow template ${name} not found`);
    const found = this.byName(base, part);
    if (found === undefined) {
      throw new Failure('error', `template ${part} not found in workflow template ${name}`);
    }
    if (!this.#stored.has(part)) this.#stored.set(part, found.template);
    return found;
  }
}

export function isCluster(reference: JsonObject): boolean {
  return own(reference, 'clusterScope') === true;
}

/** `spec.podMetadata` under the template's own. Source: workflow/templateresolution/context.go (addPodMetadata). */
function withPodMetadata(template: JsonObject, base: TemplateBase): JsonObject {
  const pod = objectAt(base.spec, 'podMetadata');
  if (pod === undefined) return template;
  const metadata = objectAt(template, 'metadata');
  return withMembers(template, {
    metadata: withMembers(metadata ?? {}, {
      annotations: { ...objectAt(pod, 'annotations'), ...objectAt(metadata, 'annotations') },
      labels: { ...objectAt(pod, 'labels'), ...objectAt(metadata, 'labels') },
    }),
  });
}

/**
 * The template with `spec.templateDefaults` under it; defaults of another type do not apply.
 * Source: argo-workflows workflow/controller/operator.go (mergedTemplateDefaultsInto).
 */
export function withDefaults(template: JsonObject, defaults: JsonObject | undefined): JsonObject {
  if (defaults === undefined) return template;
  const type = templateType(template);
  const applicable = bareObject<undefined>();
  // `steps` is a list, not a struct, and therefore stays among the defaults of other types.
  for (const other of TEMPLATE_TYPES) if (other !== type && other !== 'steps') applicable[other] = undefined;
  return strategicMerge(withMembers(defaults, applicable), template);
}

/** `continueOn`. Source: argo-workflows pkg/apis/workflow/v1alpha1/workflow_types.go (continues). */
export function continuesOn(holder: JsonObject, outcome: string): boolean {
  const continueOn = objectAt(holder, 'continueOn');
  return (
    (outcome === 'Error' && own(continueOn, 'error') === true) ||
    (outcome === 'Failed' && own(continueOn, 'failed') === true)
  );
}
