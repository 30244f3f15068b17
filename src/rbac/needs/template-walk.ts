import type { Path } from '../../diagnostic.ts';
import { isObject, type JsonObject, listAt, objectAt, textAt, valueAt } from '../../json.ts';
import { readWorkflow } from '../../model/kinds/workflow.ts';
import type { Model } from '../../model/model.ts';
import type { Resource } from '../../model/resource.ts';
import { joinSpecs } from '../../workflow/merge.ts';
import { withDefaults } from '../../workflow/template-library.ts';
import type { Cause } from '../need.ts';

/** A template that runs, with the defaults of its Workflow under it, and where it stands. */
export interface RunningTemplate {
  readonly template: JsonObject;
  readonly at: Cause;
}

export interface ReferredTemplate {
  /** Of the (Cluster)WorkflowTemplate; '' when it is made of variables. */
  readonly name: string;
  readonly cluster: boolean;
  /** Whether it is among the files. */
  readonly known: boolean;
  readonly at: Cause;
}

export interface Walk {
  /** The spec that runs: the object's own over that of its workflowTemplateRef. */
  readonly spec: JsonObject;
  /** From the root of the object to its own spec. */
  readonly specPath: Path;
  readonly templates: readonly RunningTemplate[];
  readonly references: readonly ReferredTemplate[];
}

/** Where names of templates are looked up: a spec, and the one under it. */
interface Scope {
  readonly holders: readonly {
    readonly resource: Resource;
    readonly path: Path;
    readonly spec: JsonObject;
  }[];
}

/** The (Cluster)WorkflowTemplates that an object refers to, through others, too; each once. */
export function referredTemplates(
  model: Model,
  object: Resource,
  namespace: string,
): readonly ReferredTemplate[] {
  const found = new Map<string, ReferredTemplate>();
  for (const reference of walkTemplates(model, object, namespace, 'all')?.references ?? []) {
    const key = `${reference.cluster}/${reference.name}`;
    if (!found.has(key)) found.set(key, reference);
  }
  return [...found.values()];
}

/**
 * The templates of an object of the Workflow family: those that run, or all that are validated, which are all of its
 * own besides. Undefined for other objects.
 * Source: argo-workflows workflow/templateresolution/context.go, workflow/validate/validate.go (ValidateWorkflow).
 */
export function walkTemplates(
  model: Model,
  object: Resource,
  namespace: string,
  which: 'running' | 'all',
): Walk | undefined {
  const workflow = readWorkflow(object, []);
  return workflow && new Walker(model, namespace).walk(object, workflow.spec, workflow.specPath, which);
}

class Walker {
  readonly #model: Model;
  readonly #namespace: string;
  readonly #templates: RunningTemplate[] = [];
  readonly #references: ReferredTemplate[] = [];
  readonly #seen = new Set<JsonObject>();
  #defaults: JsonObject | undefined;

  constructor(model: Model, namespace: string) {
    this.#model = model;
    this.#namespace = namespace;
  }

  walk(resource: Resource, own: JsonObject, path: Path, which: 'running' | 'all'): Walk {
    const reference = objectAt(own, 'workflowTemplateRef');
    const under = reference && this.#refer(reference, { resource, path: [...path, 'workflowTemplateRef'] });
    const spec = under === undefined ? own : joinSpecs(own, under.spec);
    this.#defaults = objectAt(spec, 'templateDefaults');
    const scope: Scope = {
      holders: [{ resource, path, spec: own }, ...(under === undefined ? [] : [under])],
    };
    const at: Cause = { resource, path };
    const roots = [textAt(spec, 'entrypoint'), textAt(spec, 'onExit')].filter((name) => name !== '');
    if (which === 'all' || roots.length === 0) this.#all(scope, which === 'all' && reference === undefined);
    for (const name of roots) this.#named(scope, name);
    this.#hooks(scope, spec, at);
    return { spec, specPath: path, templates: this.#templates, references: this.#references };
  }

  /** A template that nobody starts here may be started at any of its own templates. */
  #all(scope: Scope, validated: boolean): void {
    const [first] = scope.holders;
    if (first === undefined) return;
    if (!validated && textAt(first.spec, 'entrypoint') !== '') return;
    for (const [index, template] of listAt(first.spec, 'templates').entries()) {
      if (!isObject(template)) continue;
      this.#visit(scope, template, { resource: first.resource, path: [...first.path, 'templates', index] });
    }
  }

  #named(scope: Scope, name: string): void {
    for (const { resource, path, spec } of scope.holders) {
      const templates = listAt(spec, 'templates');
      const index = templates.findIndex((one) => isObject(one) && textAt(one, 'name') === name);
      const template = templates[index];
      if (template === undefined || !isObject(template)) continue;
      this.#visit(scope, template, { resource, path: [...path, 'templates', index] });
      return;
    }
  }

  #visit(scope: Scope, written: JsonObject, at: Cause): void {
    if (this.#seen.has(written)) return;
    this.#seen.add(written);
    const template = withDefaults(written, this.#defaults);
    this.#templates.push({ template, at });
    for (const list of ['steps', 'dag']) {
      const holders = list === 'dag' ? listAt(objectAt(written, 'dag'), 'tasks') : listAt(written, 'steps');
      const path = list === 'dag' ? [...at.path, 'dag', 'tasks'] : [...at.path, 'steps'];
      this.#holders(scope, holders, { resource: at.resource, path });
    }
  }

  #holders(scope: Scope, list: readonly unknown[], { resource, path }: Cause): void {
    for (const [index, one] of list.entries()) {
      const at = { resource, path: [...path, index] };
      // Steps are a list of lists.
      if (Array.isArray(one)) this.#holders(scope, one, at);
      else if (isHolder(one)) this.#holder(scope, one, at);
    }
  }

  #holder(scope: Scope, holder: JsonObject, at: Cause): void {
    const inline = objectAt(holder, 'inline');
    const reference = objectAt(holder, 'templateRef');
    if (inline !== undefined)
      this.#visit(scope, inline, { resource: at.resource, path: [...at.path, 'inline'] });
    else if (reference !== undefined) {
      const base = this.#refer(reference, { resource: at.resource, path: [...at.path, 'templateRef'] });
      if (base !== undefined) this.#named({ holders: [base] }, textAt(reference, 'template'));
    } else this.#named(scope, textAt(holder, 'template'));
    const exit = textAt(holder, 'onExit');
    if (exit !== '') this.#named(scope, exit);
    this.#hooks(scope, holder, at);
  }

  #hooks(scope: Scope, holder: JsonObject, { resource, path }: Cause): void {
    for (const [name, hook] of Object.entries(objectAt(holder, 'hooks') ?? {})) {
      if (isObject(hook)) this.#holder(scope, hook, { resource, path: [...path, 'hooks', name] });
    }
  }

  #refer(reference: JsonObject, at: Cause): Scope['holders'][number] | undefined {
    const written = textAt(reference, 'name');
    const name = written.includes('{{') ? '' : written;
    const cluster = reference['clusterScope'] === true;
    const kind = cluster ? 'ClusterWorkflowTemplate' : 'WorkflowTemplate';
    const resource = name === '' ? undefined : this.#model.find(kind, cluster ? '' : this.#namespace, name);
    this.#references.push({ name, cluster, known: resource !== undefined, at });
    const spec = resource && valueAt(resource.value, ['spec']);
    return resource && isObject(spec) ? { resource, path: ['spec'], spec } : undefined;
  }
}

function isHolder(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}
